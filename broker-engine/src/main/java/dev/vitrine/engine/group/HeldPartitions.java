package dev.vitrine.engine.group;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.Uuid;

/** The partitions of a {@link ConsumerGroup} that are not free: members have them, or were told to give them up and have not said that they did. */
record HeldPartitions(Map<Uuid, Set<Integer>> partitions) {

    static HeldPartitions by(Collection<ConsumerMember> members) {
        Map<Uuid, Set<Integer>> held = new HashMap<>();
        for (ConsumerMember member : members) {
            member.ownership().assigned().epochs().forEach((topic, of) -> held.computeIfAbsent(topic, t -> new HashSet<>()).addAll(of.keySet()));
            member.ownership().revoking().epochs().forEach((topic, of) -> held.computeIfAbsent(topic, t -> new HashSet<>()).addAll(of.keySet()));
        }
        return new HeldPartitions(held);
    }

    boolean contains(Uuid topic, int partition) {
        return partitions.getOrDefault(topic, Set.of()).contains(partition);
    }
}
