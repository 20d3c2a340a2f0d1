package dev.vitrine.app.model.workbench;

import dev.vitrine.app.model.Figures;
import dev.vitrine.app.model.messages.Message;
import dev.vitrine.engine.observe.ClusterSnapshot;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.apache.kafka.common.TopicPartition;

/**
 * The newest records of what is looked at, at the moment that is looked at: not all that pass by, which at 50,000 a second nobody could read, but the
 * last ones, looked up anew a few times a second where something has come. For the toolkit's thread; who reads does so elsewhere.
 *
 * <pre>
 *             wish()                arrived(), failed()
 *   (rests) ─────────► (is read) ──────────────────────► (rests)
 * </pre>
 */
public final class RecordWindow {

    static final int MOST = 50;
    /** Of a topic as a whole, only so many partitions are looked into. */
    static final int MOST_PARTITIONS = 12;
    private static final int OF_EACH = 20;
    private static final long READ_EVERY_NANOS = 500_000_000L;
    private static final Comparator<Message> NEWEST_FIRST = Comparator.comparingLong(Message::timestamp).thenComparingLong(Message::offset).reversed()
            .thenComparingInt(message -> message.at().partition());

    private final ObservableList<Message> rows = FXCollections.observableArrayList();
    private final ReadOnlyStringWrapper note = new ReadOnlyStringWrapper(this, "note", "");
    private final String gone;
    private Wish shown = new Wish(Map.of(), 0, 0);
    private boolean reading;
    private long readAt;

    /**
     * What is to be read.
     *
     * @param ends       of each partition: nothing from that offset on
     * @param ofEach     so many of each partition, the newest
     * @param partitions how many there are; more than ends where some are left out or empty
     */
    public record Wish(Map<TopicPartition, Long> ends, int ofEach, int partitions) {

        public Wish {
            ends = Map.copyOf(ends);
        }
    }

    /** @param gone what is said where there were records that can't be read any more */
    public RecordWindow(String gone) {
        this.gone = gone;
    }

    /** The newest first. */
    public ObservableList<Message> rows() {
        return rows;
    }

    /** What the rows are, and what they leave out. */
    public ReadOnlyStringProperty noteProperty() {
        return note.getReadOnlyProperty();
    }

    /** What is to be read next, if anything; from then on it counts as being read. */
    public Optional<Wish> wish(Focus focus, ClusterSnapshot snapshot, long nowNanos) {
        Wish next = wanted(focus, snapshot);
        boolean other = !next.ends.keySet().equals(shown.ends.keySet());
        if (reading || next.equals(shown) || !other && nowNanos - readAt < READ_EVERY_NANOS) {
            return Optional.empty();
        }
        shown = next;
        readAt = nowNanos;
        if (other) {
            rows.clear();
        }
        if (next.ends.isEmpty()) {
            note.set(focus.topic().isEmpty() ? "" : "no records yet");
            return Optional.empty();
        }
        reading = true;
        return Optional.of(next);
    }

    private static Wish wanted(Focus focus, ClusterSnapshot snapshot) {
        List<TopicPartition> partitions = focus.partitions(snapshot);
        Set<TopicPartition> open = new HashSet<>(partitions);
        Map<TopicPartition, Long> ends = new LinkedHashMap<>();
        snapshot.topics().stream().filter(topic -> focus.topic().filter(topic.name()::equals).isPresent()).forEach(topic -> topic.partitions().forEach(p -> {
            TopicPartition id = new TopicPartition(topic.name(), p.index());
            if (open.contains(id) && p.highWatermark() > p.logStartOffset() && ends.size() < MOST_PARTITIONS) {
                ends.put(id, p.highWatermark());
            }
        }));
        return new Wish(ends, ends.size() == 1 ? MOST : OF_EACH, partitions.size());
    }

    /** It has been read. */
    public void arrived(Wish wish, List<Message> records) {
        reading = false;
        if (!wish.ends.keySet().equals(shown.ends.keySet())) {
            return;
        }
        List<Message> newest = records.stream().sorted(NEWEST_FIRST).limit(MOST).toList();
        if (!newest.equals(rows)) {
            rows.setAll(newest);
        }
        String looked = wish.partitions > MOST_PARTITIONS && wish.ends.size() == MOST_PARTITIONS
                ? " · " + MOST_PARTITIONS + " of " + Figures.exact(wish.partitions) + " partitions" : "";
        note.set((newest.isEmpty() ? gone : "the newest " + newest.size()) + looked);
    }

    /** It could not be read. @param why a sentence */
    public void failed(String why) {
        reading = false;
        note.set(why);
    }
}
