package dev.vitrine.engine.group.assign;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.Uuid;

/**
 * The partitions that a member should have, by topic id. Kafka's assignors go by the order in which such sets are iterated, so these are hash
 * sets as Kafka's are: what is computed here is what Kafka would compute.
 */
public record Assignment(Map<Uuid, Set<Integer>> partitions) {

    public static final Assignment EMPTY = new Assignment(Map.of());

    public Assignment {
        Map<Uuid, Set<Integer>> copy = new HashMap<>();
        partitions.forEach((topic, indexes) -> copy.put(topic, Collections.unmodifiableSet(new HashSet<>(indexes))));
        partitions = Collections.unmodifiableMap(copy);
    }

    public Set<Integer> of(Uuid topic) {
        return partitions.getOrDefault(topic, Set.of());
    }

    public boolean isEmpty() {
        return partitions.isEmpty();
    }

    /** Whether all of {@code owned} is in it. */
    public boolean containsAll(Map<Uuid, ? extends Collection<Integer>> owned) {
        return owned.entrySet().stream().allMatch(topic -> partitions.containsKey(topic.getKey()) && of(topic.getKey()).containsAll(topic.getValue()));
    }
}
