package dev.vitrine.engine.observe;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * A member of a group.
 *
 * @param instanceId    {@code group.instance.id} of a static member
 * @param clientHost    as Kafka shows it: {@code /127.0.0.1}
 * @param protocols     the assignors it offers, its favourite first
 * @param subscribed    topics it asked for; empty where its metadata is not a consumer's
 * @param assigned      partitions it owns by the last assignment
 * @param consumer      what only members of consumer groups (KIP-848) have
 */
public record MemberView(
        String memberId,
        Optional<String> instanceId,
        String clientId,
        String clientHost,
        int sessionTimeoutMs,
        int rebalanceTimeoutMs,
        List<String> protocols,
        List<String> subscribed,
        List<TopicPartition> assigned,
        Optional<ConsumerMemberView> consumer) {

    /** A member of a classic group. */
    public MemberView(
            String memberId,
            Optional<String> instanceId,
            String clientId,
            String clientHost,
            int sessionTimeoutMs,
            int rebalanceTimeoutMs,
            List<String> protocols,
            List<String> subscribed,
            List<TopicPartition> assigned) {
        this(memberId, instanceId, clientId, clientHost, sessionTimeoutMs, rebalanceTimeoutMs, protocols, subscribed, assigned, Optional.empty());
    }

    public MemberView {
        protocols = List.copyOf(protocols);
        subscribed = List.copyOf(subscribed);
        assigned = List.copyOf(assigned);
    }
}
