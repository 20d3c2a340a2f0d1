package dev.vitrine.app.model.lab;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * What one assignor made of one event.
 *
 * @param owned     who owns what afterwards
 * @param moved     partitions that changed from one owner to another
 * @param stopped   partitions that somebody who stayed had to stop reading, if only for a moment
 * @param imbalance what the busiest member owns more than the idlest
 * @param rounds    rebalances it took
 */
public record Outcome(Map<String, Set<TopicPartition>> owned, Set<TopicPartition> moved, Set<TopicPartition> stopped, int imbalance, int rounds) {

    public Outcome {
        owned = Map.copyOf(owned);
        moved = Set.copyOf(moved);
        stopped = Set.copyOf(stopped);
    }

    public Optional<String> owner(TopicPartition partition) {
        return owned.entrySet().stream().filter(entry -> entry.getValue().contains(partition)).map(Map.Entry::getKey).findFirst();
    }
}
