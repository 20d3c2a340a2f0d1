package dev.vitrine.engine.group;

import dev.vitrine.engine.metadata.ClusterImage;
import dev.vitrine.engine.metadata.PartitionImage;
import dev.vitrine.engine.metadata.TopicImage;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;

/** Clusters of three brokers with some topics. */
final class Topics {

    static final ClusterImage NONE = ClusterImage.empty("cluster", 1);

    private static final int BROKERS = 3;

    private Topics() {}

    /** Two of three brokers. */
    static List<Integer> replicas(int partition) {
        return List.of(1 + partition % BROKERS, 1 + (partition + 1) % BROKERS);
    }

    static Uuid id(String topic) {
        return new Uuid(77, topic.hashCode());
    }

    /** The image with that topic, made, or grown to so many partitions. */
    static ClusterImage with(ClusterImage image, String topic, int partitions) {
        return with(image, id(topic), topic, partitions);
    }

    static ClusterImage with(ClusterImage image, Uuid id, String topic, int partitions) {
        List<PartitionImage> all = IntStream.range(0, partitions)
                .mapToObj(index -> new PartitionImage(index, replicas(index), replicas(index), 1 + index % BROKERS, 0, 0)).toList();
        return image.change().taking(1).topic(new TopicImage(topic, id, all)).done();
    }

    static ClusterImage without(ClusterImage image, Uuid id) {
        return image.change().taking(1).withoutTopic(id).done();
    }
}
