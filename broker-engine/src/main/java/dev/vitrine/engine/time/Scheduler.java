package dev.vitrine.engine.time;

/** Runs tasks later. Tasks must be short: they hop to a {@link Mailbox} for anything that takes time. */
public interface Scheduler extends AutoCloseable {

    /**
     * Runs {@code task} once, {@code delayMs} milliseconds from now or as soon after as may be; at once (but never on the caller's stack)
     * where the delay is not positive.
     */
    Timer schedule(long delayMs, Runnable task);

    @Override
    void close();

    /** A task that waits. */
    interface Timer {

        /** @return true where the task had not started and now never will */
        boolean cancel();
    }
}
