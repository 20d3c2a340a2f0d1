package dev.vitrine.engine.quorum;

import dev.vitrine.engine.log.CompactionConfig;
import dev.vitrine.engine.log.LogConfig;
import dev.vitrine.engine.metadata.BrokerSettings;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.internals.Topic;

/** Where the metadata log lies, as Kafka's: {@code __cluster_metadata-0}. */
public final class MetadataTopic {

    public static final TopicPartition PARTITION = new TopicPartition(Topic.CLUSTER_METADATA_TOPIC_NAME, 0);

    /** The same in every cluster. */
    public static final Uuid ID = Uuid.METADATA_TOPIC_ID;

    private static final int INDEX_BYTES = 10 << 20;
    private static final int INDEX_INTERVAL = 4_096;

    private MetadataTopic() {}

    /**
     * Nothing of it is ever compacted or deleted for its age: snapshots take the place of what is old ({@link SnapshotRules}), and whole segments go with
     * it. How large those become, {@code metadata.log.segment.bytes} and {@code metadata.log.segment.ms} say.
     */
    public static LogConfig config(BrokerSettings settings) {
        Object forTests = settings.value("internal.metadata.log.segment.bytes");
        int segmentBytes = forTests instanceof Integer bytes ? bytes : settings.intValue("metadata.log.segment.bytes");
        return new LogConfig(segmentBytes, settings.longValue("metadata.log.segment.ms"), 0, INDEX_BYTES, INDEX_INTERVAL, -1, -1, false, false,
                settings.intValue("internal.metadata.max.batch.size.in.bytes"), false, Long.MAX_VALUE, Long.MAX_VALUE,
                "producer", Long.MAX_VALUE, Long.MAX_VALUE, 0, 1, CompactionConfig.DEFAULT);
    }
}
