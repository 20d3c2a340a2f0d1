package dev.vitrine.engine.time;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * How long threads worked for something, over all the threads that it passes: a {@link Mailbox} remembers for whom it was given a task. Measured
 * where somebody wants to know; nobody else pays for it.
 */
public final class Effort {

    /** For whom this thread works now. It goes along with the work instead of through the signature of everything that works. */
    private static final ThreadLocal<Effort> WORKING_FOR = new ThreadLocal<>();

    private final Clock clock;
    private final AtomicLong nanos = new AtomicLong();

    public Effort(Clock clock) {
        this.clock = clock;
    }

    /** Time spent so far. */
    public long nanos() {
        return nanos.get();
    }

    public <T> T spend(Supplier<T> work) {
        Effort before = WORKING_FOR.get();
        if (before == this) {
            return work.get();
        }
        WORKING_FOR.set(this);
        long start = clock.nanos();
        try {
            return work.get();
        } finally {
            nanos.addAndGet(clock.nanos() - start);
            restore(before);
        }
    }

    private static void restore(Effort before) {
        if (before == null) {
            WORKING_FOR.remove();
        } else {
            WORKING_FOR.set(before);
        }
    }

    private Runnable spending(Runnable task) {
        return () -> spend(() -> {
            task.run();
            return null;
        });
    }

    /** {@code pool}, with all that is done there measured here, whoever gives it to it. */
    public Executor on(Executor pool) {
        return task -> pool.execute(spending(task));
    }

    /** {@code task}, measured for whom the calling thread works; as it is where that is nobody. */
    static Runnable handedOn(Runnable task) {
        Effort effort = WORKING_FOR.get();
        return effort == null ? task : effort.spending(task);
    }
}
