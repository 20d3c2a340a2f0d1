package dev.vitrine.app;

import dev.vitrine.app.screen.ShellController;
import dev.vitrine.app.source.ReplaySource;
import dev.vitrine.app.widget.FileChoice;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.scene.input.KeyCombination;
import javafx.stage.Stage;
import javafx.stage.Window;

/** What the shell may ask of its window. @param files asks for a file where there is a person to ask; @param recordings opens one in a window of its own */
record WindowOf(Stage stage, FileChoice files, Consumer<ReplaySource> recordings) implements ShellController.WindowActions {

    @Override
    public void toggleFullScreen() {
        stage.setFullScreen(!stage.isFullScreen());
    }

    @Override
    public void present(boolean on) {
        // The toolkit would take Esc before anything that lies over the picture gets it.
        stage.setFullScreenExitKeyCombination(on ? KeyCombination.NO_MATCH : null);
        stage.setFullScreen(on);
    }

    @Override
    public ReadOnlyBooleanProperty fullProperty() {
        return stage.fullScreenProperty();
    }

    @Override
    public void open(ReplaySource recording) {
        recordings.accept(recording);
    }

    @Override
    public Window window() {
        return stage;
    }
}
