package dev.vitrine.engine.quorum;

import dev.vitrine.engine.metadata.BrokerSettings;

/**
 * When a snapshot is made, and how long what it takes the place of is kept; under Kafka's names {@code metadata.*}.
 *
 * @param recordBytes    {@code log.max.record.bytes.between.snapshots}
 * @param intervalMs     {@code log.max.snapshot.interval.ms}; 0: time alone is no reason
 * @param retentionBytes {@code max.retention.bytes}: of log and snapshots
 * @param retentionMs    {@code max.retention.ms}: of a snapshot that has a newer one beside it
 */
public record SnapshotRules(long recordBytes, long intervalMs, long retentionBytes, long retentionMs) {

    public static final SnapshotRules DEFAULT = new SnapshotRules(20L << 20, 3_600_000, 100L << 20, 604_800_000);

    public static SnapshotRules of(BrokerSettings settings) {
        return new SnapshotRules(
                settings.longValue("metadata.log.max.record.bytes.between.snapshots"),
                settings.longValue("metadata.log.max.snapshot.interval.ms"),
                settings.longValue("metadata.max.retention.bytes"),
                settings.longValue("metadata.max.retention.ms"));
    }
}
