package dev.vitrine.app.model.topics;

import dev.vitrine.engine.observe.PartitionView;
import dev.vitrine.engine.observe.TopicView;
import java.util.List;
import java.util.OptionalLong;

/**
 * A topic in the list.
 *
 * @param records       offsets between start and end of all partitions; holes of compaction and control records count as well
 * @param perSecond     records that came in a second, over the last seconds
 * @param retentionMs   −1 for ever; empty where nobody has said yet
 * @param cleanupPolicy Kafka's value; empty where nobody has said yet
 */
public record TopicLine(
        String name, String id, boolean internal, int partitions, long records, long sizeBytes, double perSecond,
        OptionalLong retentionMs, String cleanupPolicy, List<PartitionView> views) {

    static final String RETENTION = "retention.ms";
    static final String CLEANUP = "cleanup.policy";

    static TopicLine of(TopicView topic, double perSecond, TopicDefaults defaults) {
        String retention = topic.configs().getOrDefault(RETENTION, defaults.retentionMs());
        return new TopicLine(topic.name(), topic.id(), topic.internal(), topic.partitions().size(), records(topic),
                topic.partitions().stream().mapToLong(PartitionView::sizeBytes).sum(), perSecond,
                retention.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(retention)),
                topic.configs().getOrDefault(CLEANUP, defaults.cleanupPolicy()), topic.partitions());
    }

    static long records(TopicView topic) {
        return topic.partitions().stream().mapToLong(p -> Math.max(0, p.endOffset() - p.logStartOffset())).sum();
    }

    /** How long records stay, in words. */
    public String kept() {
        boolean deletes = cleanupPolicy.contains("delete") || cleanupPolicy.isEmpty();
        if (cleanupPolicy.contains("compact") && !deletes) {
            return "newest per key";
        }
        if (retentionMs.isEmpty()) {
            return "…";
        }
        String time = retentionMs.getAsLong() < 0 ? "for ever" : dev.vitrine.app.model.words.Times.setting(retentionMs.getAsLong());
        return cleanupPolicy.contains("compact") ? "newest per key, " + time : time;
    }
}
