package dev.vitrine.app.model.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LanesTest {

    private static final long FRAME = 16_000_000L;

    private long now = FRAME;

    private void settle(Runnable frame) {
        for (int i = 0; i < 500; i++) {
            now += FRAME;
            frame.run();
        }
    }

    @Test
    void few_records_a_second_are_cells() {
        LaneScale scale = new LaneScale();
        settle(() -> scale.update(350, 2, 3, now));

        assertThat(scale.cells()).isTrue();
        assertThat(scale.pixelsPerRecord()).isEqualTo(17);
    }

    @Test
    void many_are_a_band_with_room_for_ten_seconds_of_them() {
        LaneScale scale = new LaneScale();
        settle(() -> scale.update(350, 8_000, 100, now));

        assertThat(scale.cells()).isFalse();
        assertThat(80_000 * scale.pixelsPerRecord()).isBetween(200.0, 350.0);
    }

    @Test
    void the_scale_shows_the_gap_of_the_group_that_is_furthest_behind() {
        LaneScale scale = new LaneScale();
        settle(() -> scale.update(350, 10, 400_000, now));

        assertThat(400_000 * scale.pixelsPerRecord()).isBetween(150.0, 340.0);
    }

    @Test
    void a_change_of_scale_is_seen_and_ends() {
        LaneScale scale = new LaneScale();
        settle(() -> scale.update(350, 2, 0, now));
        double before = scale.pixelsPerRecord();
        scale.update(350, 8_000, 0, now += FRAME);
        assertThat(scale.pixelsPerRecord()).isLessThan(before).isGreaterThan(1);
        assertThat(scale.moving()).isTrue();

        settle(() -> scale.update(350, 8_000, 0, now));
        assertThat(scale.moving()).isFalse();
    }

    @Test
    void a_log_that_fits_is_shown_from_its_start() {
        LaneWindow window = new LaneWindow();
        settle(() -> window.update(5, 20, 25, now));

        assertThat(window.base()).isEqualTo(5);
        assertThat(window.end()).isEqualTo(20);
    }

    @Test
    void a_longer_log_shows_its_end_and_slides_when_that_comes_near_the_edge() {
        LaneWindow window = new LaneWindow();
        for (long end = 1_000; end < 1_200; end++) {
            long grown = end;
            settle(() -> window.update(0, grown, 20, now));
            assertThat((window.end() - window.base()) / 20).isBetween(0.42, 0.99);
        }
    }

    @Test
    void records_lie_still_while_new_ones_come_behind_them() {
        LaneWindow window = new LaneWindow();
        settle(() -> window.update(0, 1_000, 100, now));
        double base = window.base();
        settle(() -> window.update(0, 1_020, 100, now));

        assertThat(window.base()).isEqualTo(base);
        assertThat(window.end()).isCloseTo(1_020, within(1e-9));
    }

    @Test
    void a_topic_made_anew_begins_at_its_beginning() {
        LaneWindow window = new LaneWindow();
        settle(() -> window.update(0, 1_000, 100, now));
        window.update(0, 3, 100, now += FRAME);

        assertThat(window.base()).isZero();
        assertThat(window.end()).isEqualTo(3);
    }
}
