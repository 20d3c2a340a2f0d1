package dev.vitrine.app.model.lab;

import dev.vitrine.app.model.actors.Assignor;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** One assignor's own copy of the group, event after event. */
final class Bench {

    private static final int MOST_ROUNDS = 5;

    private final Hands hands;
    private Map<String, Set<TopicPartition>> owned = Map.of();

    Bench(Assignor assignor) {
        hands = assignor == Assignor.UNIFORM || assignor == Assignor.SERVER_RANGE ? new ServerHands(assignor) : new ClientHands(assignor);
    }

    Outcome take(LabGroup group) {
        Map<String, Set<TopicPartition>> before = owned;
        Map<String, Set<TopicPartition>> now = staying(group, before);
        int rounds = 0;
        do {
            now = group.members().isEmpty() ? Map.of() : hands.round(group, now);
            rounds++;
        } while (hands.incremental() && unassigned(group, now) && rounds < MOST_ROUNDS);
        owned = now;
        Set<TopicPartition> moved = moved(before, now);
        return new Outcome(now, moved, stopped(group, before, moved, now), imbalance(now), rounds);
    }

    private static Map<String, Set<TopicPartition>> staying(LabGroup group, Map<String, Set<TopicPartition>> before) {
        Map<String, Set<TopicPartition>> staying = new LinkedHashMap<>();
        group.members().keySet().forEach(member -> staying.put(member, before.getOrDefault(member, Set.of())));
        return staying;
    }

    /** What somebody wants and nobody has: taken away in this round, to be given in the next. */
    private static boolean unassigned(LabGroup group, Map<String, Set<TopicPartition>> now) {
        Set<TopicPartition> free = new HashSet<>(group.partitions());
        now.values().forEach(free::removeAll);
        return free.stream().anyMatch(partition -> group.members().values().stream().anyMatch(topics -> topics.contains(partition.topic())));
    }

    private static Set<TopicPartition> moved(Map<String, Set<TopicPartition>> before, Map<String, Set<TopicPartition>> now) {
        Set<TopicPartition> moved = new HashSet<>();
        now.forEach((member, partitions) -> partitions.forEach(partition -> before.forEach((old, had) -> {
            if (!old.equals(member) && had.contains(partition)) {
                moved.add(partition);
            }
        })));
        return moved;
    }

    private Set<TopicPartition> stopped(LabGroup group, Map<String, Set<TopicPartition>> before, Set<TopicPartition> moved, Map<String, Set<TopicPartition>> now) {
        Set<TopicPartition> stopped = new HashSet<>();
        before.forEach((member, had) -> {
            if (group.members().containsKey(member)) {
                had.stream().filter(partition -> !hands.incremental() || moved.contains(partition) || !now.get(member).contains(partition)).forEach(stopped::add);
            }
        });
        return stopped;
    }

    private static int imbalance(Map<String, Set<TopicPartition>> now) {
        return now.values().stream().mapToInt(Set::size).max().orElse(0) - now.values().stream().mapToInt(Set::size).min().orElse(0);
    }
}
