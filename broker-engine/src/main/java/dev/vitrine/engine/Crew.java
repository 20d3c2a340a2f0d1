package dev.vitrine.engine;

import dev.vitrine.engine.time.Clock;
import dev.vitrine.engine.time.TimingWheel;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads of an engine, all of them daemons: workers run the mailboxes, the disk's threads do what may wait for the disk, one thread keeps
 * the timers. (The event loops belong to the network.)
 */
final class Crew implements AutoCloseable {

    private static final int DISK_THREADS = 4;

    private final ExecutorService workers;
    private final ExecutorService disk;
    private final TimingWheel timers;

    Crew(Clock clock) {
        this.workers = pool("vitrine-work", Math.max(2, Runtime.getRuntime().availableProcessors()));
        this.disk = pool("vitrine-disk", DISK_THREADS);
        this.timers = new TimingWheel("vitrine-time", clock, workers);
    }

    private static ExecutorService pool(String name, int threads) {
        AtomicInteger number = new AtomicInteger();
        return Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    ExecutorService workers() {
        return workers;
    }

    ExecutorService disk() {
        return disk;
    }

    TimingWheel timers() {
        return timers;
    }

    /** Lets what has begun come to its end. */
    @Override
    public void close() {
        timers.close();
        workers.shutdown();
        disk.shutdown();
        awaitEnd(workers);
        awaitEnd(disk);
    }

    private static void awaitEnd(ExecutorService pool) {
        try {
            pool.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException hurried) {
            pool.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
