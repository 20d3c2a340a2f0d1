package dev.vitrine.app.widget;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FramePaceTest {

    private static final long SECOND = 1_000_000_000L;

    private static long framesInTenSeconds(FramePace pace, long pulseNanos) {
        return LongStream.range(0, 10 * SECOND / pulseNanos).filter(pulse -> pace.due(7 + pulse * pulseNanos)).count();
    }

    @Test
    void with_a_graphics_card_each_pulse_is_a_frame() {
        assertThat(framesInTenSeconds(FramePace.of(false), SECOND / 60)).isEqualTo(600);
    }

    @Test
    void drawn_by_the_processor_there_are_thirty_a_second_and_a_few_whatever_the_time_between_pulses() {
        for (long perSecond : new long[] {60, 55, 50, 48, 40, 37, 75}) {
            assertThat(framesInTenSeconds(FramePace.of(true), SECOND / perSecond)).as("of %d pulses a second", perSecond).isBetween(300L, 345L);
        }
    }

    @Test
    void where_pulses_come_seldom_each_is_a_frame() {
        assertThat(framesInTenSeconds(FramePace.of(true), SECOND / 20)).isEqualTo(200);
    }

    @Test
    void there_may_be_fewer() {
        assertThat(framesInTenSeconds(FramePace.every(100), SECOND / 60)).isBetween(98L, 105L);
    }

    @Test
    void after_a_long_pause_frames_do_not_come_one_upon_the_other() {
        FramePace pace = FramePace.of(true);
        assertThat(pace.due(0)).isTrue();
        assertThat(pace.due(5 * SECOND)).isTrue();

        assertThat(LongStream.rangeClosed(1, 6).filter(pulse -> pace.due(5 * SECOND + pulse * SECOND / 60)).count()).isBetween(3L, 4L);
    }
}
