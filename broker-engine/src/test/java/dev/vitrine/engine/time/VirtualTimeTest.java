package dev.vitrine.engine.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {

    private final VirtualTime time = new VirtualTime(5_000);
    private final List<String> ran = new ArrayList<>();

    @Test
    void time_stands_still_until_it_is_moved() {
        assertThat(time.millis()).isEqualTo(5_000);
        time.advance(250);
        assertThat(time.millis()).isEqualTo(5_250);
        assertThat(time.nanos()).isEqualTo(250_000_000);
    }

    @Test
    void tasks_run_by_deadline_and_then_in_the_order_they_were_scheduled() {
        time.schedule(20, () -> ran.add("20 first"));
        time.schedule(10, () -> ran.add("10"));
        time.schedule(20, () -> ran.add("20 second"));
        time.schedule(-5, () -> ran.add("now"));

        assertThat(ran).isEmpty();
        time.advance(19);
        assertThat(ran).containsExactly("now", "10");
        time.advance(1);
        assertThat(ran).containsExactly("now", "10", "20 first", "20 second");
    }

    @Test
    void a_task_sees_the_time_it_was_due_at_and_what_it_schedules_falls_due_on_the_way() {
        time.schedule(10, () -> time.schedule(10, () -> ran.add("at " + time.millis())));

        time.advance(100);

        assertThat(ran).containsExactly("at 5020");
        assertThat(time.millis()).isEqualTo(5_100);
    }

    @Test
    void a_cancelled_task_never_runs_and_a_task_that_ran_cannot_be_cancelled() {
        Scheduler.Timer cancelled = time.schedule(10, () -> ran.add("cancelled"));
        Scheduler.Timer kept = time.schedule(10, () -> ran.add("kept"));

        assertThat(cancelled.cancel()).isTrue();
        time.advance(10);
        assertThat(ran).containsExactly("kept");
        assertThat(cancelled.cancel()).isFalse();
        assertThat(kept.cancel()).isFalse();
    }

    @Test
    void a_mailbox_on_virtual_time_runs_at_the_present_instant_in_order() {
        Mailbox one = new Mailbox("one", time.executor());
        Mailbox two = new Mailbox("two", time.executor());
        one.execute(() -> {
            ran.add("one");
            two.execute(() -> ran.add("two from one"));
            one.execute(() -> ran.add("one again"));
        });
        two.execute(() -> ran.add("two"));

        time.settle();

        assertThat(ran).containsExactly("one", "one again", "two", "two from one");
        assertThat(time.millis()).isEqualTo(5_000);
    }

    @Test
    void the_next_task_can_be_stepped_to() {
        time.schedule(70, () -> ran.add("70"));

        assertThat(time.untilNext()).hasValue(70);
        assertThat(time.runNext()).isTrue();
        assertThat(time.millis()).isEqualTo(5_070);
        assertThat(time.runNext()).isFalse();
    }

    @Test
    void what_goes_round_in_a_circle_is_told_so() {
        time.schedule(0, this::again);

        assertThatThrownBy(time::settle).isInstanceOf(IllegalStateException.class).hasMessageContaining("Time stands still");
    }

    @Test
    void a_delay_beyond_all_time_is_never() {
        time.schedule(Long.MAX_VALUE, () -> ran.add("never"));
        time.advance(1L << 50);

        assertThat(ran).isEmpty();
    }

    @Test
    void after_closing_nothing_runs() {
        time.schedule(1, () -> ran.add("before"));
        time.close();
        time.schedule(1, () -> ran.add("after"));
        time.advance(10);

        assertThat(ran).isEmpty();
    }

    private void again() {
        time.schedule(0, this::again);
    }
}
