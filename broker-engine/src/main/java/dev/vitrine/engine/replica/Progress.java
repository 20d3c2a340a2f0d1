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
 */
record Progress(long endOffset, long logStartOffset, long caughtUpMs, long brokerEpoch, long leaderEndAtLastFetch, long lastFetchMs) {

    static final long UNKNOWN = -1;

    /** What a fetch tells. @param offset from which on it asks */
    record Fetch(long offset, long logStartOffset, long brokerEpoch) {}

    /** Before the first fetch. Whoever is in sync gets the time to show that it still is. */
    static Progress unknown(boolean inSync, long nowMs) {
        return new Progress(UNKNOWN, UNKNOWN, inSync ? nowMs : 0, UNKNOWN, UNKNOWN, 0);
    }

    Progress fetched(Fetch fetch, long leaderEnd, long nowMs) {
        long caughtUp = caughtUpMs;
        if (fetch.offset() >= leaderEnd) {
            caughtUp = Math.max(caughtUp, nowMs);
        } else if (fetch.offset() >= leaderEndAtLastFetch) {
            caughtUp = Math.max(caughtUp, lastFetchMs);
        }
        return new Progress(fetch.offset(), fetch.logStartOffset(), caughtUp, fetch.brokerEpoch(), leaderEnd, nowMs);
    }

    boolean isCaughtUp(long leaderEnd, long nowMs, long lagMaxMs) {
        return endOffset == leaderEnd || nowMs - caughtUpMs <= lagMaxMs;
    }
}
