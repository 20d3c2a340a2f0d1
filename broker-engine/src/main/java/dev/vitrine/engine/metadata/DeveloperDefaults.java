package dev.vitrine.engine.metadata;

import java.util.Map;

/**
 * The few broker settings whose default is another than Kafka's, because a developer's machine wants it so. This is the one table of them;
 * they stand like lines of a {@code server.properties} and are shown as such by DescribeConfigs.
 */
public final class DeveloperDefaults {

    private DeveloperDefaults() {}

    /** @param brokers how many brokers the cluster has */
    public static Map<String, String> of(int brokers) {
        String replication = Integer.toString(Math.min(3, brokers));
        String minInSync = Integer.toString(Math.min(2, brokers));
        return Map.of(
                // A group of one forms at once instead of after three seconds.
                "group.initial.rebalance.delay.ms", "0",
                // A topic that makes itself has partitions to share out.
                "num.partitions", "3",
                "default.replication.factor", replication,
                "offsets.topic.replication.factor", replication,
                "transaction.state.log.replication.factor", replication,
                "transaction.state.log.min.isr", minInSync,
                "share.coordinator.state.topic.replication.factor", replication,
                "share.coordinator.state.topic.min.isr", minInSync);
    }
}
