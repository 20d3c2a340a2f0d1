package dev.vitrine.app.actors;

import java.util.Arrays;

/** The last few hundred times from send to answer. */
final class RecentLatencies {

    private final long[] ring = new long[512];
    private long count;

    synchronized void add(long nanos) {
        ring[(int) (count++ % ring.length)] = nanos;
    }

    /** Median and 99th percentile by nearest rank; −1 where there is none yet. */
    synchronized long[] p50AndP99() {
        int n = (int) Math.min(count, ring.length);
        if (n == 0) {
            return new long[] {-1, -1};
        }
        long[] sorted = Arrays.copyOf(ring, n);
        Arrays.sort(sorted);
        return new long[] {sorted[rank(n, 0.5)], sorted[rank(n, 0.99)]};
    }

    private static int rank(int n, double part) {
        return Math.max(0, (int) Math.ceil(part * n) - 1);
    }

    synchronized void clear() {
        count = 0;
    }
}
