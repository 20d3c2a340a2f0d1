package dev.vitrine.app.stage;

import javafx.geometry.Bounds;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.ScrollBar;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Rectangle;

/**
 * A window onto content that may be higher: by wheel, bar and keyboard. The content is moved by whole pixels, and whoever paints over it is told where it
 * is. Not a scroll pane: the canvases over the content stay where they are.
 */
final class Scroller {

    private static final double PAGE = 0.85;
    private static final double LINE = 40;

    private final Pane content = new Pane();
    private final Pane window = new Pane(content);
    private final Rectangle clip = new Rectangle();
    private final ScrollBar bar = new ScrollBar();

    /** @param moved told whenever the content has been moved */
    Scroller(Runnable moved) {
        window.setClip(clip);
        bar.setOrientation(Orientation.VERTICAL);
        bar.getStyleClass().add("stage-scroll");
        bar.setUnitIncrement(LINE);
        bar.valueProperty().addListener(_ -> {
            content.setLayoutY(-Math.round(bar.getValue()));
            moved.run();
        });
    }

    Pane content() {
        return content;
    }

    Pane window() {
        return window;
    }

    ScrollBar bar() {
        return bar;
    }

    /** What of the content lies above the window. */
    double offset() {
        return bar.getValue();
    }

    /** How much can be seen at once. */
    double visible() {
        return window.getHeight();
    }

    /** Obeys wheel and keyboard within this node. */
    void listen(Node whole) {
        whole.addEventHandler(ScrollEvent.SCROLL, wheel -> by(-wheel.getDeltaY()));
        whole.addEventHandler(KeyEvent.KEY_PRESSED, key -> {
            double by = key.getCode() == KeyCode.PAGE_DOWN ? visible() * PAGE : key.getCode() == KeyCode.PAGE_UP ? -visible() * PAGE : 0;
            if (by != 0) {
                by(by);
                key.consume();
            }
        });
        whole.sceneProperty().addListener((_, _, scene) -> {
            if (scene != null) {
                scene.focusOwnerProperty().addListener((_, _, node) -> reveal(node));
            }
        });
    }

    private void by(double pixels) {
        bar.setValue(Math.max(0, Math.min(bar.getMax(), bar.getValue() + pixels)));
    }

    /** What the keyboard reaches is brought into sight. */
    private void reveal(Node node) {
        boolean inside = false;
        for (Node parent = node; parent != null; parent = parent.getParent()) {
            inside |= parent == content;
        }
        if (inside) {
            Bounds bounds = content.sceneToLocal(node.localToScene(node.getBoundsInLocal()));
            if (bounds.getMinY() < offset()) {
                bar.setValue(bounds.getMinY());
            } else if (bounds.getMaxY() > offset() + visible()) {
                by(Math.min(bounds.getMaxY() - visible(), bounds.getMinY()) - offset());
            }
        }
    }

    /** @param whole height of the content */
    void place(double top, double width, double height, double whole) {
        window.resizeRelocate(0, top, width, height);
        clip.setWidth(width);
        clip.setHeight(height);
        bar.resizeRelocate(width - 12, top, 10, height);
        fit(whole);
    }

    /** @param whole height of the content now */
    void fit(double whole) {
        double over = Math.max(0, whole - visible());
        bar.setMax(over);
        bar.setVisibleAmount(over == 0 ? 1 : over * visible() / whole);
        bar.setBlockIncrement(visible() * 0.8);
        bar.setVisible(over > 0);
        bar.setValue(Math.min(bar.getValue(), over));
    }
}
