package dev.vitrine.app.model;

/**
 * When to look again at something that costs the more, the larger it is: often enough for the eye, and seldom enough that looking takes no more than a
 * small part of the time. Who looks sees less then, and what is looked at does not suffer. One look that took long may be chance; of the last few, the
 * quickest counts. For one thread.
 */
public final class LookPace {

    private static final int REMEMBERED = 3;

    private final int part;
    private final long everyNanos;
    private final long atMostNanos;
    private final long[] took = new long[REMEMBERED];
    private int looks;
    private long nextAt;

    /**
     * @param part       of so many parts of the time looking may take one
     * @param everyNanos from one look to the next where it costs nothing; {@code atMostNanos}: however much it costs
     */
    public LookPace(int part, long everyNanos, long atMostNanos) {
        this.part = part;
        this.everyNanos = everyNanos;
        this.atMostNanos = atMostNanos;
    }

    /** Whether it is time. */
    public boolean due(long nowNanos) {
        return looks == 0 || nowNanos - nextAt >= 0;
    }

    /** A look was taken. @param atNanos when it began; @param nanos how long it took */
    public void looked(long atNanos, long nanos) {
        took[looks++ % REMEMBERED] = nanos;
        long quickest = Long.MAX_VALUE;
        for (int i = 0; i < Math.min(looks, REMEMBERED); i++) {
            quickest = Math.min(quickest, took[i]);
        }
        nextAt = atNanos + Math.max(everyNanos, Math.min(atMostNanos, part * quickest));
    }
}
