package dev.vitrine.engine;

import dev.vitrine.engine.metadata.BrokerSettings;
import dev.vitrine.engine.time.Clock;
import dev.vitrine.engine.time.SharedThreads;
import dev.vitrine.engine.time.TimingWheel;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads of an engine, all of them daemons: workers run the mailboxes, the disk's threads do what may wait for the disk, one thread keeps
 * the timers. (The event loops belong to the network.)
 *
 * <p>There are as many workers as processors, unless a broker is told how many it is to have: {@code num.io.threads} for the workers,
 * {@code background.threads} for the disk's, at the start or while it runs. Brokers of one engine share them: the largest number counts.
 */
final class Crew implements AutoCloseable {

    private static final int DISK_THREADS = 4;

    private final ThreadPoolExecutor workers;
    private final ThreadPoolExecutor disk;
    private final SharedThreads workersAsked;
    private final SharedThreads diskAsked;
    private final TimingWheel timers;

    Crew(Clock clock) {
        this.workers = pool("vitrine-work", ownWorkers());
        this.disk = pool("vitrine-disk", DISK_THREADS);
        this.workersAsked = new SharedThreads(ownWorkers(), threads -> resize(workers, threads));
        this.diskAsked = new SharedThreads(DISK_THREADS, threads -> resize(disk, threads));
        this.timers = new TimingWheel("vitrine-time", clock, workers);
    }

    private static int ownWorkers() {
        return Math.max(2, Runtime.getRuntime().availableProcessors());
    }

    private static ThreadPoolExecutor pool(String name, int threads) {
        AtomicInteger number = new AtomicInteger();
        return new ThreadPoolExecutor(threads, threads, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Takes in how many threads a broker is to have; those that are too many end with what they are doing. */
    void staff(int broker, BrokerSettings settings) {
        workersAsked.ask(broker, settings.givenInt("num.io.threads"));
        diskAsked.ask(broker, settings.givenInt("background.threads"));
    }

    /** A broker that has gone asks for none. */
    void leaves(int broker) {
        workersAsked.ask(broker, OptionalInt.empty());
        diskAsked.ask(broker, OptionalInt.empty());
    }

    private static void resize(ThreadPoolExecutor pool, int threads) {
        pool.setMaximumPoolSize(Math.max(threads, pool.getCorePoolSize()));
        pool.setCorePoolSize(threads);
        pool.setMaximumPoolSize(threads);
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
