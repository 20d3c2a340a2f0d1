package dev.vitrine.app.screen.topics;

import dev.vitrine.app.model.Figures;
import dev.vitrine.app.model.Selected;
import dev.vitrine.app.model.rows.KeyedRows;
import dev.vitrine.app.model.rows.Row;
import dev.vitrine.app.model.topics.DeletePreview;
import dev.vitrine.app.model.topics.TopicActions;
import dev.vitrine.app.model.topics.TopicLine;
import dev.vitrine.app.model.topics.TopicsModel;
import dev.vitrine.app.screen.ScreenContext;
import dev.vitrine.app.widget.Columns;
import dev.vitrine.app.widget.Fxml;
import dev.vitrine.app.widget.GuardedButton;
import dev.vitrine.app.widget.PartitionChip;
import dev.vitrine.engine.observe.PartitionView;
import java.util.List;
import java.util.Optional;
import javafx.fxml.FXML;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** One topic: facts, what can be done to it, its partitions, settings and readers. */
public final class TopicDetail extends StackPane {

    private static final Optional<String> OWN = Optional.of("This topic is Kafka’s own: it keeps what groups and transactions have committed.");

    private final KeyedRows<Integer, PartitionView> rows = new KeyedRows<>(PartitionView::index);
    private ScreenContext context;
    private TopicsModel model;
    private TopicSheets sheets;
    private Row<String, TopicLine> shown;
    private List<DeletePreview.Affected> readersShown = List.of();

    @FXML private VBox nothing;
    @FXML private VBox content;
    @FXML private Label name;
    @FXML private Label kind;
    @FXML private Label facts;
    @FXML private GuardedButton grow;
    @FXML private GuardedButton purge;
    @FXML private GuardedButton delete;
    @FXML private TabPane tabs;
    @FXML private Tab configsTab;
    @FXML private TableView<Row<Integer, PartitionView>> partitions;
    @FXML private TableColumn<Row<Integer, PartitionView>, Integer> index;
    @FXML private TableColumn<Row<Integer, PartitionView>, Long> start;
    @FXML private TableColumn<Row<Integer, PartitionView>, Long> end;
    @FXML private TableColumn<Row<Integer, PartitionView>, Long> count;
    @FXML private TableColumn<Row<Integer, PartitionView>, Long> size;
    @FXML private TableColumn<Row<Integer, PartitionView>, String> replicas;
    @FXML private ConfigsPane configs;
    @FXML private VBox readers;

    public TopicDetail() {
        Fxml.into(this, "topic-detail.fxml");
    }

    void init(ScreenContext screenContext, TopicsModel topics, TopicActions actions, TopicSheets topicSheets) {
        context = screenContext;
        model = topics;
        sheets = topicSheets;
        configs.init(screenContext, actions, topicSheets);
        tabs.getSelectionModel().selectedItemProperty().subscribe(tab -> {
            if (tab == configsTab && shown != null) {
                configs.show(shown.value().name());
            }
        });
    }

    @FXML
    private void initialize() {
        Columns.picture(index, row -> row.map(PartitionView::index), PartitionChip::new, i -> "partition " + i);
        Columns.figure(start, row -> row.map(PartitionView::logStartOffset), Figures::exact);
        Columns.figure(end, row -> row.map(PartitionView::endOffset), Figures::exact);
        Columns.figure(count, row -> row.map(p -> p.endOffset() - p.logStartOffset()), Figures::exact);
        Columns.figure(size, row -> row.map(PartitionView::sizeBytes), n -> Figures.bytes(n));
        replicas.getStyleClass().add("figure");
        Columns.text(replicas, row -> row.map(p -> p.inSync().size() + " of " + p.replicas().size()), "mono", "figure");
        partitions.setItems(rows.rows());
        partitions.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        partitions.getSelectionModel().selectedItemProperty().subscribe(row -> {
            if (row != null && shown != null) {
                var id = new org.apache.kafka.common.TopicPartition(shown.value().name(), row.key());
                context.selection().select(new Selected.Partition(id));
            }
        });
    }

    /** @param row null for none */
    void show(Row<String, TopicLine> row) {
        boolean another = row != shown;
        shown = row;
        content.setVisible(row != null);
        nothing.setVisible(row == null);
        refresh();
        if (another && row != null && tabs.getSelectionModel().getSelectedItem() == configsTab) {
            configs.show(row.value().name());
        }
    }

    /** Takes the newest figures. */
    void refresh() {
        if (shown == null) {
            return;
        }
        TopicLine line = shown.value();
        name.setText(line.name());
        kind.setText(line.internal() ? "Kafka’s own" : Figures.count(line.partitions(), "partition"));
        facts.setText(Figures.count(line.records(), "record") + " · " + Figures.bytes(line.sizeBytes()) + " · kept " + line.kept() + " · " + Figures.rate(line.perSecond())
                + " in · id " + line.id());
        rows.show(line.views());
        Optional<String> own = line.internal() ? OWN : Optional.empty();
        grow.guard(own);
        delete.guard(own);
        purge.guard(own.isPresent() ? own : line.cleanupPolicy().equals("compact")
                ? Optional.of("Kafka deletes records on request only where cleanup.policy contains delete.")
                : line.records() == 0 ? Optional.of("There are no records.") : Optional.empty());
        refreshReaders(line.name());
    }

    private void refreshReaders(String topic) {
        List<DeletePreview.Affected> affected = DeletePreview.of(model.snapshot(), topic).map(DeletePreview::groups).orElse(List.of());
        if (affected.equals(readersShown) && !readers.getChildren().isEmpty()) {
            return;
        }
        readersShown = affected;
        readers.getChildren().clear();
        if (affected.isEmpty()) {
            Label none = new Label("No group reads this topic or has a position in it.");
            none.getStyleClass().add("soft");
            readers.getChildren().add(none);
        }
        affected.forEach(a -> {
            Hyperlink link = new Hyperlink(a.group());
            link.setOnAction(_ -> go("groups", new Selected.Group(a.group())));
            Label what = new Label(Figures.count(a.positions(), "position") + " · " + Figures.count(a.readers(), "member") + " reading");
            what.getStyleClass().addAll("soft", "small");
            readers.getChildren().add(new VBox(2, link, what));
        });
    }

    private void go(String screen, Selected selected) {
        context.selection().select(selected);
        context.navigator().show(screen);
    }

    @FXML
    private void messages() {
        go("messages", new Selected.Topic(shown.value().name()));
    }

    @FXML
    private void compose() {
        go("composer", new Selected.Topic(shown.value().name()));
    }

    @FXML
    private void grow() {
        sheets.grow(shown.value());
    }

    @FXML
    private void purge() {
        sheets.purge(shown.value());
    }

    @FXML
    void delete() {
        if (shown != null && !shown.value().internal()) {
            sheets.delete(shown.value());
        }
    }
}
