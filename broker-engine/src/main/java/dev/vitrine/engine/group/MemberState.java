package dev.vitrine.engine.group;

/** Where a member of a {@link ConsumerGroup} stands on its way to its target; see {@link Reconciliation}. */
enum MemberState {

    /** It has what it should have had by its epoch. */
    STABLE(0),
    /** It was told to give partitions up, and has not said yet that it did. */
    UNREVOKED_PARTITIONS(1),
    /** It waits for partitions that others still have. */
    UNRELEASED_PARTITIONS(2),
    /** Written by a version that knows more than this one. */
    UNKNOWN(127);

    private final byte id;

    MemberState(int id) {
        this.id = (byte) id;
    }

    /** As it stands in the log. */
    byte id() {
        return id;
    }

    static MemberState of(byte id) {
        for (MemberState state : values()) {
            if (state.id == id) {
                return state;
            }
        }
        return UNKNOWN;
    }
}
