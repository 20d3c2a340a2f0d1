package dev.vitrine.app.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.app.model.stage.Density;
import dev.vitrine.app.model.stage.EndMeter.Ends;
import dev.vitrine.app.model.stage.LaneScale;
import dev.vitrine.app.model.stage.LaneWindow;
import dev.vitrine.app.model.stage.Picture.Lane;
import dev.vitrine.app.model.stage.Picture.Mark;
import dev.vitrine.app.model.stage.Rack;
import dev.vitrine.app.model.stage.TopicMotion;
import dev.vitrine.app.stage.LaneLook.Track;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LaneLookTest {

    private static final TopicPartition ID = new TopicPartition("orders", 3);
    private static final Track TRACK = new Track(52, 400, 60, Density.DENSE, Rack.NONE);
    private static final double ROOM = 270;

    private final LaneScale scale = new LaneScale();
    private final LaneWindow window = new LaneWindow();
    private long now = 1_000_000_000L;

    /** As it is after a while of so many records a second. */
    private LaneLook look(long end, double perSecond, List<Mark> marks, String rate) {
        for (int frame = 0; frame < 200; frame++) {
            now += 33_000_000L;
            scale.update(ROOM, perSecond, 0, now);
            window.update(0, end, ROOM / scale.pixelsPerRecord(), now);
        }
        return LaneLook.of(new Lane(ID, marks, List.of()), new Ends(0, end, end), window, scale, TRACK, rate);
    }

    @Test
    void where_nothing_comes_in_a_lane_looks_as_it_did() {
        LaneLook before = look(1_000, 500, List.of(), "500/s");

        assertThat(look(1_000, 500, List.of(), "500/s")).isEqualTo(before);
    }

    @Test
    void a_record_more_is_seen_even_where_the_needle_stays_in_its_pixel() {
        LaneLook before = look(1_000, 500, List.of(), "500/s");

        LaneLook after = look(1_001, 500, List.of(), "500/s");
        assertThat(after.needle()).isEqualTo(before.needle());
        assertThat(after).isNotEqualTo(before);
    }

    @Test
    void another_rate_and_another_position_of_a_group_are_seen() {
        LaneLook before = look(20, 1, List.of(new Mark("g", 0, 12, true)), "1.0/s");

        assertThat(look(20, 1, List.of(new Mark("g", 0, 13, true)), "1.0/s")).isNotEqualTo(before);
        assertThat(look(20, 1, List.of(new Mark("g", 0, 12, true)), "1.1/s")).isNotEqualTo(before);
    }

    @Test
    void groups_at_one_place_stand_side_by_side() {
        LaneLook look = look(20, 1, List.of(new Mark("a", 0, 12, true), new Mark("b", 1, 12, true)), "");

        assertThat(look.signs()).extracting(LaneLook.Sign::x).doesNotHaveDuplicates();
    }

    /** A lane as narrow as beside a lesson, and one as wide as in a large window: the end runs ahead by itself, as after a burst. */
    @ParameterizedTest
    @ValueSource(doubles = {110, 268, 372, 900})
    void the_figure_at_the_end_never_runs_into_the_rate_however_many_digits_it_has(double length) {
        Track track = new Track(52, 52 + length, 60, Density.ROOMY, Rack.NONE);
        long end = 1_000;
        for (int frame = 0; frame < 400; frame++) {
            now += 33_000_000L;
            end += frame % 50 == 0 ? 30 * (frame + 1) * (frame + 1L) : 3;
            double room = Math.max(40, length - TopicMotion.FIGURE_ROOM);
            scale.update(room, 50, 0, now);
            window.update(0, end, room / scale.pixelsPerRecord(), now);
            LaneLook look = LaneLook.of(new Lane(ID, List.of(), List.of()), new Ends(0, end, end), window, scale, track, "12.5 k/s");
            assertThat(look.spare()).as("%,d in frame %d", end, frame).isGreaterThanOrEqualTo(5);
            assertThat(look.needle()).isGreaterThanOrEqualTo(54);
        }
    }

    @ParameterizedTest
    @EnumSource(Density.class)
    void what_is_painted_of_a_lane_does_not_reach_into_the_next(Density density) {
        Track track = new Track(52, 400, 60, density, Rack.NONE);

        assertThat(LanePainter.signsTop(track) + 2 * Stamps.MARK).isLessThanOrEqualTo(track.upperEdge() + density.pitch());
        assertThat(track.top() - 3).isGreaterThanOrEqualTo(track.upperEdge());
        assertThat(track.top() + density.track() + 3).isLessThanOrEqualTo(track.upperEdge() + density.pitch());
    }
}
