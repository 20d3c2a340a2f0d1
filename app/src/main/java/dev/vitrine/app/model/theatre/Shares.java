package dev.vitrine.app.model.theatre;

import dev.vitrine.engine.observe.MemberView;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** What each member of a group is to have, and who has not fetched its share yet. */
final class Shares {

    private final Map<String, List<TopicPartition>> target = new HashMap<>();
    private final Set<String> unfetched = new HashSet<>();

    /** What it has it is to have. */
    void has(MemberView member) {
        target.put(member.memberId(), member.assigned());
    }

    /** @param fetches whether each member fetches its share; a coordinator that hands them out itself waits for nobody */
    void computed(Map<String, List<TopicPartition>> assignment, boolean fetches) {
        target.clear();
        target.putAll(assignment);
        if (fetches) {
            unfetched.clear();
            unfetched.addAll(assignment.keySet());
        }
    }

    Set<TopicPartition> of(String memberId) {
        return new LinkedHashSet<>(target.getOrDefault(memberId, List.of()));
    }

    void fetched(String memberId) {
        unfetched.remove(memberId);
    }

    boolean allFetched() {
        return unfetched.isEmpty();
    }

    void left(String memberId) {
        target.remove(memberId);
        unfetched.remove(memberId);
    }

    void clear() {
        target.clear();
        unfetched.clear();
    }

    boolean areHeld(Holds holds) {
        return holds.gaveAll(target);
    }
}
