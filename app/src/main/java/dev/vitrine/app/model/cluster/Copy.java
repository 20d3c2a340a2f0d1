package dev.vitrine.app.model.cluster;

import java.util.OptionalLong;

/**
 * A replica in its broker's tank.
 *
 * @param part     what it is to its partition
 * @param end      up to which it holds records; −1 where nobody knows
 * @param lag      records that the leader holds and it doesn't; −1 where nobody knows
 * @param fill     how much of its row it fills, 0 to 1: a row shows the newest records only
 * @param behindMs for how long it has not held all that the leader holds; empty where it does, or nobody knows
 */
public record Copy(int broker, Part part, long end, long lag, double fill, OptionalLong behindMs) {

    /** LOST: its broker doesn't run, and what it holds can't be reached. */
    public enum Part { LEADER, IN_SYNC, BEHIND, LOST }

    /** Whether a record counts as committed only when this one has it, too. */
    public boolean counts() {
        return part == Part.LEADER || part == Part.IN_SYNC;
    }
}
