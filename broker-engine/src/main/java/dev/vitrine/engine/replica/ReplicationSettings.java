package dev.vitrine.engine.replica;

import dev.vitrine.engine.metadata.BrokerSettings;

/**
 * The broker's settings for replication, under Kafka's names.
 *
 * @param lagMaxMs         {@code replica.lag.time.max.ms}: who has not caught up for so long is not in sync
 * @param fetchWaitMaxMs   {@code replica.fetch.wait.max.ms}
 * @param fetchMinBytes    {@code replica.fetch.min.bytes}
 * @param fetchMaxBytes    {@code replica.fetch.max.bytes}: of one partition
 * @param responseMaxBytes {@code replica.fetch.response.max.bytes}: of one answer
 * @param backoffMs        {@code replica.fetch.backoff.ms}: at most so long a partition rests that can't be fetched
 * @param answerTimeoutMs  {@code replica.socket.timeout.ms}: at most so long is waited for an answer
 * @param selectsByRack    {@code replica.selector.class} is Kafka's RackAwareReplicaSelector: consumers are sent to replicas near them
 */
public record ReplicationSettings(
        long lagMaxMs,
        int fetchWaitMaxMs,
        int fetchMinBytes,
        int fetchMaxBytes,
        int responseMaxBytes,
        int backoffMs,
        int answerTimeoutMs,
        boolean selectsByRack) {

    private static final String RACK_AWARE = "org.apache.kafka.common.replica.RackAwareReplicaSelector";

    public static ReplicationSettings of(BrokerSettings settings) {
        return new ReplicationSettings(
                settings.longValue("replica.lag.time.max.ms"),
                settings.intValue("replica.fetch.wait.max.ms"),
                settings.intValue("replica.fetch.min.bytes"),
                settings.intValue("replica.fetch.max.bytes"),
                settings.intValue("replica.fetch.response.max.bytes"),
                settings.intValue("replica.fetch.backoff.ms"),
                settings.intValue("replica.socket.timeout.ms"),
                RACK_AWARE.equals(settings.value("replica.selector.class")));
    }
}
