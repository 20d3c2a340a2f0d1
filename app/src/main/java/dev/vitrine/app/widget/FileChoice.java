package dev.vitrine.app.widget;

import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import javafx.stage.FileChooser;
import javafx.stage.Window;

/** Asks a person for a file. An interface because there is no file dialog where there is no display. */
@FunctionalInterface
public interface FileChoice {

    /** A file to write. Empty where the person thought better of it. */
    Optional<Path> toSave(Window owner, String title, String suggestedName);

    /** A file to read. Empty where the person thought better of it, or nobody can be asked. @param ending of the files that are offered, without its dot */
    default Optional<Path> toOpen(Window owner, String title, String ending) {
        return Optional.empty();
    }

    static FileChoice dialog() {
        return new FileChoice() {

            @Override
            public Optional<Path> toSave(Window owner, String title, String name) {
                FileChooser chooser = new FileChooser();
                chooser.setTitle(title);
                chooser.setInitialFileName(name);
                return Optional.ofNullable(chooser.showSaveDialog(owner)).map(File::toPath);
            }

            @Override
            public Optional<Path> toOpen(Window owner, String title, String ending) {
                FileChooser chooser = new FileChooser();
                chooser.setTitle(title);
                chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter("Vitrine sessions", "*." + ending));
                return Optional.ofNullable(chooser.showOpenDialog(owner)).map(File::toPath);
            }
        };
    }
}
