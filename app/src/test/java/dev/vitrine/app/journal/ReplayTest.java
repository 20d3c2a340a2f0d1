package dev.vitrine.app.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.app.testing.ScriptedSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The cursor of time in a recording. */
class ReplayTest {

    private final Journal journal = new Journal(300_000, 100, 1_000_000);
    private final TimeCursor time = new TimeCursor(journal);

    @BeforeEach
    void ten_seconds() {
        long[] now = {100_000};
        ScriptedSource cluster = new ScriptedSource(() -> now[0]);
        for (int i = 0; i <= 40; i++, now[0] += 250) {
            journal.picture(cluster.now());
        }
        time.replay();
    }

    @Test
    void it_plays_from_its_beginning_in_real_time_and_stands_at_its_end() {
        assertThat(time.moment()).isEqualTo(new Moment.Replaying(100_000));
        time.advance(1_500_000_000L);
        assertThat(time.instant()).isEqualTo(101_500);
        time.advance(60_000_000_000L);
        assertThat(time.moment()).isEqualTo(new Moment.Viewing(110_000));
    }

    @Test
    void it_plays_ten_times_faster_and_ten_times_slower() {
        for (int i = 0; i < 9; i++) {
            time.speedUp(true);
        }
        assertThat(time.speed()).isEqualTo(10);
        time.advance(500_000_000L);
        assertThat(time.instant()).isEqualTo(105_000);
        for (int i = 0; i < 9; i++) {
            time.speedUp(false);
        }
        assertThat(time.speed()).isEqualTo(0.1);
        time.advance(1_000_000_000L);
        assertThat(time.instant()).isEqualTo(105_100);
    }

    @Test
    void space_stops_it_and_lets_it_go_on_from_there_and_from_the_beginning_at_its_end() {
        time.advance(2_000_000_000L);
        time.togglePause();
        time.advance(2_000_000_000L);
        assertThat(time.moment()).isEqualTo(new Moment.Viewing(102_000));
        time.togglePause();
        assertThat(time.moment()).isEqualTo(new Moment.Replaying(102_000));
        time.view(999_999);
        time.togglePause();
        assertThat(time.moment()).isEqualTo(new Moment.Replaying(100_000));
    }

    @Test
    void it_is_never_live_and_who_would_act_is_told() {
        time.live();
        assertThat(time.moment().isLive()).isFalse();
        assertThat(time.wasPast()).isTrue();
        assertThat(time.moment().isLive()).isFalse();
        assertThat(time.past()).isPresent();
    }
}
