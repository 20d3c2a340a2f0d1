package dev.vitrine.engine.controller;

import dev.vitrine.engine.metadata.PartitionImage;
import dev.vitrine.engine.metadata.PartitionImage.Eligible;
import dev.vitrine.engine.metadata.PartitionImage.Moving;
import java.util.List;
import org.apache.kafka.common.metadata.PartitionChangeRecord;

/** What a {@link PartitionChangeRecord} makes of a partition. */
final class PartitionChanges {

    /** The record's word for "the leader stays". */
    static final int NO_LEADER_CHANGE = -2;
    /** The record's words for what became of a leader's recovery (KIP-704). */
    static final byte NO_RECOVERY_CHANGE = -1;
    static final byte RECOVERED = 0;
    static final byte RECOVERING = 1;

    private PartitionChanges() {}

    /** Each change is a new partition epoch; one that names a leader, be it the same, is a new leader epoch as well. */
    static PartitionImage applied(PartitionChangeRecord record, PartitionImage before) {
        boolean elected = record.leader() != NO_LEADER_CHANGE;
        return new PartitionImage(
                before.index(),
                changed(record.replicas(), before.replicas()),
                changed(record.isr(), before.inSync()),
                elected ? record.leader() : before.leader(),
                elected ? before.leaderEpoch() + 1 : before.leaderEpoch(),
                before.partitionEpoch() + 1,
                new Moving(changed(record.addingReplicas(), before.moving().adding()), changed(record.removingReplicas(), before.moving().removing())),
                new Eligible(changed(record.eligibleLeaderReplicas(), before.eligible().replicas()),
                        changed(record.lastKnownElr(), before.eligible().lastKnown())),
                record.leaderRecoveryState() == NO_RECOVERY_CHANGE ? before.recovering() : record.leaderRecoveryState() == RECOVERING);
    }

    private static List<Integer> changed(List<Integer> next, List<Integer> before) {
        return next == null ? before : next;
    }

    static PartitionImage withoutEligible(PartitionImage before) {
        return new PartitionImage(before.index(), before.replicas(), before.inSync(), before.leader(), before.leaderEpoch(),
                before.partitionEpoch(), before.moving(), Eligible.NONE, before.recovering());
    }

    /** True for a record that changes nothing. */
    static boolean isNothing(PartitionChangeRecord record) {
        return record.leader() == NO_LEADER_CHANGE && record.leaderRecoveryState() == NO_RECOVERY_CHANGE
                && record.isr() == null && record.replicas() == null && record.addingReplicas() == null && record.removingReplicas() == null
                && record.eligibleLeaderReplicas() == null && record.lastKnownElr() == null;
    }
}
