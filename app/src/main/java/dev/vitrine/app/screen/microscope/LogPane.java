package dev.vitrine.app.screen.microscope;

import dev.vitrine.app.model.Background;
import dev.vitrine.app.model.Fact;
import dev.vitrine.app.model.Figures;
import dev.vitrine.app.model.Selected;
import dev.vitrine.app.model.messages.Message;
import dev.vitrine.app.model.microscope.BatchFacts;
import dev.vitrine.app.model.microscope.LogReading;
import dev.vitrine.app.model.microscope.Needle;
import dev.vitrine.app.model.microscope.Needles;
import dev.vitrine.app.model.microscope.RecordsOfBatch;
import dev.vitrine.app.model.microscope.StandingLag;
import dev.vitrine.app.model.microscope.StripLayout;
import dev.vitrine.app.model.microscope.StripMotion;
import dev.vitrine.app.model.microscope.StripWords;
import dev.vitrine.app.model.payload.Payload;
import dev.vitrine.app.model.words.Reason;
import dev.vitrine.app.screen.ScreenContext;
import dev.vitrine.app.screen.messages.SourceClients;
import dev.vitrine.app.source.Inbox;
import dev.vitrine.app.widget.ExplainPane;
import dev.vitrine.app.widget.Fxml;
import dev.vitrine.app.widget.Palette;
import dev.vitrine.app.widget.Spring;
import dev.vitrine.app.widget.Stillness;
import dev.vitrine.engine.observe.BatchView;
import dev.vitrine.engine.observe.Inspection;
import dev.vitrine.engine.observe.PartitionView;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.apache.kafka.common.TopicPartition;

/** One partition: the strip, the batch that is picked, and its records when somebody asks for them. */
public final class LogPane extends VBox {

    private static final double FIRST_SIGHT = 120;

    private final StripMotion motion = new StripMotion();
    private final LogReading reading = new LogReading();
    private final StripView strip = new StripView(motion, this::pick);
    private ScreenContext context;
    private RecordsOfBatch reader;
    private Background.Job job = () -> { };
    private TopicPartition shown;
    private PartitionView state;
    private BatchView picked;
    private final StandingLag standing = new StandingLag();
    private ExplainPane explained;
    private Selected stuck = new Selected.Nothing();
    private boolean explaining;
    private boolean fresh;

    @FXML private StackPane place;
    @FXML private Label following;
    @FXML private Label notes;
    @FXML private Button why;
    @FXML private StackPane answers;
    @FXML private ScrollPane batch;
    @FXML private Label title;
    @FXML private Label summary;
    @FXML private VBox facts;
    @FXML private Label recordsNote;
    @FXML private Label emptyRecords;
    @FXML private Button read;
    @FXML private TableView<Message> records;
    @FXML private TableColumn<Message, String> offset;
    @FXML private TableColumn<Message, String> key;
    @FXML private TableColumn<Message, String> value;

    public LogPane() {
        Fxml.into(this, "log-pane.fxml");
    }

    @FXML
    private void initialize() {
        place.getChildren().add(strip);
        column(offset, message -> Figures.exact(message.offset()));
        column(key, message -> words(message.key(), "no key"));
        column(value, message -> words(message.value(), "tombstone"));
        offset.getStyleClass().add("figure");
        records.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        nothingPicked();
    }

    private static void column(TableColumn<Message, String> column, java.util.function.Function<Message, String> words) {
        column.setCellValueFactory(row -> new ReadOnlyStringWrapper(words.apply(row.getValue())));
    }

    private static String words(Payload payload, String none) {
        return payload.isNull() ? none : payload.length() == 0 ? "empty" : payload.reading().preview();
    }

    void init(ScreenContext screenContext) {
        context = screenContext;
        explained = new ExplainPane(screenContext::follow);
        answers.getChildren().add(explained);
        reader = new RecordsOfBatch(SourceClients.consumers(screenContext.source()));
    }

    void look(Palette palette, double zoom) {
        strip.look(palette, zoom);
    }

    /** Turns to a partition; the one that is shown keeps its place. */
    void show(TopicPartition partition, Inspection inspection) {
        if (partition.equals(shown)) {
            return;
        }
        shown = partition;
        fresh = true;
        nothingPicked();
        strip.of(partition.partition());
        reading.of(new LogReading.Log(partition, range -> inspection.shape(partition, range), range -> inspection.batches(partition, range)));
    }

    void frame(Inbox.Frame frame) {
        if (shown == null || frame.snapshot() == null || strip.getWidth() <= 0) {
            return;
        }
        Optional<PartitionView> now = Needles.partition(frame.snapshot(), shown);
        if (now.isEmpty()) {
            notes.setText("There is no " + shown + " at this moment.");
            return;
        }
        state = now.get();
        motion.calm(Stillness.wanted(this));
        motion.width(strip.getWidth());
        if (fresh) {
            motion.followEnd(state.logStartOffset(), state.endOffset(), FIRST_SIGHT);
            motion.step(frame.nowNanos(), state.endOffset());
            motion.jump();
            fresh = false;
        }
        motion.step(frame.nowNanos(), state.endOffset());
        reading.step(motion.target(), frame.nowNanos(), frame.live());
        List<Needle> needles = Needles.of(frame.snapshot(), shown);
        StripLayout layout = strip.frame(reading.known(), needles, state.logStartOffset(), state.endOffset());
        if (frame.hasNews()) {
            tell(frame, layout, needles);
        }
    }

    private void tell(Inbox.Frame frame, StripLayout layout, List<Needle> needles) {
        notes.setText(reading.failure().isEmpty() ? StripWords.notes(frame.snapshot(), shown, layout, frame.live()) : "The log can’t be read: " + reading.failure());
        strip.setAccessibleText(StripWords.spoken(shown, layout, needles));
        wonder(frame);
        following.setText(motion.following() ? "stays with the end" : "stands still");
        following.getStyleClass().removeAll("ok");
        if (motion.following()) {
            following.getStyleClass().add("ok");
        }
    }

    /** Where something stands still, a click tells why: a last stable offset that a transaction holds, or a group that no longer commits. */
    private void wonder(Inbox.Frame frame) {
        Optional<String> group = standing.see(frame.snapshot(), shown);
        boolean held = state.lastStableOffset() < state.highWatermark();
        stuck = held ? new Selected.Partition(shown) : group.<Selected>map(Selected.Group::new).orElse(new Selected.Nothing());
        boolean can = held || group.isPresent();
        why.setVisible(can);
        why.setText(explaining ? "Back to the batch" : held ? "Why is it stuck?" : "Why does " + group.orElse("") + " stand still?");
        explain(explaining && can);
        if (explaining) {
            explained.show(context.reasons().about(stuck, frame.snapshot(), frame.live()));
        }
    }

    private void explain(boolean on) {
        explaining = on;
        answers.setVisible(on);
        batch.setVisible(!on);
        title.setVisible(!on);
        summary.setVisible(!on);
    }

    @FXML
    private void why() {
        explain(!explaining);
        why.setText(explaining ? "Back to the batch" : why.getText());
    }

    private void nothingPicked() {
        job.cancel();
        picked = null;
        strip.picked(Optional.empty());
        title.setText("No batch picked");
        summary.setText("");
        facts.getChildren().clear();
        Label hint = new Label("Click a cell, or go from one to the next with ↑ and ↓.");
        hint.getStyleClass().add("soft");
        facts.getChildren().add(hint);
        records.getItems().clear();
        read.setDisable(true);
        recordsNote.setText("");
        emptyRecords.setText("Only headers have been read so far.");
    }

    private void pick(BatchView batch) {
        explain(false);
        if (batch.equals(picked)) {
            return;
        }
        job.cancel();
        picked = batch;
        strip.picked(Optional.of(batch));
        title.setText(BatchFacts.title(batch));
        summary.setText(BatchFacts.summary(batch));
        facts.getChildren().setAll(BatchFacts.of(batch, ZoneId.systemDefault()).stream().map(LogPane::line).toList());
        records.getItems().clear();
        boolean marker = batch.mark() != BatchView.Mark.NONE;
        read.setDisable(marker || batch.records() == 0);
        recordsNote.setText("");
        emptyRecords.setText(marker ? "A marker is the broker’s own: no consumer is given it." : "Only its header has been read. Its records are read on request.");
    }

    private static HBox line(Fact fact) {
        Label name = new Label(fact.name());
        name.getStyleClass().add("fact-name");
        name.setMinWidth(Region.USE_PREF_SIZE);
        Label what = new Label(fact.value());
        what.getStyleClass().add("fact");
        if (fact.words()) {
            what.getStyleClass().add("words");
        }
        HBox line = new HBox(name, new Spring(), what);
        line.getStyleClass().add("fact-line");
        return line;
    }

    @FXML
    private void read() {
        BatchView asked = picked;
        TopicPartition of = shown;
        read.setDisable(true);
        emptyRecords.setText("Reading…");
        job = context.background().run(() -> reader.of(of, asked), this::list, why -> {
            emptyRecords.setText("They can’t be read: " + Reason.of(why));
            read.setDisable(false);
        });
    }

    private void list(List<Message> found) {
        records.getItems().setAll(found);
        boolean cut = found.size() == RecordsOfBatch.MOST && picked.records() > found.size();
        recordsNote.setText(cut ? "the first " + found.size() + " of " + Figures.exact(picked.records()) : Figures.count(found.size(), "record"));
        emptyRecords.setText("They are not there any more.");
    }

    @FXML
    private void closer() {
        strip.closer(1.8);
    }

    @FXML
    private void further() {
        strip.closer(1 / 1.8);
    }

    @FXML
    private void whole() {
        if (state != null) {
            motion.whole(state.logStartOffset(), state.endOffset());
        }
    }

    @FXML
    private void toEnd() {
        strip.toEnd();
    }
}
