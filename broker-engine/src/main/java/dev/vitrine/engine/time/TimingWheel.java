package dev.vitrine.engine.time;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine's timers: ticks of one millisecond, starting and cancelling at constant cost however many wait (every connection, member and
 * long poll has some). One daemon thread sleeps until the next slot that holds something expires; with nothing to wait for it never wakes.
 * Tasks run on the executor, never early, never on that thread. May be used from any thread.
 */
public final class TimingWheel implements Scheduler {

    private static final Logger LOG = LoggerFactory.getLogger(TimingWheel.class);
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    /** Some 34 years: what is longer than this means "never", and must not overflow. */
    private static final long LONGEST_DELAY_MS = 1L << 40;

    private final Clock clock;
    private final Executor executor;
    private final long startNanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition soonerOrClosed = lock.newCondition();
    private final Wheel wheel = new Wheel(0);
    private long sleepsUntil = Long.MAX_VALUE;
    private boolean closed;

    /** @param executor runs the tasks; must not run them on its caller's stack */
    public TimingWheel(String name, Clock clock, Executor executor) {
        this.clock = clock;
        this.executor = executor;
        this.startNanos = clock.nanos();
        Thread.ofPlatform().name(name).daemon().start(this::turn);
    }

    @Override
    public Timer schedule(long delayMs, Runnable task) {
        Waiting waiting = new Waiting(deadline(delayMs), task);
        lock.lock();
        try {
            if (closed) {
                return waiting;
            }
            if (delayMs > 0 && wheel.add(waiting)) {
                wakeIfSooner();
                return waiting;
            }
        } finally {
            lock.unlock();
        }
        hand(waiting);
        return waiting;
    }

    /** The first tick at which {@code delayMs} have wholly passed. */
    private long deadline(long delayMs) {
        long delay = Math.min(Math.max(delayMs, 0), LONGEST_DELAY_MS);
        return delay + Math.ceilDiv(clock.nanos() - startNanos, TICK_NANOS);
    }

    private void wakeIfSooner() {
        if (wheel.nextExpiry().orElseThrow() < sleepsUntil) {
            soonerOrClosed.signal();
        }
    }

    private void turn() {
        try {
            while (true) {
                List<Waiting> due = awaitDue();
                if (due.isEmpty()) {
                    return;
                }
                due.forEach(this::hand);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return empty once closed */
    private List<Waiting> awaitDue() throws InterruptedException {
        List<Waiting> due = new ArrayList<>();
        lock.lockInterruptibly();
        try {
            while (!closed) {
                wheel.advance((clock.nanos() - startNanos) / TICK_NANOS, entry -> due.add((Waiting) entry));
                if (!due.isEmpty()) {
                    return due;
                }
                sleep(wheel.nextExpiry());
            }
            return List.of();
        } finally {
            lock.unlock();
        }
    }

    private void sleep(OptionalLong until) throws InterruptedException {
        if (until.isEmpty()) {
            soonerOrClosed.await();
            return;
        }
        sleepsUntil = until.getAsLong();
        soonerOrClosed.awaitNanos(startNanos + sleepsUntil * TICK_NANOS - clock.nanos());
        sleepsUntil = Long.MAX_VALUE;
    }

    private void hand(Waiting waiting) {
        try {
            executor.execute(waiting);
        } catch (RejectedExecutionException shuttingDown) {
            LOG.debug("A timer fired after its executor had been shut down", shuttingDown);
        }
    }

    /** What still waits never runs. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            soonerOrClosed.signal();
        } finally {
            lock.unlock();
        }
    }

    private enum State { WAITING, STARTED, CANCELLED }

    private final class Waiting extends Wheel.Entry implements Timer, Runnable {

        private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
        private final Runnable task;

        Waiting(long deadline, Runnable task) {
            super(deadline);
            this.task = task;
        }

        @Override
        public void run() {
            if (!state.compareAndSet(State.WAITING, State.STARTED)) {
                return;
            }
            try {
                task.run();
            } catch (RuntimeException | Error failure) {
                LOG.error("A timer's task failed", failure);
            }
        }

        @Override
        public boolean cancel() {
            if (!state.compareAndSet(State.WAITING, State.CANCELLED)) {
                return false;
            }
            lock.lock();
            try {
                wheel.remove(this);
            } finally {
                lock.unlock();
            }
            return true;
        }
    }
}
