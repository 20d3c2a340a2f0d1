package dev.vitrine.app.model.theatre;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.app.testing.ScriptedSource;
import dev.vitrine.engine.Engine;
import org.junit.jupiter.api.Test;

class SlowMotionTest {

    private final ScriptedSource cluster = new ScriptedSource(() -> 1_000).topic("orders", 1);

    private SlowMotion.Note note(long step, long longest) {
        return new SlowMotion(step, (_, _) -> longest).note(cluster.now());
    }

    @Test
    void real_time_needs_no_note() {
        assertThat(note(0, 100).text()).isEmpty();
        assertThat(note(0, 100).capped()).isFalse();
    }

    @Test
    void a_step_within_all_time_outs_is_safe_up_to_the_tightest() {
        cluster.join("billing", "m", "billing-1", "orders");

        assertThat(note(2_000, 3_300)).isEqualTo(new SlowMotion.Note("up to 3.3 s is safe",
                "Nobody’s time-out fires. billing-1 in billing has a session timeout of 45 s and a rebalance timeout of 5 min: a step may take 3.3 s there, no more.", false));
    }

    @Test
    void a_step_beyond_a_time_out_is_warned_of_with_the_group_that_allows_no_more() {
        cluster.join("billing", "m", "billing-1", "orders");

        assertThat(note(5_000, 3_300)).satisfies(note -> {
            assertThat(note.capped()).isTrue();
            assertThat(note.text()).isEqualTo("billing: 3.3 s at most");
        });
    }

    @Test
    void the_limits_are_the_engines() {
        assertThat(Engine.longestStep(45_000, 300_000)).isEqualTo(10_000);
        assertThat(Engine.longestStep(6_000, 300_000)).isEqualTo(2_000);
    }

    @Test
    void without_members_nothing_is_promised() {
        assertThat(note(2_000, 3_300).text()).isEqualTo("2 s a step");
    }
}
