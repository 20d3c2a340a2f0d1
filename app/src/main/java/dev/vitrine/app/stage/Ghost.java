package dev.vitrine.app.stage;

import dev.vitrine.app.model.Selected;
import javafx.css.PseudoClass;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;

/** What hangs at the mouse while an actor is dragged, and the mark on what it would be dropped onto. */
final class Ghost {

    private static final PseudoClass TARGET = PseudoClass.getPseudoClass("target");

    private final Pane stage;
    private final Label label = new Label();
    private Node marked;
    private boolean up;
    private boolean was;

    Ghost(Pane stage) {
        this.stage = stage;
        label.getStyleClass().add("drag-ghost");
        label.setManaged(false);
        label.setMouseTransparent(true);
    }

    boolean isUp() {
        return up;
    }

    /** True once after a drag: the click that ends it is none. */
    boolean wasUp() {
        boolean before = was;
        was = false;
        return before;
    }

    void follow(String what, MouseEvent at) {
        if (!up) {
            up = true;
            label.setText(what);
            stage.getChildren().add(label);
            label.autosize();
        }
        Point2D place = stage.sceneToLocal(at.getSceneX(), at.getSceneY());
        label.relocate(Math.round(place.getX() + 14), Math.round(place.getY() + 10));
        mark(at.getPickResult().getIntersectedNode());
    }

    private void mark(Node under) {
        Node target = under;
        while (target != null && !target.getProperties().containsKey(Selected.class)) {
            target = target.getParent();
        }
        if (target != marked) {
            unmark();
            marked = target;
            if (marked != null) {
                marked.pseudoClassStateChanged(TARGET, true);
            }
        }
    }

    private void unmark() {
        if (marked != null) {
            marked.pseudoClassStateChanged(TARGET, false);
            marked = null;
        }
    }

    void down() {
        up = false;
        was = true;
        unmark();
        stage.getChildren().remove(label);
    }
}
