package dev.vitrine.app.stage;

import dev.vitrine.app.model.Selected;
import dev.vitrine.app.model.Selection;
import javafx.css.PseudoClass;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;

/** Makes a node something that can be picked, by mouse and by keyboard, and that shows when it is picked. */
final class Picks {

    private static final PseudoClass PICKED = PseudoClass.getPseudoClass("selected");

    private Picks() {}

    static void on(Node node, Selection selection, Selected what) {
        node.setFocusTraversable(true);
        node.setAccessibleRole(AccessibleRole.BUTTON);
        node.addEventHandler(MouseEvent.MOUSE_CLICKED, click -> {
            if (click.getButton() == MouseButton.PRIMARY) {
                selection.select(what);
                node.requestFocus();
                click.consume();
            }
        });
        node.addEventHandler(KeyEvent.KEY_PRESSED, key -> {
            if (key.getCode() == KeyCode.ENTER || key.getCode() == KeyCode.SPACE) {
                selection.select(what);
                key.consume();
            }
        });
        node.getProperties().put(Selected.class, what);
        show(node, selection.current());
    }

    /** Marks a node where it is what is selected. */
    static void show(Node node, Selected selected) {
        node.pseudoClassStateChanged(PICKED, selected.equals(node.getProperties().get(Selected.class)));
    }
}
