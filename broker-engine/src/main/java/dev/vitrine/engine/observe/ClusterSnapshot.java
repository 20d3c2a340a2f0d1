package dev.vitrine.engine.observe;

import java.util.List;
import java.util.Optional;

/**
 * The cluster at one instant. Immutable.
 *
 * @param clusterId    Kafka's cluster id: 22 characters
 * @param atMillis     wall-clock time it was taken at
 * @param controllerId the broker that leads the metadata quorum; −1 while none does
 * @param transactions the transactional ids that were in use last, a thousand at most for each broker
 * @param quorum       those who agree on the metadata; empty where it can't be seen from here
 * @param links        between brokers, those that are not in order
 * @param lastEvent    sequence of the newest event that had been published before it was begun: what events up to it tell of is to be seen here
 */
public record ClusterSnapshot(
        String clusterId,
        long atMillis,
        int controllerId,
        List<BrokerView> brokers,
        List<TopicView> topics,
        List<GroupView> groups,
        List<TransactionView> transactions,
        List<ConnectionView> connections,
        Optional<QuorumView> quorum,
        List<LinkView> links,
        long lastEvent) {

    /** Where nothing is known of the quorum. */
    public ClusterSnapshot(
            String clusterId,
            long atMillis,
            int controllerId,
            List<BrokerView> brokers,
            List<TopicView> topics,
            List<GroupView> groups,
            List<TransactionView> transactions,
            List<ConnectionView> connections,
            long lastEvent) {
        this(clusterId, atMillis, controllerId, brokers, topics, groups, transactions, connections, Optional.empty(), List.of(), lastEvent);
    }

    public ClusterSnapshot {
        brokers = List.copyOf(brokers);
        topics = List.copyOf(topics);
        groups = List.copyOf(groups);
        transactions = List.copyOf(transactions);
        connections = List.copyOf(connections);
        links = List.copyOf(links);
    }
}
