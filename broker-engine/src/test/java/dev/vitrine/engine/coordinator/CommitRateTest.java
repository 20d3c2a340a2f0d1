package dev.vitrine.engine.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.coordinator.Register.Put;
import dev.vitrine.engine.io.RealDisk;
import dev.vitrine.engine.offsets.MapDbView;
import dev.vitrine.engine.time.Clock;
import dev.vitrine.engine.time.Mailbox;
import dev.vitrine.engine.time.TimingWheel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real threads, real timers, a real MapDB file; only the log is in memory. */
class CommitRateTest {

    private static final int COMMITS = 200_000;
    private static final int IN_FLIGHT = 500;
    private static final int GROUPS_TIMES_PARTITIONS = 2_000;

    @TempDir
    Path folder;

    @Test
    void with_the_view_behind_it_a_shard_takes_thousands_of_commits_a_second() throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        TimingWheel wheel = new TimingWheel("rate-timers", Clock.system(), pool);
        FakeLog log = new FakeLog(new Mailbox("shard", pool));
        MapDbView view = new MapDbView(folder.resolve("coordinator-view.db"), new RealDisk(), pool, wheel, event -> {});
        CoordinatorRuntime<Register, Put> runtime = new CoordinatorRuntime<>("offsets-0", log, Register.type(),
                new Surroundings(Clock.system(), wheel, view, event -> {}, RuntimeOptions.DEFAULT));
        runtime.load().toCompletableFuture().join();

        long from = System.nanoTime();
        commit(runtime);
        double perSecond = COMMITS / ((System.nanoTime() - from) / 1e9);
        runtime.close().toCompletableFuture().join();
        from = System.nanoTime();
        view.close();
        long closeMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - from);
        wheel.close();
        pool.shutdown();

        System.out.printf("%,.0f commits a second in %,d appends; the view closed in %d ms%n", perSecond, log.batchSizes.size(), closeMs);
        assertThat(folder.resolve("coordinator-view.db.clean")).exists();
        assertThat(perSecond).as("on a machine that has other work too").isGreaterThan(4_000);
    }

    private static void commit(CoordinatorRuntime<Register, Put> runtime) throws InterruptedException {
        Semaphore inFlight = new Semaphore(IN_FLIGHT);
        CountDownLatch done = new CountDownLatch(COMMITS);
        for (int i = 0; i < COMMITS; i++) {
            Put put = new Put("some-group some-topic " + i % GROUPS_TIMES_PARTITIONS, "offset " + i);
            inFlight.acquire();
            runtime.<String>write(to -> (register, now) -> Register.outcome(List.of(put), List.of(Register.answer(to, "ok"))), Errors::name)
                    .thenAccept(said -> {
                        inFlight.release();
                        done.countDown();
                    });
        }
        assertThat(done.await(120, TimeUnit.SECONDS)).isTrue();
    }
}
