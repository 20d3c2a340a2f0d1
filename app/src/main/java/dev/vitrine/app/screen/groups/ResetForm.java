package dev.vitrine.app.screen.groups;

import dev.vitrine.app.model.Background;
import dev.vitrine.app.model.Figures;
import dev.vitrine.app.model.groups.GroupActions;
import dev.vitrine.app.model.groups.GroupLine;
import dev.vitrine.app.model.groups.ResetChoice;
import dev.vitrine.app.model.groups.ResetPlan;
import dev.vitrine.app.model.groups.ResetTarget;
import dev.vitrine.app.model.messages.Message;
import dev.vitrine.app.model.messages.WholeRecord;
import dev.vitrine.app.model.words.Reason;
import dev.vitrine.app.widget.Columns;
import dev.vitrine.app.widget.Fxml;
import dev.vitrine.app.widget.GuardedButton;
import dev.vitrine.app.widget.PartitionChip;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.fxml.FXML;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import org.apache.kafka.common.TopicPartition;

/** Where positions shall go, and a table of before → after that follows each change of mind. */
public final class ResetForm extends VBox {

    private static final String ALL = "all its topics";

    private final GroupLine group;
    private final Background background;
    private final GroupActions actions;
    private final WholeRecord records;
    private int asked;
    private Background.Job reading = () -> {};
    private GuardedButton act;
    private ResetPlan plan;

    @FXML private ComboBox<ResetChoice> target;
    @FXML private VBox argumentBox;
    @FXML private Label argumentLabel;
    @FXML private TextField argument;
    @FXML private ComboBox<String> topic;
    @FXML private Label note;
    @FXML private TableView<ResetPlan.Line> lines;
    @FXML private TableColumn<ResetPlan.Line, String> lineTopic;
    @FXML private TableColumn<ResetPlan.Line, Integer> linePartition;
    @FXML private TableColumn<ResetPlan.Line, String> before;
    @FXML private TableColumn<ResetPlan.Line, Long> after;
    @FXML private TableColumn<ResetPlan.Line, String> effect;
    @FXML private TableColumn<ResetPlan.Line, String> lineNote;
    @FXML private Label placeholder;
    @FXML private Label outcome;
    @FXML private Label first;

    ResetForm(GroupLine group, Background background, GroupActions actions, WholeRecord records) {
        this.group = group;
        this.background = background;
        this.actions = actions;
        this.records = records;
        this.plan = new ResetPlan(group.id(), List.of());
        Fxml.into(this, "reset-form.fxml");
    }

    @FXML
    private void initialize() {
        target.setId("reset-target");
        argument.setId("reset-argument");
        target.getItems().setAll(ResetChoice.values());
        target.setValue(ResetChoice.EARLIEST);
        topic.getItems().add(ALL);
        topic.getItems().addAll(group.topics());
        topic.setValue(ALL);
        Columns.text(lineTopic, line -> fixed(line.partition().topic()));
        Columns.picture(linePartition, line -> fixed(line.partition().partition()), PartitionChip::new, i -> "partition " + i);
        before.getStyleClass().add("figure");
        Columns.text(before, line -> fixed(line.before().isPresent() ? Figures.exact(line.before().getAsLong()) : "no commit yet"), "figure", "mono");
        Columns.figure(after, line -> fixed(line.after()), n -> Figures.exact(n));
        Columns.text(effect, line -> fixed(line.effect()));
        Columns.text(lineNote, line -> fixed(line.note()), "soft");
        lines.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        lines.getSelectionModel().selectedItemProperty().subscribe(this::showFirst);
    }

    private static <T> ObservableValue<T> fixed(T value) {
        return new ReadOnlyObjectWrapper<>(value);
    }

    /** Begins to follow what is chosen; the button is guarded until there is something to do. */
    void start(GuardedButton button) {
        act = button;
        target.valueProperty().addListener(_ -> changed());
        topic.valueProperty().addListener(_ -> changed());
        argument.textProperty().addListener(_ -> changed());
        changed();
    }

    ResetPlan plan() {
        return plan;
    }

    /** Back to where positions were; those that had none stay. */
    Map<TopicPartition, Long> undo() {
        return plan.moving().stream().filter(line -> line.before().isPresent())
                .collect(Collectors.toMap(ResetPlan.Line::partition, line -> line.before().getAsLong()));
    }

    private void changed() {
        ResetChoice choice = target.getValue();
        argumentBox.setVisible(choice.takesArgument());
        argumentBox.setManaged(choice.takesArgument());
        argumentLabel.setText(choice.argumentLabel());
        argument.setPromptText(choice.example());
        argument.setAccessibleText(choice.argumentLabel());
        note.setText(choice.meaning());
        // The answer to an earlier question is let fall.
        int mine = ++asked;
        Optional<ResetTarget> parsed = choice.parse(argument.getText(), ZoneId.systemDefault(), Instant.now());
        if (parsed.isEmpty()) {
            show(new ResetPlan(group.id(), List.of()), "Type " + choice.argumentLabel().toLowerCase(java.util.Locale.ROOT) + ", as " + choice.example() + ".");
            return;
        }
        act.guard(Optional.of("Asking the broker…"));
        List<TopicPartition> partitions = ResetPlan.partitions(group).stream()
                .filter(p -> topic.getValue().equals(ALL) || p.topic().equals(topic.getValue())).toList();
        background.run(() -> actions.plan(group.id(), parsed.get(), partitions), made -> {
            if (mine == asked) {
                show(made, "There is nothing to move.");
            }
        }, failure -> {
            if (mine == asked) {
                show(new ResetPlan(group.id(), List.of()), Reason.of(failure));
            }
        });
    }

    private void show(ResetPlan made, String otherwise) {
        plan = made;
        lines.getItems().setAll(made.lines());
        placeholder.setText(otherwise);
        outcome.setText(made.lines().isEmpty() ? "" : made.summary());
        act.setText(made.moving().isEmpty() ? "Reset" : made.verb());
        act.guard(made.moving().isEmpty() ? Optional.of(made.lines().isEmpty() ? otherwise : "Nothing would move.") : Optional.empty());
        showFirst(made.moving().isEmpty() ? null : made.moving().getFirst());
    }

    /** The record that the group would read first. */
    private void showFirst(ResetPlan.Line line) {
        reading.cancel();
        if (line == null || line.after() >= line.end()) {
            first.setText(line == null ? "" : "Partition " + line.partition().partition() + ": nothing to read until the next record comes.");
            return;
        }
        reading = background.run(() -> records.atOrAfter(line.partition(), line.after()).map(Message::of), found -> first.setText(
                "Partition " + line.partition().partition() + " goes on with: " + found.map(ResetForm::said).orElse("nothing readable")), _ -> first.setText(""));
    }

    private static String said(Message message) {
        return Figures.exact(message.offset()) + "  " + (message.isTombstone() ? "tombstone" : message.value().reading().preview());
    }
}
