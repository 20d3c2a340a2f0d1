package dev.vitrine.engine.quorum;

import java.util.random.RandomGenerator;

/**
 * How long a replica waits before it does something about it, in milliseconds. Chance has a part in it wherever two could otherwise do the same at the
 * same instant, again and again.
 */
record Patience(QuorumTimes times, RandomGenerator random) {

    private static final long BACKOFF_BASE_MS = 100;
    private static final int MOST_DOUBLINGS = 10;
    /** Before the first election voters wait a little, the first the least: else all of them would stand at once. */
    private static final long FIRST_STEP_MS = 30;
    /** After a restart: a leader that is there has answered by then. */
    private static final long FIRST_FETCH_MS = 200;

    /** At the start, of one that knows of no leader. @param rank among the voters */
    long atFirst(int rank) {
        return rank * FIRST_STEP_MS + random.nextLong(FIRST_STEP_MS / 3);
    }

    /** At the start, of one that knew of a leader. */
    long atFirstForLeader(int rank) {
        return FIRST_FETCH_MS + atFirst(rank);
    }

    /** With an election, before the next is begun. */
    long withElection() {
        return times.election() + random.nextLong(times.election());
    }

    /** After a lost election. @param lost how many in a row */
    long afterLoss(int lost) {
        return 1 + random.nextLong(backoff(lost - 1));
    }

    /** Of one that the leader names to follow it. @param rank 0: it stands at once; negative: it is not named */
    long asSuccessor(int rank) {
        return rank == 0 ? 0 : rank < 0 ? withElection() : backoff(rank - 1);
    }

    private long backoff(int doublings) {
        return Math.min(times.electionBackoff(), BACKOFF_BASE_MS << Math.min(doublings, MOST_DOUBLINGS));
    }

    /** Before what got no answer is asked again. */
    long betweenTries() {
        return times.retryBackoff();
    }

    /** With a leader that does not answer fetches. */
    long withLeader() {
        return times.fetch();
    }

    /** Of one that waited already, when a later epoch begins. */
    long withLaterEpoch() {
        return 2L * times.fetch();
    }

    /** Of a leader with followers that do not fetch. */
    long withFollowers() {
        return times.fetch() * 3L / 2;
    }

    /** How often a leader tells those of itself from whom nothing comes. */
    long betweenAnnouncements() {
        return Math.max(1, times.fetch() / 2);
    }
}
