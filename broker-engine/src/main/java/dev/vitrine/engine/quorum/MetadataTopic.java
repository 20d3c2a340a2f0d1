package dev.vitrine.engine.quorum;

import dev.vitrine.engine.log.CompactionConfig;
import dev.vitrine.engine.log.LogConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.internals.Topic;

/** Where the metadata log lies, as Kafka's: {@code __cluster_metadata-0}. */
public final class MetadataTopic {

    public static final TopicPartition PARTITION = new TopicPartition(Topic.CLUSTER_METADATA_TOPIC_NAME, 0);

    /** The same in every cluster. */
    public static final Uuid ID = Uuid.METADATA_TOPIC_ID;

    private MetadataTopic() {}

    /** Nothing of it is ever compacted or deleted for its age: snapshots take the place of what is old. */
    public static LogConfig config() {
        return new LogConfig(1 << 30, 604_800_000L, 0, 10 << 20, 4096, -1, -1, false, false, 8 << 20, false, Long.MAX_VALUE, Long.MAX_VALUE,
                "producer", Long.MAX_VALUE, Long.MAX_VALUE, 0, 1, CompactionConfig.DEFAULT);
    }
}
