package dev.vitrine.engine.time;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs its tasks one at a time, in the order they were posted, on whatever thread of the pool is free: the single writer of a partition or a
 * coordinator shard. What one task wrote, the next one sees.
 *
 * <p>A turn is bounded, so that a busy mailbox does not keep a thread from the others.
 */
public final class Mailbox implements Executor {

    private static final Logger LOG = LoggerFactory.getLogger(Mailbox.class);
    private static final int TASKS_PER_TURN = 64;

    private final String name;
    private final Executor pool;
    private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();

    public Mailbox(String name, Executor pool) {
        this.name = name;
        this.pool = pool;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(Effort.handedOn(task));
        if (waiting.getAndIncrement() == 0) {
            pool.execute(this::turn);
        }
    }

    private void turn() {
        int remaining;
        int done = 0;
        do {
            run(tasks.poll());
            remaining = waiting.decrementAndGet();
            done++;
        } while (remaining > 0 && done < TASKS_PER_TURN);
        if (remaining > 0) {
            pool.execute(this::turn);
        }
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable failure) {
            LOG.error("A task of mailbox {} failed", name, failure);
        }
    }

    @Override
    public String toString() {
        return "Mailbox[" + name + "]";
    }
}
