package dev.vitrine.engine.time;

/** Where time comes from. */
public interface Clock {

    /** Wall-clock time in milliseconds since the epoch. */
    long millis();

    /** Monotonic time in nanoseconds; only differences mean anything. */
    long nanos();

    /** The machine's clock. */
    static Clock system() {
        return new Clock() {
            @Override
            public long millis() {
                return System.currentTimeMillis();
            }

            @Override
            public long nanos() {
                return System.nanoTime();
            }
        };
    }
}
