package dev.vitrine.app.widget;

import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import javafx.stage.FileChooser;
import javafx.stage.Window;

/** Asks a person for a file to write. An interface because there is no file dialog where there is no display. */
@FunctionalInterface
public interface FileChoice {

    /** Empty where the person thought better of it. */
    Optional<Path> toSave(Window owner, String title, String suggestedName);

    static FileChoice dialog() {
        return (owner, title, name) -> {
            FileChooser chooser = new FileChooser();
            chooser.setTitle(title);
            chooser.setInitialFileName(name);
            return Optional.ofNullable(chooser.showSaveDialog(owner)).map(File::toPath);
        };
    }
}
