package dev.vitrine.engine;

import dev.vitrine.engine.metadata.ClusterImage;
import dev.vitrine.engine.metadata.PartitionImage;
import dev.vitrine.engine.metadata.TopicImage;
import dev.vitrine.engine.observe.PartitionView;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.Uuid;

/** What was seen last of each partition: while none of its replicas runs, nobody can tell how much it holds, and yet it is there. */
final class LastSeen {

    private final Map<Name, PartitionView> all = new ConcurrentHashMap<>();

    private record Name(Uuid topic, int partition) {}

    /** @param now empty where no replica runs. @return empty where none was ever seen */
    Optional<PartitionView> seen(TopicImage topic, PartitionImage partition, Optional<PartitionView> now) {
        Name name = new Name(topic.id(), partition.index());
        now.ifPresent(view -> all.put(name, view));
        return now.or(() -> Optional.ofNullable(all.get(name)));
    }

    /** Forgets the partitions of topics that are gone. */
    void only(ClusterImage image) {
        all.keySet().removeIf(name -> image.topic(name.topic()).isEmpty());
    }
}
