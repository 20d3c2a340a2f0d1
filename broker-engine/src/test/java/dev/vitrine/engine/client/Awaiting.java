package dev.vitrine.engine.client;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what another process or thread brings about. */
public final class Awaiting {

    private static final long BETWEEN_LOOKS = Duration.ofMillis(20).toNanos();

    private Awaiting() {
    }

    /** Returns as soon as the condition holds. @throws AssertionError with the state where it doesn't within the limit */
    public static void until(Duration limit, BooleanSupplier condition, Supplier<String> state) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + limit + ": " + state.get());
            }
            LockSupport.parkNanos(BETWEEN_LOOKS);
        }
    }
}
