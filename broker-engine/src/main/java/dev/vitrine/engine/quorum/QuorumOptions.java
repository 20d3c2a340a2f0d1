package dev.vitrine.engine.quorum;

import dev.vitrine.engine.metadata.BrokerSettings;

/**
 * What a quorum obeys; under Kafka's names.
 *
 * @param fetchMaxBytes         {@code controller.quorum.fetch.max.bytes}: of the log, in one answer
 * @param fetchSnapshotMaxBytes {@code controller.quorum.fetch.snapshot.max.bytes}: of a snapshot, in one answer
 * @param autoJoin              {@code controller.quorum.auto.join.enable}: an observer that has caught up asks to vote
 */
public record QuorumOptions(
        QuorumTimes times, int fetchMaxBytes, int fetchSnapshotMaxBytes, SnapshotRules snapshots, boolean autoJoin) {

    public static final QuorumOptions DEFAULT = new QuorumOptions(QuorumTimes.DEFAULT, 1 << 20, 1 << 20, SnapshotRules.DEFAULT, false);

    public static QuorumOptions of(BrokerSettings settings) {
        return new QuorumOptions(QuorumTimes.of(settings),
                settings.intValue("controller.quorum.fetch.max.bytes"),
                settings.intValue("controller.quorum.fetch.snapshot.max.bytes"),
                SnapshotRules.of(settings),
                settings.booleanValue("controller.quorum.auto.join.enable"));
    }

    /** For a broker that is added to a cluster that there is: it votes as soon as it has all. */
    public QuorumOptions joining() {
        return new QuorumOptions(times, fetchMaxBytes, fetchSnapshotMaxBytes, snapshots, true);
    }
}
