package dev.vitrine.engine.quorum;

import java.util.List;
import java.util.OptionalInt;

/** What a replica is in its epoch; see the diagram of {@link Raft}. */
sealed interface Role {

    /** When something is due unless something else happens before: on the monotonic clock, in milliseconds. */
    long dueAt();

    /** The leader that this one knows of. */
    default OptionalInt leader() {
        return OptionalInt.empty();
    }

    /** Knows of no leader. A voter stands for election when its time is over; others keep looking. */
    record Unattached(long dueAt) implements Role {}

    /** Would stand for election, and asks whether it could win. @param leader of the epoch, from whom nothing is heard any more */
    record Prospective(Ballot ballot, OptionalInt leader, long dueAt) implements Role {}

    /** Stands for election. */
    record Candidate(Ballot ballot, long dueAt) implements Role {}

    /** @param startOffset of its own first record: what it commits, it commits from there on */
    record Leader(int self, List<Integer> granted, long startOffset, Progress progress, long dueAt) implements Role {
        @Override
        public OptionalInt leader() {
            return OptionalInt.of(self);
        }
    }

    /** Was the leader of this epoch, and can't be it any more. @param successors the one with the longest log first */
    record Resigned(List<Integer> successors, long dueAt) implements Role {}

    /** @param fetched true where the leader has answered a fetch: there is no need of another */
    record Follower(int id, boolean fetched, long dueAt) implements Role {
        @Override
        public OptionalInt leader() {
            return OptionalInt.of(id);
        }
    }
}
