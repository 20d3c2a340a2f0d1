package dev.vitrine.app.screen.topics;

import atlantafx.base.controls.ModalPane;
import dev.vitrine.app.model.Figures;
import dev.vitrine.app.model.Selected;
import dev.vitrine.app.model.rows.Row;
import dev.vitrine.app.model.topics.TopicActions;
import dev.vitrine.app.model.topics.TopicLine;
import dev.vitrine.app.model.topics.TopicsModel;
import dev.vitrine.app.screen.Screen;
import dev.vitrine.app.screen.ScreenContext;
import dev.vitrine.app.source.Inbox;
import dev.vitrine.app.widget.Columns;
import dev.vitrine.app.widget.Sheets;
import dev.vitrine.engine.observe.ClusterSnapshot;
import java.util.List;
import javafx.collections.transformation.SortedList;
import javafx.fxml.FXML;
import javafx.scene.Parent;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.VBox;

/** The list of topics, and what can be done to one. */
public final class TopicsController implements Screen {

    private final ScreenContext context;
    private final TopicsModel model = new TopicsModel();
    private final TopicActions actions;
    private TopicSheets sheets;
    private boolean askedDefaults;

    @FXML private VBox body;
    @FXML private ModalPane modal;
    @FXML private Label summary;
    @FXML private CheckBox internal;
    @FXML private TextField filter;
    @FXML private TableView<Row<String, TopicLine>> table;
    @FXML private TableColumn<Row<String, TopicLine>, String> name;
    @FXML private TableColumn<Row<String, TopicLine>, Integer> partitions;
    @FXML private TableColumn<Row<String, TopicLine>, Long> records;
    @FXML private TableColumn<Row<String, TopicLine>, Long> size;
    @FXML private TableColumn<Row<String, TopicLine>, Double> rate;
    @FXML private TableColumn<Row<String, TopicLine>, String> kept;
    @FXML private Label emptyTitle;
    @FXML private Label emptyText;
    @FXML private TopicDetail detail;

    public TopicsController(ScreenContext context) {
        this.context = context;
        this.actions = new TopicActions(context.source()::admin);
    }

    @FXML
    private void initialize() {
        sheets = new TopicSheets(context, model, actions, new Sheets(modal, body));
        model.filterProperty().bind(filter.textProperty());
        model.internalProperty().bind(internal.selectedProperty());
        summary.textProperty().bind(model.summaryProperty());
        columns();
        SortedList<Row<String, TopicLine>> sorted = new SortedList<>(model.shown());
        sorted.comparatorProperty().bind(table.comparatorProperty());
        table.setItems(sorted);
        table.getSortOrder().add(name);
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_NEXT_COLUMN);
        Columns.giveWay(table, kept, partitions, size);
        table.getSelectionModel().selectedItemProperty().subscribe(this::chosen);
        table.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.DELETE && table.getSelectionModel().getSelectedItem() != null) {
                detail.delete();
            }
        });
        detail.init(context, model, actions, sheets);
        emptyTitle.textProperty().bind(filter.textProperty().map(text -> text.isBlank() ? "No topics yet" : "No topic of this name"));
        emptyText.setText("Create one here, or let a program send to one: the broker makes it by itself.");
    }

    private void columns() {
        Columns.text(name, row -> row.map(TopicLine::name), "name-cell");
        Columns.figure(partitions, row -> row.map(TopicLine::partitions), n -> Figures.exact(n));
        Columns.figure(records, row -> row.map(TopicLine::records), Figures::exact);
        Columns.figure(size, row -> row.map(TopicLine::sizeBytes), n -> Figures.bytes(n));
        Columns.figure(rate, row -> row.map(TopicLine::perSecond), Figures::rate);
        Columns.text(kept, row -> row.map(TopicLine::kept), "soft");
    }

    @Override
    public void rehearse(ClusterSnapshot now) {
        model.show(now);
        table.getItems().stream().findFirst().ifPresent(detail::show);
    }

    @Override
    public void rehearsed() {
        detail.show(table.getSelectionModel().getSelectedItem());
    }

    @Override
    public List<Parent> understudies() {
        return List.of(sheets.understudy());
    }

    @Override
    public void onShow() {
        context.selection().current().topicName().ifPresent(this::choose);
        table.requestFocus();
    }

    @Override
    public void onFrame(Inbox.Frame frame) {
        if (!frame.hasNews()) {
            return;
        }
        model.show(frame.snapshot());
        detail.refresh();
        if (!askedDefaults && !frame.snapshot().brokers().isEmpty()) {
            askedDefaults = true;
            int broker = frame.snapshot().brokers().getFirst().id();
            context.background().run(() -> actions.defaults(broker), model::learn, _ -> askedDefaults = false);
        }
        if (table.getSelectionModel().getSelectedItem() == null) {
            context.selection().current().topicName().ifPresent(this::choose);
        }
    }

    private void choose(String topic) {
        table.getItems().stream().filter(row -> row.value().name().equals(topic)).findFirst().ifPresent(row -> {
            if (row != table.getSelectionModel().getSelectedItem()) {
                table.getSelectionModel().select(row);
                table.scrollTo(row);
            }
        });
    }

    private void chosen(Row<String, TopicLine> row) {
        detail.show(row);
        if (row != null && !context.selection().current().topicName().equals(java.util.Optional.of(row.value().name()))) {
            context.selection().select(new Selected.Topic(row.value().name()));
        }
    }

    @FXML
    private void create() {
        sheets.create(this::choose);
    }
}
