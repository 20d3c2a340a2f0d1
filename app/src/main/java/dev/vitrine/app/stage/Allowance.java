package dev.vitrine.app.stage;

import java.util.function.LongSupplier;

/** How long one frame may spend on making nodes. What doesn't fit is made in the next frame: nobody waits. */
final class Allowance {

    private static final long NANOS = 6_000_000;

    private final LongSupplier clock;
    private long until;
    private boolean spent;
    private boolean refused;

    /** @param clock nanoseconds */
    Allowance(LongSupplier clock) {
        this.clock = clock;
    }

    /** A new frame. */
    void renew() {
        until = clock.getAsLong() + NANOS;
        spent = false;
        refused = false;
    }

    /** Whether one more may be made. The first of a frame always may, or a slow machine would make none. */
    boolean take() {
        boolean granted = !spent || clock.getAsLong() < until;
        spent = true;
        refused |= !granted;
        return granted;
    }

    /** Whether something had to be left for the next frame. */
    boolean refused() {
        return refused;
    }
}
