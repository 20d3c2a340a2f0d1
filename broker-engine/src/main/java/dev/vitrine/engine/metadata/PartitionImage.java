package dev.vitrine.engine.metadata;

import java.util.List;

/**
 * A partition as the controller decided it.
 *
 * @param leader     broker id; {@link #NO_LEADER} where there is none
 * @param moving     replicas that are being put elsewhere
 * @param eligible   who may lead though out of sync
 * @param recovering true where the leader was chosen from outside those in sync and has not said yet that it has recovered (KIP-704)
 */
public record PartitionImage(int index, List<Integer> replicas, List<Integer> inSync, int leader, int leaderEpoch, int partitionEpoch,
        Moving moving, Eligible eligible, boolean recovering) {

    public static final int NO_LEADER = -1;

    public PartitionImage {
        replicas = List.copyOf(replicas);
        inSync = List.copyOf(inSync);
    }

    /** Settled: nothing moves, everybody who matters is in sync. */
    public PartitionImage(int index, List<Integer> replicas, List<Integer> inSync, int leader, int leaderEpoch, int partitionEpoch) {
        this(index, replicas, inSync, leader, leaderEpoch, partitionEpoch, Moving.NONE, Eligible.NONE, false);
    }

    /** A reassignment under way (KIP-455); both kinds are among the replicas. */
    public record Moving(List<Integer> adding, List<Integer> removing) {

        public static final Moving NONE = new Moving(List.of(), List.of());

        public Moving {
            adding = List.copyOf(adding);
            removing = List.copyOf(removing);
        }

        public boolean underWay() {
            return !adding.isEmpty() || !removing.isEmpty();
        }
    }

    /**
     * Who may lead where too few are in sync (KIP-966).
     *
     * @param replicas  have all that was acknowledged, though they are out of sync now; used when nobody is in sync
     * @param lastKnown the last leader, once there is neither
     */
    public record Eligible(List<Integer> replicas, List<Integer> lastKnown) {

        public static final Eligible NONE = new Eligible(List.of(), List.of());

        public Eligible {
            replicas = List.copyOf(replicas);
            lastKnown = List.copyOf(lastKnown);
        }
    }

    public boolean hasLeader() {
        return leader != NO_LEADER;
    }

    /** The first replica: who should lead where it can. */
    public int preferredLeader() {
        return replicas.getFirst();
    }
}
