package dev.vitrine.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.app.journal.Stretch;
import dev.vitrine.app.journal.Stretch.Kind;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TimeMarkLayoutTest {

    private static Stretch join(long at) {
        return new Stretch(Kind.JOIN, "g", at, at);
    }

    private static List<TimeMark> marks(List<Stretch> stretches) {
        return TimeMark.of(stretches, millis -> Math.round(millis / 100.0));
    }

    @Test
    void ticks_that_can_be_told_apart_stay_apart() {
        assertThat(marks(List.of(join(0), join(500), join(1_000)))).extracting(TimeMark::from).containsExactly(0.0, 5.0, 10.0);
    }

    @Test
    void a_thousand_members_that_join_within_a_second_are_a_few_ticks() {
        List<TimeMark> marks = marks(IntStream.range(0, 1_000).mapToObj(i -> join(i)).toList());

        assertThat(marks).hasSizeBetween(1, 4);
        assertThat(marks.getFirst().from()).isZero();
    }

    @Test
    void bands_that_touch_are_one_band_and_those_that_do_not_are_two() {
        List<TimeMark> marks = marks(List.of(new Stretch(Kind.REBALANCE, "a", 0, 1_000), new Stretch(Kind.REBALANCE, "b", 800, 2_000),
                new Stretch(Kind.REBALANCE, "a", 4_000, 5_000)));

        assertThat(marks).containsExactly(new TimeMark(Kind.REBALANCE, 0, 20), new TimeMark(Kind.REBALANCE, 40, 50));
    }

    @Test
    void a_join_within_a_rebalance_is_seen_beside_it() {
        assertThat(marks(List.of(new Stretch(Kind.REBALANCE, "a", 0, 1_000), join(500)))).extracting(TimeMark::kind).containsExactly(Kind.REBALANCE, Kind.JOIN);
    }
}
