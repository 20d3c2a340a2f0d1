package dev.vitrine.engine.group;

import dev.vitrine.engine.group.assign.OwnedPartitions;

/**
 * What a member of a {@link ConsumerGroup} has.
 *
 * @param epoch         the group's epoch that it has come to; 0 before the first, −1 when it has left, −2 while a static member is away
 * @param previousEpoch the one before: its client may not have heard of the new one yet
 * @param revoking      what it was told to give up
 */
record Ownership(int epoch, int previousEpoch, MemberState state, OwnedPartitions assigned, OwnedPartitions revoking) {

    static final int LEFT = -1;
    static final int AWAY = -2;
    static final Ownership NEW = new Ownership(0, -1, MemberState.STABLE, OwnedPartitions.NONE, OwnedPartitions.NONE);
    static final Ownership GONE = new Ownership(LEFT, LEFT, MemberState.STABLE, OwnedPartitions.NONE, OwnedPartitions.NONE);

    /** The next step on the way to a target; the epoch it is in becomes the previous one. */
    Ownership next(MemberState nextState, int nextEpoch, OwnedPartitions nextAssigned, OwnedPartitions nextRevoking) {
        return new Ownership(nextEpoch, epoch, nextState, nextAssigned, nextRevoking);
    }

    /** A static member went, and may be back: it keeps its partitions, but a commit of its former life is as good as any. */
    Ownership away() {
        return new Ownership(AWAY, previousEpoch, state, assigned.since(0), OwnedPartitions.NONE);
    }

    /** The next incarnation of a static member begins with what the former one had. */
    Ownership reborn() {
        return new Ownership(0, 0, state, assigned, revoking);
    }

    boolean isReconciledTo(int targetEpoch) {
        return state == MemberState.STABLE && epoch == targetEpoch;
    }
}
