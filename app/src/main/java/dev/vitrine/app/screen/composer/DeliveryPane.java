package dev.vitrine.app.screen.composer;

import dev.vitrine.app.model.composer.Acks;
import dev.vitrine.app.model.composer.Compression;
import dev.vitrine.app.model.composer.Draft.Delivery;
import dev.vitrine.app.model.composer.SendMode;
import dev.vitrine.app.widget.Fxml;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.fxml.FXML;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;

/** How to send: the three ways with their price, acks, compression, idempotence. */
public final class DeliveryPane extends VBox {

    private final ReadOnlyObjectWrapper<Delivery> delivery =
            new ReadOnlyObjectWrapper<>(new Delivery(SendMode.SYNCHRONOUS, Acks.ALL, Compression.NONE, true));

    @FXML private ToggleGroup modes;
    @FXML private ToggleButton fire;
    @FXML private ToggleButton synchronous;
    @FXML private ToggleButton asynchronous;
    @FXML private Label code;
    @FXML private Label cost;
    @FXML private Label risk;
    @FXML private ComboBox<Acks> acks;
    @FXML private Label acksNote;
    @FXML private ComboBox<Compression> compression;
    @FXML private CheckBox idempotent;
    @FXML private Label idempotentNote;

    public DeliveryPane() {
        Fxml.into(this, "delivery.fxml");
    }

    @FXML
    private void initialize() {
        mode(fire, SendMode.FIRE_AND_FORGET);
        mode(synchronous, SendMode.SYNCHRONOUS);
        mode(asynchronous, SendMode.ASYNCHRONOUS);
        acks.setConverter(words(Acks::setting));
        acks.getItems().setAll(Acks.values());
        acks.setValue(Acks.ALL);
        compression.setConverter(words(Compression::setting));
        compression.getItems().setAll(Compression.values());
        compression.setValue(Compression.NONE);
        modes.selectedToggleProperty().addListener((_, before, now) -> {
            if (now == null) {
                modes.selectToggle(before);
            } else {
                changed();
            }
        });
        acks.valueProperty().addListener((_, _, now) -> {
            // Kafka's producer refuses idempotence with fewer acks: it goes off by itself, and comes back by the person.
            if (now != Acks.ALL) {
                idempotent.setSelected(false);
            }
            changed();
        });
        compression.valueProperty().addListener(_ -> changed());
        idempotent.selectedProperty().addListener(_ -> changed());
        changed();
    }

    private static void mode(ToggleButton button, SendMode mode) {
        button.setText(mode.label());
        button.setUserData(mode);
    }

    private static <T> StringConverter<T> words(java.util.function.Function<T, String> text) {
        return new StringConverter<>() {
            @Override
            public String toString(T value) {
                return value == null ? "" : text.apply(value);
            }

            @Override
            public T fromString(String string) {
                throw new UnsupportedOperationException("not editable");
            }
        };
    }

    public ReadOnlyObjectProperty<Delivery> deliveryProperty() {
        return delivery.getReadOnlyProperty();
    }

    /** Shows another way of sending. */
    public void set(Delivery other) {
        modes.getToggles().stream().filter(toggle -> toggle.getUserData() == other.mode()).findFirst().ifPresent(modes::selectToggle);
        acks.setValue(other.acks());
        compression.setValue(other.compression());
        idempotent.setSelected(other.idempotent());
    }

    private void changed() {
        SendMode mode = (SendMode) modes.getSelectedToggle().getUserData();
        code.setText(mode.code());
        cost.setText(mode.cost());
        risk.setText(mode.risk());
        acksNote.setText(acks.getValue().meaning());
        boolean clash = idempotent.isSelected() && acks.getValue() != Acks.ALL;
        idempotentNote.setText(clash ? "Needs acks all." : "");
        idempotentNote.setVisible(clash);
        idempotentNote.setManaged(clash);
        delivery.set(new Delivery(mode, acks.getValue(), compression.getValue(), idempotent.isSelected()));
    }
}
