package dev.vitrine.engine.group;

import dev.vitrine.engine.observe.GroupState;
import org.apache.kafka.common.protocol.Errors;

/** Whether a commit to a {@link ClassicGroup} comes from a member of its generation, or from outside while nobody is there. */
record ClassicCommitCheck(ClassicGroup group, Group.OffsetCommitter committer) {

    Errors result() {
        if (committer.generation() < 0 && group.isEmpty()) {
            return Errors.NONE;
        }
        // Someone outside may commit for nobody's partitions only: members would read on from there without knowing.
        Errors known = committer.outsider() ? Errors.UNKNOWN_MEMBER_ID : group.members().check(committer.memberId(), committer.instanceId());
        if (known != Errors.NONE) {
            return known;
        }
        if (committer.generation() != group.generation()) {
            return Errors.ILLEGAL_GENERATION;
        }
        return group.state() == GroupState.COMPLETING_REBALANCE ? Errors.REBALANCE_IN_PROGRESS : Errors.NONE;
    }
}
