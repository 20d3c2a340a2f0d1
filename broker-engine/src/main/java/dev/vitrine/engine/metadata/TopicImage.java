package dev.vitrine.engine.metadata;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.internals.Topic;

/** A topic; {@code partitions} lie at their indexes. */
public record TopicImage(String name, Uuid id, List<PartitionImage> partitions) {

    public TopicImage {
        partitions = List.copyOf(partitions);
    }

    public boolean isInternal() {
        return Topic.isInternal(name);
    }

    public Optional<PartitionImage> partition(int index) {
        return index >= 0 && index < partitions.size() ? Optional.of(partitions.get(index)) : Optional.empty();
    }
}
