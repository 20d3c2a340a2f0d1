package dev.vitrine.app.screen;

import javafx.fxml.FXML;
import javafx.scene.control.Label;

/** Stands in the place of a screen that a recording has nothing for, and says why. */
final class RecordingNote implements Screen {

    private final String screen;
    private final String reason;

    @FXML private Label title;
    @FXML private Label why;

    RecordingNote(String screen, String reason) {
        this.screen = screen;
        this.reason = reason;
    }

    @FXML
    private void initialize() {
        title.setText(screen + ": not in a recording");
        why.setText(reason);
    }
}
