package dev.vitrine.engine.observe;

import java.util.List;

/**
 * The cluster at one instant. Immutable.
 *
 * @param clusterId    Kafka's cluster id: 22 characters
 * @param atMillis     wall-clock time it was taken at
 * @param controllerId the broker that leads the metadata quorum
 * @param transactions the transactional ids that were in use last, a thousand at most for each broker
 * @param lastEvent    sequence of the newest event that had been published when it was taken
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
        long lastEvent) {

    public ClusterSnapshot {
        brokers = List.copyOf(brokers);
        topics = List.copyOf(topics);
        groups = List.copyOf(groups);
        transactions = List.copyOf(transactions);
        connections = List.copyOf(connections);
    }
}
