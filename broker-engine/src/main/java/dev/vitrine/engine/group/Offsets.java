package dev.vitrine.engine.group;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.kafka.common.TopicPartition;

/** The committed offsets of a shard's groups. Durable: changes by replay alone. */
final class Offsets {

    private final Map<String, Map<String, Map<Integer, OffsetAndMetadata>>> byGroup = new HashMap<>();

    void put(String group, TopicPartition partition, OffsetAndMetadata offset) {
        byGroup.computeIfAbsent(group, g -> new HashMap<>())
                .computeIfAbsent(partition.topic(), t -> new TreeMap<>())
                .put(partition.partition(), offset);
    }

    void remove(String group, TopicPartition partition) {
        byGroup.computeIfPresent(group, (g, topics) -> {
            topics.computeIfPresent(partition.topic(), (t, partitions) -> {
                partitions.remove(partition.partition());
                return partitions.isEmpty() ? null : partitions;
            });
            return topics.isEmpty() ? null : topics;
        });
    }

    Optional<OffsetAndMetadata> get(String group, String topic, int partition) {
        return Optional.ofNullable(byTopic(group).getOrDefault(topic, Map.of()).get(partition));
    }

    /** Not to be changed, nor kept. */
    Map<String, Map<Integer, OffsetAndMetadata>> byTopic(String group) {
        return byGroup.getOrDefault(group, Map.of());
    }

    void forEach(String group, BiConsumer<TopicPartition, OffsetAndMetadata> visitor) {
        byTopic(group).forEach((topic, partitions) ->
                partitions.forEach((partition, offset) -> visitor.accept(new TopicPartition(topic, partition), offset)));
    }

    boolean isEmpty(String group) {
        return byTopic(group).isEmpty();
    }

    Iterable<String> groups() {
        return byGroup.keySet();
    }
}
