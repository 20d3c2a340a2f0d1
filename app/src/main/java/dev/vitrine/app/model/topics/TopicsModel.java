package dev.vitrine.app.model.topics;

import dev.vitrine.app.model.Figures;
import dev.vitrine.app.model.rows.KeyedRows;
import dev.vitrine.app.model.rows.Row;
import dev.vitrine.engine.observe.ClusterSnapshot;
import dev.vitrine.engine.observe.PartitionView;
import dev.vitrine.engine.observe.TopicView;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.transformation.FilteredList;

/** The list of topics: rows, filter, and what a line below says of them. For the toolkit's thread. */
public final class TopicsModel {

    private final KeyedRows<String, TopicLine> rows = new KeyedRows<>(TopicLine::id);
    private final FilteredList<Row<String, TopicLine>> shown = new FilteredList<>(rows.rows());
    private final StringProperty filter = new SimpleStringProperty("");
    private final BooleanProperty internal = new SimpleBooleanProperty(false);
    private final ReadOnlyStringWrapper summary = new ReadOnlyStringWrapper("");
    private final Rates rates = new Rates();
    private TopicDefaults defaults = TopicDefaults.UNKNOWN;
    private ClusterSnapshot snapshot;

    public TopicsModel() {
        filter.addListener(_ -> refilter());
        internal.addListener(_ -> refilter());
        refilter();
    }

    public FilteredList<Row<String, TopicLine>> shown() {
        return shown;
    }

    /** Part of a name, letters' case ignored. */
    public StringProperty filterProperty() {
        return filter;
    }

    /** Shows the broker's own topics as well. */
    public BooleanProperty internalProperty() {
        return internal;
    }

    /** {@code 3 topics · 12 partitions · 4,221 records · 1.2 MiB}, and what the filter leaves out. */
    public ReadOnlyStringProperty summaryProperty() {
        return summary.getReadOnlyProperty();
    }

    /** What topics have that don't say otherwise. */
    public void learn(TopicDefaults learned) {
        defaults = learned;
        if (snapshot != null) {
            show(snapshot);
        }
    }

    public boolean knowsDefaults() {
        return !defaults.equals(TopicDefaults.UNKNOWN);
    }

    public void show(ClusterSnapshot newest) {
        snapshot = newest;
        Set<String> ids = new HashSet<>();
        List<TopicLine> lines = newest.topics().stream().map(topic -> {
            ids.add(topic.id());
            return TopicLine.of(topic, rate(topic), defaults);
        }).toList();
        rates.keepOnly(ids);
        rows.show(lines);
        summarise();
    }

    public Optional<TopicLine> named(String name) {
        return rows.rows().stream().map(Row::value).filter(line -> line.name().equals(name)).findFirst();
    }

    public Set<String> names() {
        Set<String> names = new HashSet<>();
        rows.rows().forEach(row -> names.add(row.value().name()));
        return names;
    }

    /** The cluster as last seen; null before the first time. */
    public ClusterSnapshot snapshot() {
        return snapshot;
    }

    private double rate(TopicView topic) {
        return rates.see(topic.id(), snapshot.atMillis(), topic.partitions().stream().mapToLong(PartitionView::recordsIn).sum());
    }

    private void refilter() {
        String part = filter.get().strip().toLowerCase(Locale.ROOT);
        shown.setPredicate(row -> (internal.get() || !row.value().internal()) && row.value().name().toLowerCase(Locale.ROOT).contains(part));
        summarise();
    }

    private void summarise() {
        long partitions = 0;
        long records = 0;
        long bytes = 0;
        for (Row<String, TopicLine> row : shown) {
            partitions += row.value().partitions();
            records += row.value().records();
            bytes += row.value().sizeBytes();
        }
        int hidden = rows.rows().size() - shown.size();
        summary.set(Figures.count(shown.size(), "topic") + " · " + Figures.count(partitions, "partition") + " · " + Figures.count(records, "record")
                + " · " + Figures.bytes(bytes) + (hidden == 0 ? "" : " · " + hidden + " not shown"));
    }
}
