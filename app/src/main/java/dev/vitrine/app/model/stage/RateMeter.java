package dev.vitrine.app.model.stage;

/**
 * Counts per second over the last five seconds, in ten slots. A window, not an average that decays: two records a second are "2.0/s" and stay so.
 */
public final class RateMeter {

    private static final int SLOTS = 10;
    private static final long SLOT_NANOS = 500_000_000L;

    private final long[] counts = new long[SLOTS];
    private long slot = Long.MIN_VALUE;
    private long since;

    /** Counts something. Time never goes back. */
    public void add(long count, long nowNanos) {
        advance(nowNanos);
        counts[(int) Math.floorMod(slot, (long) SLOTS)] += count;
    }

    public double perSecond(long nowNanos) {
        advance(nowNanos);
        long sum = 0;
        for (long count : counts) {
            sum += count;
        }
        long oldestSlot = (slot - SLOTS + 1) * SLOT_NANOS;
        double seconds = (nowNanos - Math.max(oldestSlot, since)) / 1e9;
        return sum / Math.max(1, seconds);
    }

    private void advance(long nowNanos) {
        long current = Math.floorDiv(nowNanos, SLOT_NANOS);
        if (slot == Long.MIN_VALUE) {
            slot = current;
            since = nowNanos;
        }
        for (long next = Math.max(slot + 1, current - SLOTS + 1); next <= current; next++) {
            counts[(int) Math.floorMod(next, (long) SLOTS)] = 0;
        }
        slot = Math.max(slot, current);
    }
}
