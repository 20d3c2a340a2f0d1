package dev.vitrine.app.screen.workbench;

import dev.vitrine.app.model.Selected;
import dev.vitrine.app.model.messages.Message;
import dev.vitrine.app.model.rows.ListedRows;
import dev.vitrine.app.model.rows.Row;
import dev.vitrine.app.model.words.Reason;
import dev.vitrine.app.model.workbench.Focus;
import dev.vitrine.app.model.workbench.ReaderLines;
import dev.vitrine.app.model.workbench.RecordWindow;
import dev.vitrine.app.model.workbench.TopicLines;
import dev.vitrine.app.screen.Screen;
import dev.vitrine.app.screen.ScreenContext;
import dev.vitrine.app.source.Inbox;
import dev.vitrine.engine.observe.ClusterSnapshot;
import java.util.Optional;
import java.util.function.Function;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.StackPane;

/**
 * Three tables below the picture, in the order in which it reads: topics with the partitions of the one that is open, the newest records of what is
 * selected, groups with the members of the one that is open. What is chosen in them is selected everywhere, and what is selected anywhere is chosen here.
 */
public final class WorkbenchController implements Screen {

    private final ScreenContext context;
    private final TopicLines topicLines = new TopicLines();
    private final ListedRows<Selected, TopicLines.Line> topicRows = new ListedRows<>(TopicLines.Line::selects);
    private final ListedRows<Selected, ReaderLines.Line> readerRows = new ListedRows<>(ReaderLines.Line::selects);
    private final RecordWindow window;
    private Focus focus = Focus.NONE;
    private Selected followed = new Selected.Nothing();
    private ClusterSnapshot snapshot;
    private boolean choosing;

    @FXML private StackPane root;
    @FXML private TableView<Row<Selected, TopicLines.Line>> topics;
    @FXML private TableColumn<Row<Selected, TopicLines.Line>, TopicLines.Line> topic;
    @FXML private TableColumn<Row<Selected, TopicLines.Line>, Long> records;
    @FXML private TableColumn<Row<Selected, TopicLines.Line>, String> end;
    @FXML private TableColumn<Row<Selected, TopicLines.Line>, Double> rate;
    @FXML private TableView<Row<Selected, ReaderLines.Line>> readers;
    @FXML private TableColumn<Row<Selected, ReaderLines.Line>, ReaderLines.Line> reader;
    @FXML private TableColumn<Row<Selected, ReaderLines.Line>, ReaderLines.Line> owns;
    @FXML private TableColumn<Row<Selected, ReaderLines.Line>, ReaderLines.Line> lag;
    @FXML private TableView<Message> messages;
    @FXML private TableColumn<Message, Integer> partition;
    @FXML private TableColumn<Message, Long> offset;
    @FXML private TableColumn<Message, Message> key;
    @FXML private TableColumn<Message, Message> value;
    @FXML private Label messagesOf;
    @FXML private Label note;
    @FXML private Button allTopics;
    @FXML private Button allMessages;
    @FXML private Button allGroups;

    public WorkbenchController(ScreenContext context) {
        this.context = context;
        this.window = new RecordWindow(context.source().recorded() ? "not in the recording" : "no longer there");
    }

    /** How much of a stage so high the tables take. */
    public static double heightWithin(double stage) {
        return Math.round(Math.max(230, Math.min(520, stage * 0.42)));
    }

    @FXML
    private void initialize() {
        WorkbenchCells.topics(topic, records, end, rate);
        WorkbenchCells.readers(reader, owns, lag);
        WorkbenchCells.messages(partition, offset, key, value);
        topics.setItems(topicRows.rows());
        readers.setItems(readerRows.rows());
        messages.setItems(window.rows());
        topics.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_NEXT_COLUMN);
        readers.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_NEXT_COLUMN);
        messages.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        note.textProperty().bind(window.noteProperty());
        chosen(topics, TopicLines.Line::selects);
        chosen(readers, ReaderLines.Line::selects);
        allTopics.setOnAction(_ -> context.navigator().show("topics"));
        allMessages.setOnAction(_ -> context.navigator().show("messages"));
        allGroups.setOnAction(_ -> context.navigator().show("groups"));
    }

    /** A line that a person chooses is selected; one that is chosen because it was selected elsewhere changes nothing. */
    private <V> void chosen(TableView<Row<Selected, V>> table, Function<V, Selected> selects) {
        table.getSelectionModel().selectedItemProperty().addListener((_, _, row) -> {
            if (row != null && !choosing) {
                context.selection().select(selects.apply(row.value()));
            }
        });
        // A line may be chosen already while something else is selected: a click on it selects it all the same.
        table.addEventHandler(MouseEvent.MOUSE_CLICKED, _ -> {
            Row<Selected, V> row = table.getSelectionModel().getSelectedItem();
            if (row != null) {
                context.selection().select(selects.apply(row.value()));
            }
        });
    }

    @Override
    public void onMade() {
        context.tables().addListener((_, _, _) -> rise());
        root.parentProperty().subscribe(_ -> rise());
        context.selection().currentProperty().addListener((_, _, _) -> {
            if (root.isVisible() && snapshot != null) {
                show();
            }
        });
    }

    private void rise() {
        if (root.getParent() instanceof StackPane place) {
            double height = heightWithin(place.getHeight());
            root.setMaxHeight(height);
            root.setTranslateY((1 - context.tables().get()) * height);
        }
    }

    @Override
    public void rehearse(ClusterSnapshot now) {
        topicRows.show(topicLines.of(now, focus.on(new Selected.Nothing(), now)));
        readerRows.show(ReaderLines.of(now, focus.on(new Selected.Nothing(), now), context.emblems()));
    }

    @Override
    public void onFrame(Inbox.Frame frame) {
        if (frame.snapshot() == null) {
            return;
        }
        rise();
        if (frame.hasNews() || snapshot == null) {
            snapshot = frame.snapshot();
            show();
        }
        window.wish(focus, snapshot, frame.nowNanos()).ifPresent(this::read);
    }

    private void show() {
        Selected selected = context.selection().current();
        focus = focus.on(selected, snapshot);
        boolean other = !selected.equals(followed);
        followed = selected;
        choosing = true;
        boolean moved = topicRows.show(topicLines.of(snapshot, focus));
        mark(topics, topicRows, focus.partition().isPresent() || selected instanceof Selected.Topic ? selectedTopic() : null, moved || other, other);
        moved = readerRows.show(ReaderLines.of(snapshot, focus, context.emblems()));
        mark(readers, readerRows, selectedReader(selected), moved || other, other);
        choosing = false;
        messagesOf.setText(focus.topic().map(name -> focus.partition().isPresent() ? name + " · partition " + focus.partition().getAsInt() : name).orElse("Messages"));
        partition.setVisible(focus.partition().isEmpty());
    }

    private Selected selectedTopic() {
        return focus.topic().<Selected>map(name -> focus.partition().isPresent()
                ? new Selected.Partition(new org.apache.kafka.common.TopicPartition(name, focus.partition().getAsInt())) : new Selected.Topic(name)).orElse(null);
    }

    private Selected selectedReader(Selected selected) {
        Optional<Selected> of = focus.group().map(group -> focus.member().<Selected>map(id -> new Selected.Member(group, id)).orElseGet(() -> new Selected.Group(group)));
        return selected.groupId().isPresent() || selected instanceof Selected.Client ? of.orElse(null) : null;
    }

    /** @param wanted null for no line; @param anew whether the table may have lost what it had chosen; @param reveal whether it is brought into view */
    private static <V> void mark(TableView<Row<Selected, V>> table, ListedRows<Selected, V> rows, Selected wanted, boolean anew, boolean reveal) {
        int index = wanted == null ? -1 : rows.indexOf(wanted);
        if (!anew || index == table.getSelectionModel().getSelectedIndex()) {
            return;
        }
        if (index < 0) {
            table.getSelectionModel().clearSelection();
        } else {
            table.getSelectionModel().clearAndSelect(index);
            if (reveal && !table.isFocused()) {
                table.scrollTo(Math.max(0, index - 2));
            }
        }
    }

    private void read(RecordWindow.Wish wish) {
        context.background().run(() -> context.source().recordsBefore(wish.ends(), wish.ofEach()).stream().map(Message::of).toList(),
                found -> window.arrived(wish, found), why -> window.failed(Reason.of(why)));
    }
}
