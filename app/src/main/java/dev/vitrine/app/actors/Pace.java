package dev.vitrine.app.actors;

/**
 * When the next record is due. What falls behind is made up for, but no more than a tenth of a second's worth: after a pause nothing bursts. For one
 * thread.
 */
final class Pace {

    private static final double MOST_OWED_SECONDS = 0.1;

    private long lastNanos;
    private double owed = 1;

    Pace(long nowNanos) {
        lastNanos = nowNanos;
    }

    /** How many records are due now. */
    int due(double perSecond, long nowNanos) {
        owed += (nowNanos - lastNanos) / 1e9 * perSecond;
        lastNanos = nowNanos;
        owed = Math.min(owed, Math.max(1, perSecond * MOST_OWED_SECONDS));
        int whole = (int) owed;
        owed -= whole;
        return whole;
    }

    /** Nanoseconds until one is due, at most a twentieth of a second: the rate may change meanwhile. */
    long untilNext(double perSecond) {
        long most = 50_000_000L;
        return perSecond <= 0 ? most : Math.clamp((long) ((1 - owed) / perSecond * 1e9), 1_000_000L, most);
    }
}
