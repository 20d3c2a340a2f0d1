package dev.vitrine.app.screen.messages;

import dev.vitrine.app.model.Figures;
import dev.vitrine.app.model.Selected;
import dev.vitrine.app.model.composer.DraftTable;
import dev.vitrine.app.model.messages.Message;
import dev.vitrine.app.model.messages.MessagesModel;
import dev.vitrine.app.model.messages.Progress;
import dev.vitrine.app.model.messages.Query;
import dev.vitrine.app.model.messages.Seek;
import dev.vitrine.app.model.messages.SeekChoice;
import dev.vitrine.app.model.words.Times;
import dev.vitrine.app.screen.Screen;
import dev.vitrine.app.screen.ScreenContext;
import dev.vitrine.app.source.Inbox;

import dev.vitrine.app.widget.Columns;
import dev.vitrine.app.widget.FileChoice;
import dev.vitrine.app.widget.PartitionChip;
import dev.vitrine.engine.observe.ClusterSnapshot;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.collections.transformation.SortedList;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import org.controlsfx.control.CheckComboBox;

/** Where to begin, what to look for, and the records that came. */
public final class MessagesController implements Screen {

    private final ScreenContext context;
    private final DraftTable drafts;
    private final MessagesModel model;
    private final TopicChoice topics = new TopicChoice();
    private FollowingTable following;
    /** What is to be seen; readings run on threads of their own. */
    private final AtomicReference<ClusterSnapshot> looked = new AtomicReference<>();
    private boolean liveBefore;

    @FXML private ComboBox<String> topic;
    @FXML private TextField search;
    @FXML private CheckBox committed;
    @FXML private ComboBox<SeekChoice> seek;
    @FXML private TextField argument;
    @FXML private CheckComboBox<Integer> partitions;
    @FXML private Button read;
    @FXML private Button stop;
    @FXML private Button more;
    @FXML private Button newer;
    @FXML private ProgressBar bar;
    @FXML private Label status;
    @FXML private ComboBox<ShownAs> format;
    @FXML private TableView<Message> table;
    @FXML private TableColumn<Message, Long> time;
    @FXML private TableColumn<Message, Integer> partition;
    @FXML private TableColumn<Message, Long> offset;
    @FXML private TableColumn<Message, Message> key;
    @FXML private TableColumn<Message, Message> value;
    @FXML private TableColumn<Message, Long> size;
    @FXML private Label emptyTitle;
    @FXML private Label emptyText;
    @FXML private MessageDetail detail;

    public MessagesController(ScreenContext context, DraftTable drafts) {
        this.context = context;
        this.drafts = drafts;
        this.model = new MessagesModel(SourceClients.consumers(context.source(), looked::get),
                scan -> Thread.ofPlatform().daemon().name("messages").start(scan), System::nanoTime);
    }

    @FXML
    private void initialize() {
        columns();
        SortedList<Message> sorted = new SortedList<>(model.rows());
        sorted.comparatorProperty().bind(table.comparatorProperty());
        table.setItems(sorted);
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_NEXT_COLUMN);
        following = new FollowingTable(table, newer);
        table.getSelectionModel().selectedItemProperty().subscribe(message -> detail.show(message));
        detail.init(context, drafts, FileChoice.dialog());
        bar();
        seek.getItems().setAll(SeekChoice.values());
        seek.setValue(SeekChoice.NEWEST);
        seek.valueProperty().subscribe(this::seekChosen);
        argument.setOnAction(_ -> read());
        search.setOnAction(_ -> read());
        format.getItems().setAll(ShownAs.values());
        format.setValue(ShownAs.AUTOMATIC);
        format.valueProperty().subscribe(as -> {
            detail.showAs(as);
            table.refresh();
        });
        topics.bind(topic, this::topicChosen);
    }

    private void columns() {
        ZoneId zone = ZoneId.systemDefault();
        Columns.figure(time, m -> fixed(m.timestamp()), millis -> millis < 0 ? "none" : Times.clock(millis, zone));
        Columns.picture(partition, m -> fixed(m.at().partition()), PartitionChip::new, i -> "partition " + i);
        Columns.figure(offset, m -> fixed(m.offset()), n -> Figures.exact(n));
        key.setCellValueFactory(row -> fixed(row.getValue()));
        key.setCellFactory(_ -> new PayloadCell(Message::key, "no key", format::getValue));
        key.setSortable(false);
        value.setCellValueFactory(row -> fixed(row.getValue()));
        value.setCellFactory(_ -> new PayloadCell(Message::value, "tombstone", format::getValue));
        value.setSortable(false);
        Columns.figure(size, m -> fixed((long) Math.max(0, m.value().length())), n -> Figures.bytes(n));
    }

    private static <T> ObservableValue<T> fixed(T value) {
        return new ReadOnlyObjectWrapper<>(value);
    }

    private void bar() {
        boolean recorded = context.source().recorded();
        status.textProperty().bind(model.statusProperty().map(words -> words.isEmpty() || !recorded ? words : words + " · of what the session keeps"));
        show(committed, !recorded);
        model.progressProperty().subscribe(p -> {
            show(stop, p.running());
            show(more, p.state() == Progress.State.PAGE_FULL);
            show(bar, p.state() == Progress.State.READING || p.state() == Progress.State.CONNECTING);
            bar.setProgress(p.part());
            status.getStyleClass().removeAll("bad-text", "soft");
            status.getStyleClass().add(p.state() == Progress.State.FAILED ? "bad-text" : "soft");
            emptyTitle.setText(emptyTitle(p));
            emptyText.setText(topic.getValue() == null ? "Then read its newest records, or follow it live." : p.state() == Progress.State.WAITING
                    ? "The next record shows up here as it comes." : "");
        });
    }

    private String emptyTitle(Progress p) {
        return topic.getValue() == null ? "Choose a topic" : switch (p.state()) {
            case CONNECTING, READING -> search.getText().isBlank() ? "Reading…" : "Nothing found yet";
            case WAITING -> "Waiting for records";
            case FAILED -> "This could not be read";
            default -> search.getText().isBlank() ? "No records here" : "Nothing found";
        };
    }

    private static void show(javafx.scene.Node node, boolean on) {
        node.setVisible(on);
        node.setManaged(on);
    }

    private void topicChosen(String chosen) {
        context.selection().select(new Selected.Topic(chosen));
        partitions.getCheckModel().clearChecks();
        read();
    }

    private void seekChosen(SeekChoice choice) {
        show(argument, choice.takesArgument());
        argument.clear();
        argument.setPromptText(choice.example());
        following.follow(choice == SeekChoice.LIVE);
        if (!choice.takesArgument() && topic.getValue() != null) {
            read();
        }
    }

    @FXML
    private void read() {
        if (topic.getValue() == null) {
            topic.requestFocus();
            return;
        }
        Optional<Seek> where = seek.getValue().parse(argument.getText(), ZoneId.systemDefault(), Instant.now());
        argument.pseudoClassStateChanged(javafx.css.PseudoClass.getPseudoClass("danger"), where.isEmpty());
        where.ifPresent(begin -> {
            following.follow(begin instanceof Seek.Live);
            model.read(new Query(topic.getValue(), Set.copyOf(partitions.getCheckModel().getCheckedItems()), begin, search.getText(),
                    Query.PAGE, committed.isSelected()));
        });
    }

    @FXML
    private void stop() {
        model.stop();
    }

    @FXML
    private void more() {
        model.more();
    }

    @FXML
    private void follow() {
        following.follow(true);
    }

    @Override
    public void onShow() {
        context.selection().current().topicName().filter(name -> !name.equals(topic.getValue())).ifPresent(topics::want);
        if (liveBefore) {
            liveBefore = false;
            read();
        }
    }

    @Override
    public void onHide() {
        liveBefore = model.isLive();
        if (liveBefore) {
            model.stop();
        }
    }

    @Override
    public void onFrame(Inbox.Frame frame) {
        int added = model.frame();
        following.added(added);
        if (frame.hasNews()) {
            looked.set(frame.snapshot());
            topics.show(frame.snapshot());
            topics.partitions(topic.getValue()).ifPresent(this::offerPartitions);
        }
    }

    private void offerPartitions(int count) {
        List<Integer> all = IntStream.range(0, count).boxed().toList();
        if (!partitions.getItems().equals(all)) {
            partitions.getItems().setAll(all);
        }
    }
}
