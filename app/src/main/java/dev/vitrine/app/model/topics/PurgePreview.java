package dev.vitrine.app.model.topics;

import dev.vitrine.app.model.Figures;
import dev.vitrine.engine.observe.PartitionView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;

/** Deleting records from the beginning of a topic's partitions: before → after. */
public record PurgePreview(String topic, List<Line> lines) {

    public PurgePreview {
        lines = List.copyOf(lines);
    }

    /**
     * One partition. Records can only go up to the high watermark.
     *
     * @param start before
     * @param after the first offset that stays
     */
    public record Line(int partition, long start, long after, long end) {

        public long goes() {
            return after - start;
        }
    }

    /** @param before the first offset that shall stay, in each partition; empty to delete all there is */
    public static PurgePreview of(String topic, List<PartitionView> partitions, OptionalLong before) {
        return new PurgePreview(topic, partitions.stream().map(p -> new Line(p.index(), p.logStartOffset(),
                Math.clamp(before.orElse(p.highWatermark()), p.logStartOffset(), Math.max(p.logStartOffset(), p.highWatermark())),
                p.endOffset())).toList());
    }

    public long goes() {
        return lines.stream().mapToLong(Line::goes).sum();
    }

    public Map<TopicPartition, Long> targets() {
        Map<TopicPartition, Long> targets = new HashMap<>();
        lines.stream().filter(line -> line.goes() > 0).forEach(line -> targets.put(new TopicPartition(topic, line.partition()), line.after()));
        return targets;
    }

    public String verb() {
        return "Delete " + Figures.count(goes(), "record");
    }
}
