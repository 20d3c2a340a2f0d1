package dev.vitrine.engine.replica;

import dev.vitrine.engine.time.Clock;

/** Holds work back to so many bytes a second: whoever has moved some is told how long to wait before moving more. Any thread. */
final class Throttle {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_MILLI = 1e6;

    private final Clock clock;
    private double paidUntilNanos = Double.NEGATIVE_INFINITY;

    Throttle(Clock clock) {
        this.clock = clock;
    }

    /** @return milliseconds to wait */
    synchronized long charge(long bytes, double bytesPerSecond) {
        double now = clock.nanos();
        paidUntilNanos = Math.max(paidUntilNanos, now) + bytes / bytesPerSecond * NANOS_PER_SECOND;
        return (long) ((paidUntilNanos - now) / NANOS_PER_MILLI);
    }
}
