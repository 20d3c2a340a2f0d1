package dev.vitrine.engine.time;

import java.util.ArrayDeque;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.Executor;

/**
 * Time that stands still until it is told to move: clock, timers and thread pool in one, for tests and simulation. Tasks run on the thread
 * that moves time, by deadline and then in the order they were scheduled; so a run depends on nothing but what is put in. For one thread only.
 *
 * <p>A {@link Mailbox} over {@link #executor()} is part of it: {@code new Mailbox("shard", time.executor())}.
 */
public final class VirtualTime implements Clock, Scheduler {

    /** So many tasks without time moving on: something goes round in a circle. */
    private static final int MOST_TASKS_AT_ONCE = 1_000_000;

    private final PriorityQueue<Entry> agenda = new PriorityQueue<>();
    /** What is to run at the present instant, in order: most of it never waits, and needs no sorting. */
    private final ArrayDeque<Entry> due = new ArrayDeque<>();
    private final long startMillis;
    private long elapsedMs;
    private long scheduled;
    private int ranAtThisTime;
    private boolean closed;

    /** @param startMillis wall-clock time to begin at */
    public VirtualTime(long startMillis) {
        this.startMillis = startMillis;
    }

    @Override
    public long millis() {
        return startMillis + elapsedMs;
    }

    @Override
    public long nanos() {
        return elapsedMs * 1_000_000;
    }

    @Override
    public Timer schedule(long delayMs, Runnable task) {
        long delay = Math.max(delayMs, 0);
        long deadline = delay > Long.MAX_VALUE - elapsedMs ? Long.MAX_VALUE : elapsedMs + delay;
        Entry entry = new Entry(deadline, scheduled++, task);
        if (!closed && deadline == elapsedMs) {
            due.add(entry);
        } else if (!closed) {
            agenda.add(entry);
        }
        return entry;
    }

    /** A thread pool of this time: what it is given runs at the present instant, behind what is due already. */
    public Executor executor() {
        return task -> schedule(0, task);
    }

    /** Runs all that is due now, and what follows from it, without moving time. */
    public void settle() {
        advance(0);
    }

    /** Moves time on by {@code ms} and runs all that falls due on the way. */
    public void advance(long ms) {
        long target = elapsedMs + ms;
        while (next() != null && next().deadline <= target) {
            runNext();
        }
        moveTo(target);
    }

    /**
     * Moves time to the next task and runs it.
     *
     * @return false where there was none
     */
    public boolean runNext() {
        Entry next = next();
        if (next == null) {
            return false;
        }
        if (due.peek() == next) {
            due.poll();
        } else {
            agenda.poll();
        }
        moveTo(next.deadline);
        if (++ranAtThisTime > MOST_TASKS_AT_ONCE) {
            throw new IllegalStateException("Time stands still: " + MOST_TASKS_AT_ONCE + " tasks ran at " + millis() + ", and more are due");
        }
        next.run();
        return true;
    }

    /** Milliseconds until the next task is due; empty where none waits. */
    public OptionalLong untilNext() {
        Entry next = next();
        return next == null ? OptionalLong.empty() : OptionalLong.of(next.deadline - elapsedMs);
    }

    /** The next that has not been cancelled; null where there is none. */
    private Entry next() {
        Entry timer = firstWaiting(agenda);
        Entry now = firstWaiting(due);
        return now == null || timer != null && timer.compareTo(now) < 0 ? timer : now;
    }

    private static Entry firstWaiting(Queue<Entry> line) {
        Entry first = line.peek();
        while (first != null && first.task == null) {
            line.poll();
            first = line.peek();
        }
        return first;
    }

    private void moveTo(long elapsed) {
        if (elapsed > elapsedMs) {
            elapsedMs = elapsed;
            ranAtThisTime = 0;
        }
    }

    /** What still waits never runs. */
    @Override
    public void close() {
        closed = true;
        agenda.clear();
        due.clear();
    }

    /** Cancelled entries stay where they are until they come to the front: searching for them would cost more. */
    private static final class Entry implements Timer, Comparable<Entry> {

        private final long deadline;
        private final long sequence;
        private Runnable task;

        Entry(long deadline, long sequence, Runnable task) {
            this.deadline = deadline;
            this.sequence = sequence;
            this.task = task;
        }

        @Override
        public boolean cancel() {
            boolean waited = task != null;
            task = null;
            return waited;
        }

        @Override
        public int compareTo(Entry other) {
            return deadline != other.deadline ? Long.compare(deadline, other.deadline) : Long.compare(sequence, other.sequence);
        }

        private void run() {
            Runnable now = task;
            task = null;
            now.run();
        }
    }
}
