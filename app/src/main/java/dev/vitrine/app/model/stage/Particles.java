package dev.vitrine.app.model.stage;

/**
 * Dots under way, a bounded number of them. Each belongs to a way (an index that its painter knows), begins at a moment, and is gone when it has
 * arrived. Plain arrays: hundreds of dots, sixty times a second, leave nothing for the collector.
 */
public final class Particles {

    private final int[] ways;
    private final long[] starts;
    private final long flightNanos;
    private int count;
    private long dropped;

    public Particles(int most, long flightNanos) {
        this.ways = new int[most];
        this.starts = new long[most];
        this.flightNanos = flightNanos;
    }

    /** Sends a dot; where too many are under way it is left out and counted. */
    public void send(int way, long startNanos) {
        if (count == ways.length) {
            dropped++;
            return;
        }
        ways[count] = way;
        starts[count] = startNanos;
        count++;
    }

    /** Visits all that are under way, and forgets those that arrived. */
    public void visit(long nowNanos, Visitor visitor) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            double progress = (nowNanos - starts[i]) / (double) flightNanos;
            if (progress < 1) {
                ways[kept] = ways[i];
                starts[kept] = starts[i];
                kept++;
                if (progress >= 0) {
                    visitor.dot(ways[i], progress);
                }
            }
        }
        count = kept;
    }

    /** Forgets all. */
    public void clear() {
        count = 0;
    }

    public int count() {
        return count;
    }

    public long dropped() {
        return dropped;
    }

    /** Takes a dot: its way, and how far along it is, from 0 to 1. */
    @FunctionalInterface
    public interface Visitor {
        void dot(int way, double progress);
    }
}
