package dev.vitrine.app.model.workbench;

import dev.vitrine.app.model.Selected;
import dev.vitrine.app.model.topics.Rates;
import dev.vitrine.engine.observe.ClusterSnapshot;
import dev.vitrine.engine.observe.PartitionView;
import dev.vitrine.engine.observe.TopicView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** The lines of the table of topics: all topics, and below the one that is open its partitions. For one thread. */
public final class TopicLines {

    private final Rates rates = new Rates();

    /**
     * A topic, or one of its partitions.
     *
     * @param partition empty for the topic itself
     * @param records   offsets between start and end: holes of compaction and control records count as well
     * @param end       of a partition: the offset that the next record gets
     * @param perSecond records that came in a second, over the last seconds
     */
    public record Line(String topic, OptionalInt partition, boolean open, long records, OptionalLong end, double perSecond) {

        /** The same without its figures: what its name is drawn from. */
        public Line face() {
            return new Line(topic, partition, open, 0, OptionalLong.empty(), 0);
        }

        /** What is selected where this line is chosen. */
        public Selected selects() {
            return partition.isPresent() ? new Selected.Partition(new TopicPartition(topic, partition.getAsInt())) : new Selected.Topic(topic);
        }
    }

    public List<Line> of(ClusterSnapshot snapshot, Focus focus) {
        List<Line> lines = new ArrayList<>();
        Set<String> known = new HashSet<>();
        snapshot.topics().stream().filter(topic -> !topic.internal() || focus.topic().filter(topic.name()::equals).isPresent())
                .sorted(Comparator.comparing(TopicView::internal).thenComparing(TopicView::name)).forEach(topic -> add(snapshot.atMillis(), topic, focus, lines, known));
        rates.keepOnly(known);
        return lines;
    }

    private void add(long atMillis, TopicView topic, Focus focus, List<Line> lines, Set<String> known) {
        boolean open = focus.topic().filter(topic.name()::equals).isPresent();
        long records = topic.partitions().stream().mapToLong(TopicLines::records).sum();
        lines.add(new Line(topic.name(), OptionalInt.empty(), open, records, OptionalLong.empty(),
                rate(topic.id(), atMillis, topic.partitions().stream().mapToLong(PartitionView::recordsIn).sum(), known)));
        if (open) {
            topic.partitions().forEach(p -> lines.add(new Line(topic.name(), OptionalInt.of(p.index()), false, records(p), OptionalLong.of(p.endOffset()),
                    rate(topic.id() + "/" + p.index(), atMillis, p.recordsIn(), known))));
        }
    }

    private double rate(String id, long atMillis, long recordsIn, Set<String> known) {
        known.add(id);
        return rates.see(id, atMillis, recordsIn);
    }

    private static long records(PartitionView partition) {
        return Math.max(0, partition.endOffset() - partition.logStartOffset());
    }
}
