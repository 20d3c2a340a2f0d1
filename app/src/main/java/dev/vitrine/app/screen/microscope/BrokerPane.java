package dev.vitrine.app.screen.microscope;

import dev.vitrine.app.model.Background;
import dev.vitrine.app.model.Figures;
import dev.vitrine.app.model.Selected;
import dev.vitrine.app.model.rows.KeyedRows;
import dev.vitrine.app.model.rows.Row;
import dev.vitrine.app.screen.ScreenContext;
import dev.vitrine.app.source.Inbox;
import dev.vitrine.app.widget.Columns;
import dev.vitrine.app.widget.Fxml;
import dev.vitrine.engine.observe.BrokerInside;
import dev.vitrine.engine.observe.BrokerInside.Worker;
import dev.vitrine.engine.observe.ConnectionView;
import dev.vitrine.engine.observe.Inspection;
import dev.vitrine.engine.observe.PartitionView;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javafx.fxml.FXML;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.VBox;
import org.apache.kafka.common.TopicPartition;

/** One broker from inside: where its logs lie, what its threads do, who is connected. */
public final class BrokerPane extends VBox {

    private static final int MOST_LOGS = 500;
    private static final long EVERY_NANOS = 1_000_000_000L;

    /** A log on its disk. */
    private record Lying(TopicPartition partition, int segments, long bytes) {}

    /** A thread and how busy it was since it was looked at before, in per cent of a processor. */
    private record Busy(Worker worker, double share) {}

    private final KeyedRows<TopicPartition, Lying> logRows = new KeyedRows<>(Lying::partition);
    private final KeyedRows<String, Busy> threadRows = new KeyedRows<>(busy -> busy.worker().name());
    private final KeyedRows<Long, ConnectionView> connectionRows = new KeyedRows<>(ConnectionView::id);
    private final Map<String, Long> cpuBefore = new HashMap<>();
    private Background background;
    private Inspection inspection;
    private long askedAt;
    private long answeredAt;
    private boolean asking;
    private int shown = -1;
    private boolean other = true;
    private int broker = 1;

    @FXML private Label folder;
    @FXML private ProgressBar room;
    @FXML private Label roomText;
    @FXML private Label heapText;
    @FXML private ProgressBar heap;
    @FXML private Label beside;
    @FXML private Label logsTitle;
    @FXML private TableView<Row<TopicPartition, Lying>> logs;
    @FXML private TableColumn<Row<TopicPartition, Lying>, String> logName;
    @FXML private TableColumn<Row<TopicPartition, Lying>, Integer> logSegments;
    @FXML private TableColumn<Row<TopicPartition, Lying>, Long> logSize;
    @FXML private Label threadsTitle;
    @FXML private TableView<Row<String, Busy>> threads;
    @FXML private TableColumn<Row<String, Busy>, String> threadName;
    @FXML private TableColumn<Row<String, Busy>, Double> threadBusy;
    @FXML private TableColumn<Row<String, Busy>, String> threadAt;
    @FXML private Label connectionsTitle;
    @FXML private TableView<Row<Long, ConnectionView>> connections;
    @FXML private TableColumn<Row<Long, ConnectionView>, String> client;
    @FXML private TableColumn<Row<Long, ConnectionView>, String> from;
    @FXML private TableColumn<Row<Long, ConnectionView>, Long> requests;

    public BrokerPane() {
        Fxml.into(this, "broker-pane.fxml");
    }

    @FXML
    private void initialize() {
        Columns.text(logName, row -> row.map(log -> log.partition().toString()));
        Columns.figure(logSegments, row -> row.map(Lying::segments), n -> Figures.exact(n));
        Columns.figure(logSize, row -> row.map(Lying::bytes), n -> Figures.bytes(n));
        logs.setItems(logRows.rows());
        Columns.text(threadName, row -> row.map(busy -> busy.worker().name().replaceFirst("vitrine-", "")));
        Columns.figure(threadBusy, row -> row.map(Busy::share), share -> Math.round(share) + " %");
        Columns.text(threadAt, row -> row.map(busy -> busy.worker().at()), "mono", "soft");
        threads.setItems(threadRows.rows());
        Columns.text(client, row -> row.map(c -> c.clientId().isEmpty() ? "(no client id)" : c.clientId()));
        Columns.text(from, row -> row.map(ConnectionView::remoteAddress), "mono", "soft");
        Columns.figure(requests, row -> row.map(ConnectionView::requests), Figures::exact);
        connections.setItems(connectionRows.rows());
        List.of(logs, threads, connections).forEach(table -> table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN));
    }

    void init(ScreenContext context) {
        background = context.background();
        inspection = context.source().inspection().orElse(null);
        logs.setOnMouseClicked(click -> {
            Row<TopicPartition, Lying> row = logs.getSelectionModel().getSelectedItem();
            if (row != null && click.getClickCount() == 2) {
                context.selection().select(new Selected.Partition(row.key()));
            }
        });
    }

    /** Which of them is looked into. */
    void show(int broker) {
        other |= broker != shown;
        shown = broker;
    }

    void frame(Inbox.Frame frame) {
        if (inspection != null && !asking && frame.nowNanos() - askedAt > EVERY_NANOS) {
            asking = true;
            askedAt = frame.nowNanos();
            background.run(() -> inspection.inside(broker).toCompletableFuture().get(10, TimeUnit.SECONDS), this::show, _ -> asking = false);
        }
        if (!frame.hasNews() && !other || frame.snapshot() == null) {
            return;
        }
        other = false;
        frame.snapshot().brokers().stream().findFirst().ifPresent(first -> broker = first.id());
        List<Lying> all = frame.snapshot().topics().stream().flatMap(topic -> topic.partitions().stream().filter(p -> p.replicas().contains(shown)).map(p -> lying(topic.name(), p)))
                .sorted(Comparator.comparingLong(Lying::bytes).reversed()).toList();
        logRows.show(all.stream().limit(MOST_LOGS).toList());
        logsTitle.setText(all.size() > MOST_LOGS ? "The " + MOST_LOGS + " largest of " + Figures.exact(all.size()) + " logs" : Figures.count(all.size(), "log"));
        List<ConnectionView> its = frame.snapshot().connections().stream().filter(connection -> connection.brokerId() == shown).toList();
        connectionRows.show(its);
        connectionsTitle.setText(Figures.count(its.size(), "connection"));
        beside.setText(Figures.bytes(all.stream().mapToLong(Lying::bytes).sum()) + " of records lie on the disk");
    }

    private static Lying lying(String topic, PartitionView partition) {
        return new Lying(new TopicPartition(topic, partition.index()), partition.segments(), partition.sizeBytes());
    }

    private void show(BrokerInside inside) {
        asking = false;
        inside.folders().stream().filter(of -> of.path().replace('\\', '/').matches(".*/broker-" + shown + "(/.*)?")).findFirst().or(() -> inside.folders().stream().findFirst())
                .ifPresent(this::show);
        heapText.setText(Figures.bytes(inside.heapUsed()) + " of " + Figures.bytes(inside.heapMax()));
        heap.setProgress((double) inside.heapUsed() / inside.heapMax());
        long now = System.nanoTime();
        double span = answeredAt == 0 ? 0 : now - answeredAt;
        answeredAt = now;
        threadRows.show(inside.threads().stream().map(worker -> busy(worker, span)).toList());
        threadsTitle.setText(Figures.count(inside.threads().size(), "thread") + " of the engine");
    }

    private void show(BrokerInside.Folder where) {
        folder.setText(where.path());
        boolean known = where.totalBytes() > 0;
        room.setProgress(known ? 1 - (double) where.usableBytes() / where.totalBytes() : 0);
        roomText.setText(known ? Figures.bytes(where.usableBytes()) + " free of " + Figures.bytes(where.totalBytes()) + " on this disk" : "The disk does not tell how much room it has.");
    }

    private Busy busy(Worker worker, double span) {
        Long before = cpuBefore.put(worker.name(), worker.cpuNanos());
        return new Busy(worker, before == null || span <= 0 ? 0 : Math.max(0, (worker.cpuNanos() - before) * 100.0 / span));
    }
}
