package dev.vitrine.app.widget;

import javafx.animation.PauseTransition;
import javafx.scene.control.Labeled;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.util.Duration;

/** Copies text, and says on the control that was used that it did. */
public final class Clip {

    private Clip() {}

    public static void copy(String text, Labeled saysSo) {
        ClipboardContent content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
        String before = saysSo.getText();
        if (!before.equals("copied")) {
            saysSo.setText("copied");
            PauseTransition wait = new PauseTransition(Duration.seconds(1.4));
            wait.setOnFinished(_ -> saysSo.setText(before));
            wait.play();
        }
    }
}
