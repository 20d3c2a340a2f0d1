package dev.vitrine.app.screen.actors;

import dev.vitrine.app.model.actors.Assignor;
import dev.vitrine.app.model.actors.CommitMode;
import dev.vitrine.app.model.actors.ConsumerSetup;
import dev.vitrine.app.model.actors.ConsumerSetup.Membership;
import dev.vitrine.app.model.actors.ConsumerSetup.Reading;
import dev.vitrine.app.model.actors.GroupProtocol;
import dev.vitrine.app.model.Figures;
import dev.vitrine.app.widget.Fxml;
import dev.vitrine.app.widget.NumberField;
import dev.vitrine.app.widget.Segments;
import java.util.Arrays;
import java.util.List;
import javafx.beans.Observable;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.fxml.FXML;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;

/** All that a consumer can be told. */
public final class ConsumerForm extends VBox {

    private static final double SLOWEST = 2_000;

    private final ReadOnlyObjectWrapper<ConsumerSetup> setup = new ReadOnlyObjectWrapper<>(this, "setup", ConsumerSetup.plain("", "", ""));
    private boolean filling;

    @FXML private TextField name;
    @FXML private TextField group;
    @FXML private TextField topics;
    @FXML private Slider processSlider;
    @FXML private NumberField process;
    @FXML private Label processNote;
    @FXML private Segments<CommitMode> commit;
    @FXML private Label commitCode;
    @FXML private Label commitMeaning;
    @FXML private Label commitRisk;
    @FXML private Segments<GroupProtocol> protocol;
    @FXML private ComboBox<Assignor> assignor;
    @FXML private Label protocolNote;
    @FXML private TextField instance;
    @FXML private NumberField session;
    @FXML private NumberField interval;
    @FXML private NumberField poll;
    @FXML private CheckBox committedOnly;

    public ConsumerForm() {
        Fxml.into(this, "consumer-form.fxml");
    }

    @FXML
    private void initialize() {
        commit.offer(List.of(CommitMode.values()), CommitMode::label);
        protocol.offer(List.of(GroupProtocol.values()), GroupProtocol::label);
        commit.choose(CommitMode.AUTO);
        protocol.getChildren().getLast().setDisable(true);
        Choices.offer(assignor, Assignor.of(GroupProtocol.CLASSIC), Assignor::label);
        processSlider.valueProperty().addListener((_, _, place) -> {
            if (!filling) {
                process.set(Math.rint(SLOWEST * Math.pow(place.doubleValue(), 2)));
            }
        });
        protocol.valueProperty().addListener((_, _, now) -> {
            if (!filling && now != null) {
                fill(() -> Choices.offer(assignor, Assignor.of(now), Assignor::label));
            }
        });
        for (Observable each : List.of(name.textProperty(), group.textProperty(), topics.textProperty(), process.valueProperty(), commit.valueProperty(),
                protocol.valueProperty(), assignor.valueProperty(), instance.textProperty(), session.valueProperty(), interval.valueProperty(),
                poll.valueProperty(), committedOnly.selectedProperty())) {
            each.addListener(_ -> changed());
        }
    }

    ReadOnlyObjectProperty<ConsumerSetup> setupProperty() {
        return setup.getReadOnlyProperty();
    }

    void show(ConsumerSetup now) {
        fill(() -> {
            name.setText(now.name());
            group.setText(now.group());
            topics.setText(String.join(", ", now.topics()));
            process.set(now.reading().processMillis());
            commit.choose(now.reading().commit());
            committedOnly.setSelected(now.reading().committedOnly());
            poll.set(now.reading().maxPollRecords());
            protocol.choose(now.membership().protocol());
            Choices.offer(assignor, Assignor.of(now.membership().protocol()), Assignor::label);
            assignor.setValue(now.membership().assignor());
            instance.setText(now.membership().instanceId());
            session.set(now.membership().sessionSeconds());
            interval.set(now.membership().pollSeconds());
        });
        changed();
    }

    private void fill(Runnable how) {
        filling = true;
        how.run();
        filling = false;
    }

    private void changed() {
        if (filling) {
            return;
        }
        fill(() -> processSlider.setValue(Math.sqrt(Math.min(1, process.number() / SLOWEST))));
        words();
        List<String> wanted = Arrays.stream(topics.getText().split(",")).map(String::strip).filter(topic -> !topic.isEmpty()).distinct().toList();
        setup.set(new ConsumerSetup(name.getText().strip(), group.getText().strip(), wanted,
                new Reading(process.number(), poll.number(), commit.chosen(), committedOnly.isSelected()),
                new Membership(protocol.chosen(), assignor.getValue(), instance.getText().strip(), session.number(), interval.number())));
    }

    private void words() {
        CommitMode mode = commit.chosen();
        commitCode.setText(mode.code());
        commitMeaning.setText(mode.meaning());
        commitRisk.setText(mode.risk());
        protocolNote.setText(protocol.chosen().meaning() + " " + assignor.getValue().label() + ": " + assignor.getValue().meaning()
                + " Share groups are not in this broker yet.");
        session.setDisable(protocol.chosen() != GroupProtocol.CLASSIC);
        long most = process.number() == 0 ? 0 : (long) process.number() * poll.number();
        processNote.setText(process.number() == 0 ? "As fast as it can."
                : "At most " + Figures.rate(1000.0 / process.number()).replace("/s", " records a second") + ". A full poll takes " + Figures.duration(most)
                        + (most > interval.number() * 1000L ? ": longer than its poll interval, so its group will give it up." : "."));
    }
}
