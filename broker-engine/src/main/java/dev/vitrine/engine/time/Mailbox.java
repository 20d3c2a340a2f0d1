package dev.vitrine.engine.time;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
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

    /** Does {@code work} in a turn of its own. @return what it returns, or throws */
    public <T> CompletionStage<T> call(Supplier<T> work) {
        return ask(() -> CompletableFuture.completedStage(work.get()));
    }

    /** As {@link #call}, of work whose answer comes later. */
    public <T> CompletionStage<T> ask(Supplier<CompletionStage<T>> work) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        execute(() -> {
            try {
                work.get().whenComplete((result, failure) -> {
                    if (failure == null) {
                        answer.complete(result);
                    } else {
                        answer.completeExceptionally(failure);
                    }
                });
            } catch (RuntimeException failure) {
                answer.completeExceptionally(failure);
                throw failure;
            }
        });
        return answer;
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
