package dev.vitrine.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.metadata.BrokerSettings;
import dev.vitrine.engine.time.Clock;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class CrewTest {

    private static final int MANY = Math.max(2, Runtime.getRuntime().availableProcessors()) + 3;

    private final Crew crew = new Crew(Clock.system());

    @AfterEach
    void close() {
        crew.close();
    }

    private void set(int broker, String key, int threads) {
        crew.staff(broker, BrokerSettings.of(Map.of(key, Integer.toString(threads))));
    }

    /** Tasks that wait for each other come to an end only where all of them run at once. */
    private static boolean runAtOnce(ExecutorService pool, int tasks) throws InterruptedException {
        CountDownLatch met = new CountDownLatch(tasks);
        CountDownLatch over = new CountDownLatch(1);
        CountDownLatch left = new CountDownLatch(tasks);
        for (int task = 0; task < tasks; task++) {
            pool.execute(() -> {
                met.countDown();
                await(over);
                left.countDown();
            });
        }
        try {
            return met.await(300, TimeUnit.MILLISECONDS);
        } finally {
            over.countDown();
            left.await();
        }
    }

    /** Threads that are too many end when they have nothing to do. */
    private void awaitWorkers(int threads) {
        while (((ThreadPoolExecutor) crew.workers()).getPoolSize() > threads) {
            Thread.onSpinWait();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void as_many_tasks_run_at_once_as_a_broker_has_io_threads_and_no_more_when_it_has_fewer_again() throws InterruptedException {
        assertThat(runAtOnce(crew.workers(), MANY)).isFalse();
        set(1, "num.io.threads", MANY);
        assertThat(runAtOnce(crew.workers(), MANY)).isTrue();
        set(1, "num.io.threads", 1);
        awaitWorkers(1);
        assertThat(runAtOnce(crew.workers(), 2)).isFalse();
        crew.staff(1, BrokerSettings.of(Map.of()));
        assertThat(runAtOnce(crew.workers(), 2)).as("as many as there were").isTrue();
    }

    @Test
    void so_do_those_that_wait_for_the_disk_as_it_has_background_threads() throws InterruptedException {
        assertThat(runAtOnce(crew.disk(), 7)).isFalse();
        set(1, "background.threads", 7);
        assertThat(runAtOnce(crew.disk(), 7)).isTrue();
    }

    @Test
    void of_several_brokers_the_one_that_asks_for_most_is_heard_as_long_as_it_is_there() throws InterruptedException {
        set(1, "num.io.threads", MANY);
        set(2, "num.io.threads", 1);
        assertThat(runAtOnce(crew.workers(), MANY)).isTrue();
        crew.leaves(1);
        awaitWorkers(1);
        assertThat(runAtOnce(crew.workers(), 2)).isFalse();
    }
}
