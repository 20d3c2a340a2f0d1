package dev.vitrine.engine.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class GateTest {

    private final VirtualTime time = new VirtualTime(0);
    private final Gate gate = new Gate();
    private final Executor pool = gate.through(time.executor());
    private final Scheduler timers = gate.through(time, time.executor());
    private final List<String> ran = new ArrayList<>();

    @Test
    void while_it_is_open_all_runs_in_order() {
        pool.execute(() -> ran.add("a"));
        timers.schedule(10, () -> ran.add("c"));
        pool.execute(() -> ran.add("b"));
        time.advance(10);

        assertThat(ran).containsExactly("a", "b", "c");
    }

    @Test
    void while_it_is_held_nothing_runs_and_afterwards_all_of_it_in_its_order() {
        pool.execute(() -> ran.add("a"));
        gate.hold();
        timers.schedule(10, () -> ran.add("c"));
        pool.execute(() -> ran.add("b"));
        time.advance(1_000);
        assertThat(ran).isEmpty();

        gate.release();
        pool.execute(() -> ran.add("d"));
        time.settle();

        assertThat(ran).containsExactly("a", "b", "c", "d");
    }

    @Test
    void a_timer_that_fell_due_while_it_was_held_can_still_be_cancelled() {
        gate.hold();
        Scheduler.Timer timer = timers.schedule(10, () -> ran.add("never"));
        time.advance(20);

        assertThat(timer.cancel()).isTrue();
        assertThat(timer.cancel()).isFalse();
        gate.release();
        time.settle();
        assertThat(ran).isEmpty();
    }

    @Test
    void once_it_is_shut_nothing_runs_any_more() {
        pool.execute(() -> ran.add("a"));
        gate.hold();
        pool.execute(() -> ran.add("b"));
        time.settle();
        CompletableFuture<Void> still = gate.shut().toCompletableFuture();
        gate.release();
        pool.execute(() -> ran.add("c"));
        time.advance(1_000);

        assertThat(ran).isEmpty();
        assertThat(still).isCompleted();
    }

    @Test
    void what_is_asked_while_it_is_open_is_done_here_and_now_and_counts_as_running() {
        CompletableFuture<Void> still = new CompletableFuture<>();

        CompletableFuture<String> answer = gate.ask(time.executor(), () -> {
            gate.shut().thenRun(() -> still.complete(null));
            assertThat(still).isNotDone(); // who kills waits for it
            return CompletableFuture.completedStage("done");
        }).toCompletableFuture();

        assertThat(answer).isCompletedWithValue("done");
        assertThat(still).isDone();
    }

    @Test
    void what_is_asked_while_it_is_held_is_answered_afterwards_also_with_a_failure() {
        gate.hold();
        CompletableFuture<String> answer = gate.ask(time.executor(), () -> CompletableFuture.completedStage("done")).toCompletableFuture();
        CompletableFuture<String> failing = gate.<String>ask(time.executor(), () -> {
            throw new IllegalStateException("no");
        }).toCompletableFuture();
        time.advance(1_000);
        assertThat(answer).isNotDone();

        gate.release();
        time.settle();

        assertThat(answer).isCompletedWithValue("done");
        assertThat(failing).isCompletedExceptionally();
    }

    @Test
    void once_it_is_shut_nobody_is_answered_any_more() {
        gate.shut();

        CompletableFuture<String> answer = gate.ask(time.executor(), () -> CompletableFuture.completedStage("never")).toCompletableFuture();
        time.advance(1_000);

        assertThat(answer).isNotDone();
    }

    @Test
    void who_shuts_it_learns_when_what_ran_has_ended() throws InterruptedException {
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch mayEnd = new CountDownLatch(1);
            gate.through(threads).execute(() -> {
                begun.countDown();
                await(mayEnd);
            });
            assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();

            CompletableFuture<Void> still = gate.shut().toCompletableFuture();
            assertThat(still).isNotDone();
            mayEnd.countDown();

            assertThat(still).succeedsWithin(60, TimeUnit.SECONDS);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
