package dev.vitrine.engine.replica;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Who watches a partition, in the order in which they came: fetches that wait, sessions of followers. Followers are told of what is appended, readers of what has become visible;
 * how many bytes those are is kept here from the append to the commit. Any thread comes and goes, the partition's mailbox tells.
 */
final class Watches {

    /** So many appends are kept apart; more, while nothing is committed, count as one. */
    private static final int MOST_UNCOMMITTED = 4096;

    private final Set<Watcher> followers = new LinkedHashSet<>();
    private final Set<Watcher> readers = new LinkedHashSet<>();
    private final Deque<Uncommitted> uncommitted = new ArrayDeque<>();

    private record Uncommitted(long endOffset, int bytes) {}

    void add(Watcher wait) {
        synchronized (this) {
            ofKind(wait).add(wait);
        }
    }

    synchronized void remove(Watcher wait) {
        ofKind(wait).remove(wait);
    }

    private Set<Watcher> ofKind(Watcher wait) {
        return wait.isolation() == Isolation.REPLICA ? followers : readers;
    }

    /** Ends may take themselves out while one goes through them. */
    private synchronized List<Watcher> now(Set<Watcher> waits) {
        return waits.isEmpty() ? List.of() : List.copyOf(waits);
    }

    /** Something was appended. */
    void appended(long endOffset, int bytes) {
        Uncommitted last = uncommitted.size() < MOST_UNCOMMITTED ? null : uncommitted.pollLast();
        uncommitted.addLast(new Uncommitted(endOffset, last == null ? bytes : saturatedSum(last.bytes(), bytes)));
        now(followers).forEach(wait -> wait.arrived(bytes));
    }

    private static int saturatedSum(int one, int other) {
        return (int) Math.min(Integer.MAX_VALUE, (long) one + other);
    }

    /**
     * More is visible.
     *
     * @param highWatermark where it is now
     * @param stable        how the last stable offset has moved
     */
    void committed(long highWatermark, StableMove stable) {
        int bytes = 0;
        while (!uncommitted.isEmpty() && uncommitted.peekFirst().endOffset() <= highWatermark) {
            bytes = saturatedSum(bytes, uncommitted.pollFirst().bytes());
        }
        for (Watcher wait : now(readers)) {
            if (wait.isolation() == Isolation.READ_UNCOMMITTED || stable == StableMove.ALONG) {
                wait.arrived(bytes);
            } else if (stable == StableMove.UNCOVERED) {
                wait.changed();
            }
        }
        followersChanged();
    }

    /** How the last stable offset moved with the high watermark: along with it, not at all, or further, since a transaction has ended. */
    enum StableMove { ALONG, STAYED, UNCOVERED }

    /** There is news for followers that is no record: the high watermark, the start of the log, who is in sync. */
    void followersChanged() {
        now(followers).forEach(Watcher::changed);
    }

    /** The end of the log was taken away, or what was known of it is of no use: nothing is left to be committed but what comes. */
    void forgetUncommitted() {
        uncommitted.clear();
    }

    /** Sends everybody home. */
    void finishAll() {
        now(followers).forEach(Watcher::changed);
        now(readers).forEach(Watcher::changed);
    }
}
