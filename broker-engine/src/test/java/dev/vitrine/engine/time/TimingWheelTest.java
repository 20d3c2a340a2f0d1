package dev.vitrine.engine.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TimingWheelTest {

    private final ExecutorService pool = Executors.newFixedThreadPool(2);
    private final AtomicInteger clockReadings = new AtomicInteger();
    private final TimingWheel wheel = new TimingWheel("wheel-test", countingClock(), pool);

    @AfterEach
    void stop() {
        wheel.close();
        pool.shutdownNow();
    }

    @Test
    void a_task_never_runs_early() throws InterruptedException {
        int tasks = 300;
        CountDownLatch ran = new CountDownLatch(tasks);
        AtomicLong earliest = new AtomicLong(Long.MAX_VALUE);
        for (int i = 0; i < tasks; i++) {
            long delay = ThreadLocalRandom.current().nextLong(1, 200);
            long from = System.nanoTime();
            wheel.schedule(delay, () -> {
                long late = System.nanoTime() - from - TimeUnit.MILLISECONDS.toNanos(delay);
                earliest.accumulateAndGet(late, Math::min);
                ran.countDown();
            });
        }

        assertThat(ran.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(earliest.get()).isNotNegative();
    }

    @Test
    void a_task_without_delay_runs_on_the_pool() throws InterruptedException {
        CountDownLatch ran = new CountDownLatch(1);
        List<Thread> ranOn = new ArrayList<>();
        wheel.schedule(0, () -> {
            ranOn.add(Thread.currentThread());
            ran.countDown();
        });

        assertThat(ran.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(ranOn.getFirst()).isNotSameAs(Thread.currentThread());
    }

    @Test
    void a_later_timer_does_not_delay_a_sooner_one() throws InterruptedException {
        CountDownLatch ran = new CountDownLatch(1);
        wheel.schedule(3_600_000, () -> {});
        wheel.schedule(5, ran::countDown);

        assertThat(ran.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void a_cancelled_task_never_runs() throws InterruptedException {
        CountDownLatch fence = new CountDownLatch(1);
        AtomicInteger ran = new AtomicInteger();
        List<Scheduler.Timer> timers = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            timers.add(wheel.schedule(50 + i % 50, ran::incrementAndGet));
        }
        int cancelled = (int) timers.stream().filter(Scheduler.Timer::cancel).count();
        wheel.schedule(150, () -> wheel.schedule(1, fence::countDown));

        assertThat(fence.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(ran.get() + cancelled).isEqualTo(1_000);
        assertThat(timers).noneMatch(Scheduler.Timer::cancel);
    }

    @Test
    void a_task_that_fails_does_not_stop_the_others() throws InterruptedException {
        CountDownLatch ran = new CountDownLatch(1);
        wheel.schedule(1, () -> {
            throw new IllegalStateException("on purpose");
        });
        wheel.schedule(10, ran::countDown);

        assertThat(ran.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void it_does_not_tick_while_it_waits() throws InterruptedException {
        CountDownLatch ran = new CountDownLatch(1);
        wheel.schedule(400, ran::countDown);
        assertThat(ran.await(60, TimeUnit.SECONDS)).isTrue();

        assertThat(clockReadings.get()).as("a wheel that ticks each millisecond would read the clock hundreds of times").isLessThan(40);
    }

    @Test
    void a_hundred_thousand_timers_started_and_cancelled_by_many_threads_all_balance() throws InterruptedException {
        int perThread = 25_000;
        AtomicInteger settled = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(4 * perThread);
        for (int t = 0; t < 4; t++) {
            Thread.ofPlatform().daemon().start(() -> {
                for (int i = 0; i < perThread; i++) {
                    Scheduler.Timer timer = wheel.schedule(1 + i % 300, () -> {
                        settled.incrementAndGet();
                        done.countDown();
                    });
                    if (i % 2 == 0 && timer.cancel()) {
                        settled.incrementAndGet();
                        done.countDown();
                    }
                }
            });
        }

        assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(settled.get()).isEqualTo(4 * perThread);
    }

    @Test
    void after_closing_nothing_is_scheduled_any_more() {
        wheel.close();

        Scheduler.Timer timer = wheel.schedule(1, () -> {});
        assertThat(timer.cancel()).as("it had not started, and never will").isTrue();
    }

    private Clock countingClock() {
        Clock system = Clock.system();
        return new Clock() {
            @Override
            public long millis() {
                return system.millis();
            }

            @Override
            public long nanos() {
                clockReadings.incrementAndGet();
                return system.nanos();
            }
        };
    }
}
