package dev.vitrine.app.model.groups;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * A member of a group.
 *
 * @param place from 0 in the order of the members' names: picks the shape that stands for the member
 * @param lag   of the partitions it owns
 */
public record MemberLine(
        int place, String memberId, String name, Optional<String> instanceId, String host, List<String> protocols, List<String> subscribed,
        List<TopicPartition> assigned, Lag lag, boolean leader) {

    public MemberLine {
        protocols = List.copyOf(protocols);
        subscribed = List.copyOf(subscribed);
        assigned = List.copyOf(assigned);
    }
}
