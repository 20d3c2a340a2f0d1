package dev.vitrine.app.screen.actors;

import dev.vitrine.app.model.actors.Content;
import dev.vitrine.app.model.actors.KeyPlan;
import dev.vitrine.app.model.actors.ProducerSetup;
import dev.vitrine.app.model.actors.ProducerSetup.Batching;
import dev.vitrine.app.model.actors.ProducerSetup.Load;
import dev.vitrine.app.model.actors.ProducerSetup.Transactions;
import dev.vitrine.app.model.actors.RateScale;
import dev.vitrine.app.model.composer.SendMode;
import dev.vitrine.app.screen.composer.DeliveryPane;
import dev.vitrine.app.widget.Fxml;
import dev.vitrine.app.widget.NumberField;
import java.util.List;
import javafx.beans.Observable;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.fxml.FXML;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;

/** All that a producer can be told. */
public final class ProducerForm extends VBox {

    private final ReadOnlyObjectWrapper<ProducerSetup> setup = new ReadOnlyObjectWrapper<>(this, "setup", ProducerSetup.plain("", ""));
    private boolean filling;

    @FXML private TextField name;
    @FXML private TextField topic;
    @FXML private Slider rateSlider;
    @FXML private NumberField rate;
    @FXML private ComboBox<KeyPlan> keys;
    @FXML private Label keysNote;
    @FXML private NumberField distinct;
    @FXML private ComboBox<Content> content;
    @FXML private NumberField bytes;
    @FXML private DeliveryPane delivery;
    @FXML private NumberField batch;
    @FXML private NumberField linger;
    @FXML private NumberField transaction;
    @FXML private NumberField aborted;
    @FXML private Label batchNote;

    public ProducerForm() {
        Fxml.into(this, "producer-form.fxml");
    }

    @FXML
    private void initialize() {
        delivery.getStyleClass().remove("card");
        Choices.offer(keys, List.of(KeyPlan.values()), KeyPlan::label);
        Choices.offer(content, List.of(Content.values()), Content::label);
        name.setId("actor-name");
        topic.setId("actor-topic");
        rateSlider.valueProperty().addListener((_, _, place) -> {
            if (!filling) {
                rate.set(RateScale.rate(place.doubleValue()));
            }
        });
        for (Observable each : List.of(name.textProperty(), topic.textProperty(), rate.valueProperty(), keys.valueProperty(), distinct.valueProperty(),
                content.valueProperty(), bytes.valueProperty(), delivery.deliveryProperty(), batch.valueProperty(), linger.valueProperty(),
                transaction.valueProperty(), aborted.valueProperty())) {
            each.addListener(_ -> changed());
        }
    }

    ReadOnlyObjectProperty<ProducerSetup> setupProperty() {
        return setup.getReadOnlyProperty();
    }

    void show(ProducerSetup now) {
        filling = true;
        name.setText(now.name());
        topic.setText(now.topic());
        rate.set(now.load().perSecond());
        keys.setValue(now.load().keys());
        distinct.set(now.load().distinctKeys());
        content.setValue(now.load().content());
        bytes.set(now.load().valueBytes());
        delivery.set(now.delivery());
        batch.set(now.batching().bytes());
        linger.set(now.batching().lingerMs());
        transaction.set(now.transactions().records());
        aborted.set(now.transactions().abortPercent());
        filling = false;
        changed();
    }

    private void changed() {
        if (filling) {
            return;
        }
        filling = true;
        rateSlider.setValue(RateScale.place(rate.valueProperty().get()));
        filling = false;
        keysNote.setText(keys.getValue().meaning());
        distinct.setDisable(keys.getValue() == KeyPlan.NONE);
        aborted.setDisable(transaction.number() == 0);
        batchNote.setText(batchWords());
        setup.set(new ProducerSetup(name.getText().strip(), topic.getText().strip(),
                new Load(rate.valueProperty().get(), keys.getValue(), distinct.number(), content.getValue(), bytes.number()),
                delivery.deliveryProperty().get(), new Batching(batch.number(), linger.number()), new Transactions(transaction.number(), aborted.number())));
    }

    private String batchWords() {
        if (transaction.number() > 0) {
            return "Every " + transaction.number() + " records become visible together, or never: readers of committed records wait for the end of each transaction.";
        }
        if (delivery.deliveryProperty().get().mode() == SendMode.SYNCHRONOUS) {
            return "Waiting for each answer, a batch never holds more than one record: only linger.ms still costs time.";
        }
        return "A batch leaves when it is full, or linger.ms after its first record: longer means fewer, larger requests, and later ones.";
    }
}
