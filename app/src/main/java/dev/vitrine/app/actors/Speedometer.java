package dev.vitrine.app.actors;

/** How fast a count grows, over about the last second; computed when it is looked at. */
final class Speedometer {

    private static final long WINDOW_NANOS = 900_000_000L;

    private long sinceNanos;
    private long sinceCount;
    private double perSecond;

    synchronized void reset(long nowNanos) {
        sinceNanos = nowNanos;
        sinceCount = 0;
        perSecond = 0;
    }

    synchronized double perSecond(long count, long nowNanos) {
        long span = nowNanos - sinceNanos;
        if (span >= WINDOW_NANOS) {
            perSecond = Math.max(0, (count - sinceCount) * 1e9 / span);
            sinceNanos = nowNanos;
            sinceCount = count;
        }
        return perSecond;
    }
}
