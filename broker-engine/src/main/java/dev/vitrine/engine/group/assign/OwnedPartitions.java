package dev.vitrine.engine.group.assign;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.kafka.common.Uuid;

/**
 * The partitions that a member has, each with the epoch in which it was given to it: a commit with an older epoch comes from before (KIP-1251).
 *
 * @param epochs by topic id and partition
 */
public record OwnedPartitions(Map<Uuid, Map<Integer, Integer>> epochs) {

    public static final OwnedPartitions NONE = new OwnedPartitions(Map.of());

    public OwnedPartitions {
        Map<Uuid, Map<Integer, Integer>> copy = new HashMap<>();
        epochs.forEach((topic, partitions) -> copy.put(topic, Collections.unmodifiableMap(new HashMap<>(partitions))));
        epochs = Collections.unmodifiableMap(copy);
    }

    /** All of it, since one epoch. */
    public static OwnedPartitions since(int epoch, Assignment assignment) {
        Map<Uuid, Map<Integer, Integer>> owned = new HashMap<>();
        assignment.partitions().forEach((topic, partitions) -> {
            Map<Integer, Integer> since = new HashMap<>();
            partitions.forEach(partition -> since.put(partition, epoch));
            owned.put(topic, since);
        });
        return new OwnedPartitions(owned);
    }

    public OwnedPartitions since(int epoch) {
        return since(epoch, partitions());
    }

    public Assignment partitions() {
        Map<Uuid, Set<Integer>> partitions = new HashMap<>();
        epochs.forEach((topic, since) -> partitions.put(topic, since.keySet()));
        return new Assignment(partitions);
    }

    public Map<Integer, Integer> of(Uuid topic) {
        return epochs.getOrDefault(topic, Map.of());
    }

    public boolean contains(Uuid topic, int partition) {
        return of(topic).containsKey(partition);
    }

    public OptionalInt epoch(Uuid topic, int partition) {
        Integer epoch = of(topic).get(partition);
        return epoch == null ? OptionalInt.empty() : OptionalInt.of(epoch);
    }

    public boolean isEmpty() {
        return epochs.isEmpty();
    }
}
