package dev.vitrine.app.widget;

import java.util.Locale;
import java.util.Objects;
import javafx.beans.value.ObservableDoubleValue;
import javafx.collections.ListChangeListener;
import javafx.collections.WeakListChangeListener;
import javafx.scene.control.PopupControl;
import javafx.stage.Window;

/** Popups lie outside the window's scaled root: each takes the zoom as the size of its letters as it opens. Works as long as somebody keeps it. */
public final class PopupZoom implements ListChangeListener<Window> {

    private static final double LETTERS = 13;

    private final ObservableDoubleValue zoom;

    public PopupZoom(ObservableDoubleValue zoom) {
        this.zoom = zoom;
        Window.getWindows().addListener(new WeakListChangeListener<>(this));
    }

    @Override
    public void onChanged(Change<? extends Window> change) {
        while (change.next()) {
            change.getAddedSubList().stream().filter(PopupControl.class::isInstance).map(PopupControl.class::cast).forEach(this::dress);
        }
    }

    private void dress(PopupControl popup) {
        String style = zoom.get() == 1 ? "" : String.format(Locale.ROOT, "-fx-font-size: %.1fpx;", LETTERS * zoom.get());
        if (!style.equals(Objects.requireNonNullElse(popup.getStyle(), ""))) {
            popup.setStyle(style);
        }
    }
}
