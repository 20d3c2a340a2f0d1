package dev.vitrine.engine.replica;

/**
 * How far a follower has come, as its leader learns from its fetches: who asks from offset n on has everything before it.
 *
 * @param endOffset      of the follower's log; −1 until it has fetched from this leader
 * @param logStartOffset of the follower's log; −1 until it has fetched from this leader
 * @param caughtUpMs     last time at which it had everything that the leader had
 * @param brokerEpoch    incarnation of the follower that fetches; −1 where it doesn't tell
 * @param leaderEndAtLastFetch where the leader's log ended at the last fetch, at {@code lastFetchMs}: a follower that gets there with the next one was
 *                       caught up then, though the leader has gone on meanwhile
 * @param presence       tells of fetches since, as long as the follower has all
 */
record Progress(long endOffset, long logStartOffset, long caughtUpMs, long brokerEpoch, long leaderEndAtLastFetch, long lastFetchMs,
                Presence presence) {

    static final long UNKNOWN = -1;

    /** What a fetch tells. @param offset from which on it asks @param presence tells of later ones, as long as it has all */
    record Fetch(long offset, long logStartOffset, long brokerEpoch, Presence presence) {

        Fetch(long offset, long logStartOffset, long brokerEpoch) {
            this(offset, logStartOffset, brokerEpoch, Presence.NONE);
        }
    }

    /** Before the first fetch. Whoever is in sync gets the time to show that it still is. */
    static Progress unknown(boolean inSync, long nowMs) {
        return new Progress(UNKNOWN, UNKNOWN, inSync ? nowMs : 0, UNKNOWN, UNKNOWN, 0, Presence.NONE);
    }

    Progress fetched(Fetch fetch, long leaderEnd, long nowMs) {
        long caughtUp = caughtUpMs;
        if (fetch.offset() >= leaderEnd) {
            caughtUp = Math.max(caughtUp, nowMs);
        } else if (fetch.offset() >= leaderEndAtLastFetch) {
            caughtUp = Math.max(caughtUp, lastFetchMs);
        }
        Presence vouches = fetch.offset() >= leaderEnd ? fetch.presence() : Presence.NONE;
        return new Progress(fetch.offset(), fetch.logStartOffset(), caughtUp, fetch.brokerEpoch(), leaderEnd, nowMs, vouches);
    }

    /** The leader's log has grown: until then the follower had all, as far as it was heard of; from now on its fetches tell. */
    Progress leftBehind() {
        return presence == Presence.NONE ? this : new Progress(endOffset, logStartOffset, lastKnownCaughtUpMs(), brokerEpoch, leaderEndAtLastFetch,
                Math.max(lastFetchMs, presence.lastMs()), Presence.NONE);
    }

    /** Last time at which it had everything, by its own fetches and by what its session said since. */
    long lastKnownCaughtUpMs() {
        return Math.max(caughtUpMs, presence.lastMs());
    }

    boolean isCaughtUp(long leaderEnd, long nowMs, long lagMaxMs) {
        return endOffset == leaderEnd || nowMs - lastKnownCaughtUpMs() <= lagMaxMs;
    }
}
