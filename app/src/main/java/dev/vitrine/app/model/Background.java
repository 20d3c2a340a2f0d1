package dev.vitrine.app.model;

import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Does work off the toolkit's thread and brings the outcome back onto it. */
public final class Background implements AutoCloseable {

    private final ExecutorService workers = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("background-", 0).factory());
    private final Executor toolkit;

    /** @param toolkit runs something on the toolkit's thread: {@code Platform::runLater}; in plain tests {@code Runnable::run} */
    public Background(Executor toolkit) {
        this.toolkit = toolkit;
    }

    /**
     * Starts the work at once.
     *
     * @param work   may block; an interrupt means that nobody waits for it any more
     * @param done   on the toolkit's thread, with the outcome
     * @param failed on the toolkit's thread, with what the work threw
     */
    public <T> Job run(Callable<T> work, Consumer<? super T> done, Consumer<? super Throwable> failed) {
        if (workers.isShutdown()) {
            return () -> { };
        }
        AtomicBoolean wanted = new AtomicBoolean(true);
        Future<?> running = workers.submit(() -> {
            Runnable outcome = attempt(work, done, failed);
            toolkit.execute(() -> {
                if (wanted.getAndSet(false)) {
                    outcome.run();
                }
            });
        });
        return () -> {
            wanted.set(false);
            running.cancel(true);
        };
    }

    private static <T> Runnable attempt(Callable<T> work, Consumer<? super T> done, Consumer<? super Throwable> failed) {
        try {
            T outcome = work.call();
            return () -> done.accept(outcome);
        } catch (Exception | LinkageError e) {
            return () -> failed.accept(e);
        }
    }

    /** Interrupts what is still running; outcomes that come later are dropped by the toolkit, and what is asked for later is not begun. */
    @Override
    public void close() {
        workers.shutdownNow();
    }

    /** Work under way. */
    @FunctionalInterface
    public interface Job {

        /** Nobody wants the outcome any more: neither callback will be called. For the toolkit's thread. */
        void cancel();
    }
}
