package dev.vitrine.app.widget;

import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.StringProperty;
import javafx.event.ActionEvent;
import javafx.event.EventHandler;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.StackPane;

/** A button that says why it is disabled. The tooltip hangs on the wrapper: a disabled control shows none. */
public final class GuardedButton extends StackPane {

    private final Button button = new Button();
    private final Tooltip why = new Tooltip();

    public GuardedButton() {
        getChildren().add(button);
        button.idProperty().bind(idProperty().map(id -> id + "-button"));
        button.setMaxWidth(Double.MAX_VALUE);
        why.setWrapText(true);
        why.setMaxWidth(320);
    }

    /** @param reason why it can't be used now; empty where it can */
    public void guard(Optional<String> reason) {
        button.setDisable(reason.isPresent());
        button.setAccessibleHelp(reason.orElse(null));
        reason.ifPresentOrElse(text -> {
            why.setText(text);
            Tooltip.install(this, why);
        }, () -> Tooltip.uninstall(this, why));
    }

    public Button button() {
        return button;
    }

    public StringProperty textProperty() {
        return button.textProperty();
    }

    public String getText() {
        return button.getText();
    }

    public void setText(String text) {
        button.setText(text);
    }

    public ObjectProperty<EventHandler<ActionEvent>> onActionProperty() {
        return button.onActionProperty();
    }

    public EventHandler<ActionEvent> getOnAction() {
        return button.getOnAction();
    }

    public void setOnAction(EventHandler<ActionEvent> handler) {
        button.setOnAction(handler);
    }

    /** Style classes of the button itself, blanks between. */
    public String getButtonClass() {
        return String.join(" ", button.getStyleClass());
    }

    public void setButtonClass(String classes) {
        button.getStyleClass().addAll(classes.split(" "));
    }
}
