package dev.vitrine.app.model.composer;

import java.util.Arrays;

/** Time from send to answer, record by record; at most {@value Draft#MOST} of them, so they are all kept and percentiles are exact. */
final class Latencies {

    private final long[] nanos;
    private int count;

    Latencies(int capacity) {
        nanos = new long[capacity];
    }

    synchronized void add(long span) {
        if (count < nanos.length) {
            nanos[count++] = span;
        }
    }

    synchronized SendReport.Latency summary() {
        if (count == 0) {
            return SendReport.Latency.NONE;
        }
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return new SendReport.Latency(count, rank(sorted, 0.50), rank(sorted, 0.99), sorted[count - 1]);
    }

    /** Nearest rank: the smallest value that this part of all values doesn't exceed. */
    private static long rank(long[] sorted, double part) {
        return sorted[Math.max(0, (int) Math.ceil(part * sorted.length) - 1)];
    }
}
