package dev.vitrine.app.widget;

import java.util.Optional;
import javafx.animation.PauseTransition;
import javafx.event.EventTarget;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;
import javafx.scene.text.Text;
import javafx.util.Duration;

/**
 * Words that found no room, in a table's cell or anywhere else, are shown whole where the mouse rests on them. One for a whole window: nobody has to
 * think of it. What has a tip of its own keeps that.
 */
public final class CutWords {

    private static final Duration REST = Duration.millis(450);
    private static final double BELOW = 4;
    private static final double WIDEST = 520;
    private static final String OWN_TIP = "javafx.scene.control.Tooltip";

    private final PauseTransition rest = new PauseTransition(REST);
    private Tooltip tip;
    private Labeled under;

    private CutWords(Scene scene) {
        rest.setOnFinished(_ -> show());
        scene.addEventFilter(MouseEvent.MOUSE_MOVED, move -> over(move.getTarget()));
        scene.addEventFilter(MouseEvent.MOUSE_PRESSED, _ -> leave());
        scene.addEventFilter(MouseEvent.MOUSE_EXITED, exit -> {
            if (exit.getTarget() == scene) {
                leave();
            }
        });
    }

    public static void install(Scene scene) {
        new CutWords(scene);
    }

    private void over(EventTarget target) {
        Labeled now = labeled(target);
        if (now == under) {
            return;
        }
        leave();
        if (now != null && wholeIfCut(now).isPresent() && !hasTip(now)) {
            under = now;
            rest.playFromStart();
        }
    }

    private void leave() {
        under = null;
        rest.stop();
        if (tip != null) {
            tip.hide();
        }
    }

    private void show() {
        Optional<String> whole = under == null || under.getScene() == null ? Optional.empty() : wholeIfCut(under);
        if (whole.isEmpty()) {
            return;
        }
        if (tip == null) {
            // A window of its own, and dear to make: when it is first wanted.
            tip = new Tooltip();
            tip.setWrapText(true);
            tip.setMaxWidth(WIDEST);
        }
        tip.setText(whole.get());
        Bounds place = under.localToScreen(under.getLayoutBounds());
        tip.show(under, place.getMinX(), place.getMaxY() + BELOW);
    }

    private static Labeled labeled(EventTarget target) {
        for (Node at = target instanceof Node node ? node : null; at != null; at = at.getParent()) {
            if (at instanceof Labeled labeled && labeled.getText() != null && !labeled.getText().isEmpty()) {
                return labeled;
            }
        }
        return null;
    }

    private static boolean hasTip(Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (at.getProperties().get(OWN_TIP) != null) {
                return true;
            }
        }
        return false;
    }

    /** All of the words, where not all of them are to be seen. An icon beside them is a text too, of one letter. */
    public static Optional<String> wholeIfCut(Labeled labeled) {
        String whole = labeled.getText();
        return labeled.getChildrenUnmodifiable().stream().filter(node -> node instanceof Text && node != labeled.getGraphic()).map(node -> ((Text) node).getText())
                .anyMatch(shown -> shown.length() < whole.length() || shown.endsWith(labeled.getEllipsisString()) && !whole.endsWith(labeled.getEllipsisString()))
                ? Optional.of(whole) : Optional.empty();
    }
}
