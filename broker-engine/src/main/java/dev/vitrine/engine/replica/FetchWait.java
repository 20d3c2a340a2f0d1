package dev.vitrine.engine.replica;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A fetch that waits for enough bytes. Partitions push how much became visible, so nobody reads the log to find out; whoever brings the
 * last byte, the timer, or a partition that goes away sets it off, once.
 */
public final class FetchWait implements Watcher {

    private final Isolation isolation;
    private final AtomicLong missing;
    private final Runnable whenDone;
    private final AtomicBoolean done = new AtomicBoolean();

    /** @param missingBytes bytes still needed for the fetch's {@code MinBytes} */
    public FetchWait(Isolation isolation, long missingBytes, Runnable whenDone) {
        this.isolation = isolation;
        this.missing = new AtomicLong(missingBytes);
        this.whenDone = whenDone;
    }

    @Override
    public Isolation isolation() {
        return isolation;
    }

    @Override
    public void arrived(int bytes) {
        if (missing.addAndGet(-bytes) <= 0) {
            finish();
        }
    }

    @Override
    public void changed() {
        finish();
    }

    /** Ends the waiting, however much there is. */
    public void finish() {
        if (done.compareAndSet(false, true)) {
            whenDone.run();
        }
    }
}
