package dev.vitrine.app.widget;

import atlantafx.base.controls.ModalPane;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Parent;

/** Shows one card over a screen at a time. What lies below can't be reached meanwhile, by mouse or keyboard; afterwards the focus is where it was. */
public final class Sheets {

    private final ModalPane modal;
    private final Node below;
    private Node focusedBefore;

    public Sheets(ModalPane modal, Node below) {
        this.modal = modal;
        this.below = below;
        modal.setInTransitionFactory(null);
        modal.setOutTransitionFactory(null);
        modal.displayProperty().subscribe(this::displayed);
    }

    /** @param first gets the keyboard */
    public void open(Parent card, Node first) {
        focusedBefore = modal.getScene() == null ? null : modal.getScene().getFocusOwner();
        // The pane takes the focus itself once it is laid out.
        Entrance.of(card, () -> modal.show(card), () -> Platform.runLater(() -> Platform.runLater(first::requestFocus)));
    }

    public void close() {
        modal.hide(true);
    }

    public boolean isOpen() {
        return modal.isDisplay();
    }

    private void forget() {
        if (!modal.isDisplay()) {
            modal.setContent(null);
        }
    }

    private void displayed(boolean on) {
        below.setDisable(on);
        if (!on) {
            // Closed by Escape or a click beside it, the pane would keep the card in the scene, and Enter would still find its default button.
            Platform.runLater(this::forget);
        }
        if (!on && focusedBefore != null) {
            focusedBefore.requestFocus();
            focusedBefore = null;
        }
    }
}
