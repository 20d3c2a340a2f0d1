package dev.vitrine.app;

import dev.vitrine.app.screen.ShellController;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.scene.input.KeyCombination;
import javafx.stage.Stage;
import javafx.stage.Window;

/** What the shell may ask of its window. */
record WindowOf(Stage stage) implements ShellController.WindowActions {

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
    public Window window() {
        return stage;
    }
}
