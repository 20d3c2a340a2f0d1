package dev.vitrine.engine.replica;

import java.util.ArrayList;
import java.util.List;

/**
 * The in-sync replicas as a partition's leader knows them (KIP-497). What it proposes to the controller may be decided before it hears of it: until
 * then it counts on the worst, all of both.
 *
 * <pre>
 *   {@link Agreed} ──the leader proposes──▶ {@link Proposed} ──the controller agrees; an image says otherwise──▶ Agreed
 *      ▲                                     │
 *      └────────────refused for sure─────────┘
 * </pre>
 */
sealed interface InSync {

    /** Those that the controller is known to have decided on. */
    List<Integer> replicas();

    /** How often the controller has changed the partition: a proposal that stands on an older state is refused. */
    int partitionEpoch();

    /** All that may be in sync by now: what is committed has reached every one of them. */
    List<Integer> maximal();

    /** Decided. */
    record Agreed(List<Integer> replicas, int partitionEpoch) implements InSync {

        public Agreed {
            replicas = List.copyOf(replicas);
        }

        @Override
        public List<Integer> maximal() {
            return replicas;
        }
    }

    /** On its way to the controller. @param last what is known to be decided @param wanted what may be decided */
    record Proposed(Agreed last, List<Integer> wanted, List<Integer> maximal) implements InSync {

        static Proposed of(Agreed last, List<Integer> wanted) {
            List<Integer> all = new ArrayList<>(last.replicas());
            wanted.stream().filter(replica -> !all.contains(replica)).forEach(all::add);
            return new Proposed(last, List.copyOf(wanted), List.copyOf(all));
        }

        @Override
        public List<Integer> replicas() {
            return last.replicas();
        }

        @Override
        public int partitionEpoch() {
            return last.partitionEpoch();
        }
    }
}
