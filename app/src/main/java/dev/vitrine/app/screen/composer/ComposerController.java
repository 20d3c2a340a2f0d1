package dev.vitrine.app.screen.composer;

import dev.vitrine.app.model.Figures;
import dev.vitrine.app.model.Selected;
import dev.vitrine.app.model.composer.Draft;
import dev.vitrine.app.model.composer.DraftCheck;
import dev.vitrine.app.model.composer.DraftCheck.Field;
import dev.vitrine.app.model.composer.DraftCheck.Problem;
import dev.vitrine.app.model.composer.DraftTable;
import dev.vitrine.app.model.composer.KeyPartition;
import dev.vitrine.app.model.composer.Placeholders;
import dev.vitrine.app.model.composer.Producers;
import dev.vitrine.app.model.composer.RecordMaker;
import dev.vitrine.app.model.composer.SendReport;
import dev.vitrine.app.model.composer.Sending;
import dev.vitrine.app.model.payload.Composed;
import dev.vitrine.app.screen.Screen;
import dev.vitrine.app.screen.ScreenContext;
import dev.vitrine.app.screen.messages.TopicChoice;
import dev.vitrine.app.source.Inbox;
import dev.vitrine.app.widget.GuardedButton;
import dev.vitrine.app.widget.PartitionChip;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What to send, how, and what became of it. */
public final class ComposerController implements Screen {

    private static final String BY_KEY = "the key decides";

    private final ScreenContext context;
    private final DraftTable drafts;
    private final Placeholders placeholders = new Placeholders(Clock.systemUTC(), new Random());
    private final DraftCheck check = new DraftCheck(placeholders);
    private final TopicChoice topics = new TopicChoice();
    private final Producers producers;
    private Sending sending;

    @FXML private ComboBox<String> topic;
    @FXML private ComboBox<String> partition;
    @FXML private Label topicNote;
    @FXML private CheckBox hasKey;
    @FXML private HBox where;
    @FXML private TypedField key;
    @FXML private CheckBox tombstone;
    @FXML private TypedField value;
    @FXML private HeadersPane headers;
    @FXML private DeliveryPane delivery;
    @FXML private TextField count;
    @FXML private Label countNote;
    @FXML private Button cancel;
    @FXML private GuardedButton send;
    @FXML private ReportPane report;

    public ComposerController(ScreenContext context, DraftTable drafts) {
        this.context = context;
        this.drafts = drafts;
        this.producers = settings -> {
            Map<String, Object> all = context.source().clientProperties("composer");
            all.putAll(settings);
            return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
        };
    }

    @FXML
    private void initialize() {
        key.init("Key", placeholders);
        value.init("Value", placeholders);
        key.disableProperty().bind(hasKey.selectedProperty().not());
        value.disableProperty().bind(tombstone.selectedProperty());
        offerPartitions();
        topics.bind(topic, name -> context.selection().select(new Selected.Topic(name)));
        topic.getEditor().textProperty().addListener(_ -> {
            offerPartitions();
            changed();
        });
        partition.valueProperty().addListener(_ -> changed());
        hasKey.selectedProperty().addListener(_ -> changed());
        tombstone.selectedProperty().addListener(_ -> changed());
        count.textProperty().addListener(_ -> changed());
        key.typedProperty().addListener(_ -> changed());
        value.typedProperty().addListener(_ -> changed());
        headers.headersProperty().addListener(_ -> changed());
        delivery.deliveryProperty().addListener(_ -> changed());
        show(cancel, false);
        changed();
    }

    private static void show(javafx.scene.Node node, boolean on) {
        node.setVisible(on);
        node.setManaged(on);
    }

    private String topicName() {
        return topic.getEditor().getText().strip();
    }

    private OptionalInt partitionCount() {
        return topics.partitionCount(topicName());
    }

    private void offerPartitions() {
        int wanted = partitionCount().orElse(0);
        if (partition.getItems().size() == wanted + 1) {
            return;
        }
        String kept = partition.getValue();
        partition.getItems().setAll(BY_KEY);
        for (int i = 0; i < wanted; i++) {
            partition.getItems().add("partition " + i);
        }
        partition.setValue(partition.getItems().contains(kept) ? kept : BY_KEY);
    }

    private Draft draft() {
        int chosen = partition.getSelectionModel().getSelectedIndex() - 1;
        String typed = count.getText().strip().replace(",", "");
        return new Draft(topicName(), chosen >= 0 ? OptionalInt.of(chosen) : OptionalInt.empty(), hasKey.isSelected(), key.typedProperty().get(),
                tombstone.isSelected(), value.typedProperty().get(), headers.headersProperty().get(),
                typed.matches("\\d{1,9}") ? Integer.parseInt(typed) : 0, delivery.deliveryProperty().get());
    }

    private void changed() {
        Draft draft = draft();
        List<Problem> problems = check.problems(draft, partitionCount());
        boolean running = sending != null && sending.report().running();
        send.guard(running ? Optional.of("A sending is under way.") : problems.stream().findFirst().map(Problem::why));
        send.setText(draft.count() <= 1 ? "Send" : "Send " + Figures.count(draft.count(), "record"));
        tellTopic(draft, problems);
        tellWhere(draft);
        countNote.setText(draft.count() > 1 ? "fills in " + Placeholders.KNOWN : "");
        countNote.setVisible(draft.count() > 1);
    }

    private void tellTopic(Draft draft, List<Problem> problems) {
        Optional<String> wrong = problems.stream().filter(p -> p.field() == Field.TOPIC && !draft.topic().isEmpty()).findFirst().map(Problem::why);
        boolean unknown = wrong.isEmpty() && !draft.topic().isEmpty() && partitionCount().isEmpty();
        topicNote.setText(wrong.orElse(unknown ? "There is no such topic: sending to it asks the broker to make it, where auto.create.topics.enable allows." : ""));
        topicNote.getStyleClass().removeAll("bad-text", "warn-text");
        topicNote.getStyleClass().add(wrong.isPresent() ? "bad-text" : "warn-text");
        show(topicNote, !topicNote.getText().isEmpty());
    }

    /** Says which partition the key leads to, by its sum. */
    private void tellWhere(Draft draft) {
        where.getChildren().clear();
        if (draft.partition().isPresent()) {
            where.getChildren().addAll(new Label("to"), new PartitionChip(draft.partition().getAsInt()), quiet("chosen by hand; the key decides nothing"));
        } else if (!draft.hasKey()) {
            where.getChildren().add(quiet("no key: the producer fills one partition’s batch after another’s"));
        } else if (partitionCount().isPresent() && RecordMaker.composed(draft.key(), 1, placeholders) instanceof Composed.Bytes(byte[] bytes)) {
            KeyPartition led = KeyPartition.of(bytes, partitionCount().getAsInt());
            where.getChildren().addAll(new Label(draft.count() > 1 && Placeholders.in(draft.key().text()) ? "the first leads to" : "leads to"),
                    new PartitionChip(led.partition()), quiet(led.sum()));
        }
    }

    private static Label quiet(String text) {
        Label label = new Label(text);
        label.getStyleClass().add("soft");
        label.setMinWidth(0);
        return label;
    }

    @FXML
    private void send() {
        context.time().live();
        sending = new Sending(draft(), placeholders, producers, System::nanoTime);
        Thread.ofPlatform().daemon().name("composer").start(sending);
        show(cancel, true);
        follow();
        changed();
    }

    @FXML
    private void cancel() {
        Sending under = sending;
        context.background().run(() -> {
            under.cancel();
            return null;
        }, _ -> {}, why -> context.notices().problem("Cancelling", why));
    }

    private void follow() {
        SendReport now = sending.report();
        report.show(sending.draft().delivery().mode(), now);
        if (!now.running() && cancel.isVisible()) {
            show(cancel, false);
            changed();
        }
    }

    @Override
    public void onShow() {
        Optional<Draft> laid = drafts.take();
        laid.ifPresent(this::take);
        if (laid.isEmpty()) {
            context.selection().current().topicName().filter(name -> !name.equals(topicName())).ifPresent(topics::want);
        }
    }

    private void take(Draft draft) {
        topic.setValue(draft.topic());
        offerPartitions();
        partition.getSelectionModel().select(draft.partition().isPresent() ? draft.partition().getAsInt() + 1 : 0);
        hasKey.setSelected(draft.hasKey());
        key.set(draft.key());
        tombstone.setSelected(draft.tombstone());
        value.set(draft.value());
        headers.set(draft.headers());
        count.setText(String.valueOf(draft.count()));
        report.idle();
        changed();
    }

    @Override
    public void onFrame(Inbox.Frame frame) {
        if (sending != null && cancel.isVisible()) {
            follow();
        }
        if (frame.hasNews()) {
            int before = partition.getItems().size();
            topics.show(frame.snapshot());
            offerPartitions();
            if (partition.getItems().size() != before) {
                changed();
            }
        }
    }
}
