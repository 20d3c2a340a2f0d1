package dev.vitrine.engine.time;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Stands between a broker and the threads that it shares with others: all that it does comes through here, so that it can be stopped at an instant as
 * the operating system stops a process.
 *
 * <pre>
 *            hold()                 (as SIGSTOP: what would run waits, time goes on)
 *   OPEN ◄────────────► HELD
 *     │     release()     │         (as SIGCONT)
 *     └──► SHUT ◄─────────┘  shut() (as SIGKILL: what would run never does)
 * </pre>
 */
public final class Gate {

    private enum State { OPEN, HELD, SHUT }

    private record Held(Executor pool, Runnable task) {}

    private final AtomicInteger running = new AtomicInteger();
    private final Queue<Held> waiting = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<Void> still = new CompletableFuture<>();
    private volatile State state = State.OPEN;

    /** A pool whose tasks come through this gate. */
    public Executor through(Executor pool) {
        return task -> pool.execute(() -> run(pool, task));
    }

    /** Timers whose tasks come through this gate. A task that waits at the gate can still be cancelled. */
    public Scheduler through(Scheduler timers, Executor pool) {
        return new Timers(timers, pool);
    }

    /** Whether what comes now may run. */
    public boolean isOpen() {
        return state == State.OPEN;
    }

    public boolean isShut() {
        return state == State.SHUT;
    }

    /** Runs the task on this thread if the gate is open, later on the pool's if it is held. */
    public void run(Executor pool, Runnable task) {
        running.incrementAndGet();
        try {
            if (state == State.OPEN) {
                task.run();
                return;
            }
        } finally {
            ended();
        }
        if (state != State.SHUT) {
            waiting.add(new Held(pool, task));
            letGo(); // it may have been opened meanwhile
        }
    }

    /**
     * Does {@code work} here, if the gate is open; on the pool, once it is, where it is held.
     *
     * @return its answer; none ever comes where the gate is shut before it begins
     */
    public <T> CompletionStage<T> ask(Executor pool, Supplier<CompletionStage<T>> work) {
        running.incrementAndGet();
        try {
            if (state == State.OPEN) {
                return work.get();
            }
        } finally {
            ended();
        }
        CompletableFuture<T> later = new CompletableFuture<>();
        run(pool, () -> answer(later, work));
        return later;
    }

    private static <T> void answer(CompletableFuture<T> later, Supplier<CompletionStage<T>> work) {
        try {
            work.get().whenComplete((result, failure) -> {
                if (failure == null) {
                    later.complete(result);
                } else {
                    later.completeExceptionally(failure);
                }
            });
        } catch (RuntimeException failure) {
            later.completeExceptionally(failure);
        }
    }

    private void ended() {
        if (running.decrementAndGet() == 0 && state == State.SHUT) {
            still.complete(null);
        }
    }

    /** What comes from now on waits. What runs comes to its end. */
    public synchronized void hold() {
        if (state == State.OPEN) {
            state = State.HELD;
        }
    }

    /** What waited runs, and what comes from now on. */
    public synchronized void release() {
        if (state == State.HELD) {
            state = State.OPEN;
        }
        letGo();
    }

    private void letGo() {
        Held next;
        while (state != State.HELD && (next = waiting.poll()) != null) {
            if (state == State.OPEN) {
                through(next.pool()).execute(next.task());
            }
        }
    }

    /** Nothing comes through any more. @return done when what ran has come to its end */
    public synchronized CompletionStage<Void> shut() {
        state = State.SHUT;
        waiting.clear();
        if (running.get() == 0) {
            still.complete(null);
        }
        return still;
    }

    private final class Timers implements Scheduler {

        private final Scheduler timers;
        private final Executor pool;

        Timers(Scheduler timers, Executor pool) {
            this.timers = timers;
            this.pool = pool;
        }

        @Override
        public Timer schedule(long delayMs, Runnable task) {
            AtomicReference<Runnable> waits = new AtomicReference<>(task);
            Timer timer = timers.schedule(delayMs, () -> run(pool, () -> {
                Runnable now = waits.getAndSet(null);
                if (now != null) {
                    now.run();
                }
            }));
            return () -> {
                timer.cancel();
                return waits.getAndSet(null) != null;
            };
        }

        /** The timers are shared: who shuts the gate has ended this one's. */
        @Override
        public void close() {
            // Nothing of its own.
        }
    }
}
