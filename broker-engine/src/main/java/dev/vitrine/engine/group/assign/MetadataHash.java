package dev.vitrine.engine.group.assign;

import com.dynatrace.hash4j.hashing.HashStream64;
import com.dynatrace.hash4j.hashing.Hashing;
import dev.vitrine.engine.metadata.BrokerImage;
import dev.vitrine.engine.metadata.ClusterImage;
import dev.vitrine.engine.metadata.PartitionImage;
import dev.vitrine.engine.metadata.TopicImage;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * What of the topics that a group reads can change its assignment, in one number: when it is another one, there must be another assignment.
 * Computed as Kafka computes it (KIP-1101), since it stands in the log: a group that moves to Apache Kafka is not rebalanced for it.
 */
public final class MetadataHash {

    private static final byte SCHEME = 0;
    private static final long NOTHING = 0;

    private MetadataHash() {}

    /** Topics that don't exist don't count. */
    public static long of(Collection<String> topics, ClusterImage image) {
        List<TopicImage> existing = new TreeSet<>(topics).stream().flatMap(name -> image.topic(name).stream()).toList();
        if (existing.isEmpty()) {
            return NOTHING;
        }
        HashStream64 hash = Hashing.xxh3_64().hashStream();
        existing.forEach(topic -> hash.putLong(of(topic, image)));
        return hash.getAsLong();
    }

    private static long of(TopicImage topic, ClusterImage image) {
        HashStream64 hash = Hashing.xxh3_64().hashStream()
                .putByte(SCHEME)
                .putLong(topic.id().getMostSignificantBits())
                .putLong(topic.id().getLeastSignificantBits())
                .putString(topic.name())
                .putInt(topic.partitions().size());
        for (PartitionImage partition : topic.partitions()) {
            hash.putInt(partition.index());
            partition.replicas().stream()
                    .flatMap(broker -> image.broker(broker).flatMap(BrokerImage::rack).stream())
                    .sorted()
                    .forEach(rack -> hash.putInt(rack.length()).putString(rack));
        }
        return hash.getAsLong();
    }
}
