package dev.vitrine.app.model.microscope;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DepthMotionTest {

    private final DepthMotion motion = new DepthMotion();

    private double at(long millis) {
        return motion.step(millis * 1_000_000L + 1, false);
    }

    @Test
    void the_tables_come_up_softly_and_go_the_same_way() {
        motion.towards(true);
        assertThat(at(0)).isZero();
        double early = at(60);
        double middle = at(130);
        assertThat(early).isBetween(0.05, 0.3);
        assertThat(middle).isBetween(0.4, 0.6);
        at(200);
        assertThat(at(300)).isEqualTo(1);
        motion.towards(false);
        at(1_000);
        at(1_090);
        assertThat(at(1_130)).isBetween(0.4, 0.6);
    }

    @Test
    void who_turns_round_on_the_way_goes_on_from_there() {
        motion.towards(true);
        at(0);
        at(90);
        double there = at(130);
        motion.towards(false);
        assertThat(at(140)).isEqualTo(there);
        assertThat(at(180)).isLessThan(there);
    }

    @Test
    void without_motion_they_are_there_at_once() {
        motion.towards(true);
        assertThat(motion.step(1, true)).isEqualTo(1);
    }
}
