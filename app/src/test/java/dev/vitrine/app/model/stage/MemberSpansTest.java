package dev.vitrine.app.model.stage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemberSpansTest {

    /** The widths that rows have in windows of 1280, 1440 and 2560 pixels. */
    @ParameterizedTest
    @CsvSource({"358, 6", "402, 6", "402, 7", "512, 12"})
    void as_many_chips_as_have_room_are_shown_before_any_number_stands_for_the_rest(double width, int owned) {
        MemberSpans spans = new MemberSpans(width, owned);
        assertThat(spans.shown(owned)).isEqualTo(owned);
        assertThat(spans.chipsLeft() + (owned - 1) * spans.pitch() + MemberSpans.CHIP).isLessThanOrEqualTo(spans.chipsRight());
    }

    @ParameterizedTest
    @ValueSource(doubles = {250, 300, 358, 402, 512})
    void nothing_overlaps_and_names_keep_room(double width) {
        for (int owned = 0; owned <= 40; owned++) {
            MemberSpans spans = new MemberSpans(width, owned);
            int shown = spans.shown(owned);
            int places = shown + (shown < owned ? 1 : 0);
            assertThat(spans.chipsLeft() - MemberSpans.NAMES).as("room for names, with %d owned", owned).isGreaterThanOrEqualTo(90);
            assertThat(spans.chipsLeft() + Math.max(0, places - 1) * spans.pitch() + (places == 0 ? 0 : MemberSpans.CHIP)).as("%d of %d", shown, owned)
                    .isLessThanOrEqualTo(Math.max(spans.chipsRight(), spans.chipsLeft() + (shown == 0 ? MemberSpans.CHIP : 0)));
            assertThat(spans.barLeft() + spans.bar() + MemberSpans.LAG).isEqualTo(spans.right());
        }
    }

    @Test
    void a_bar_is_long_where_few_chips_leave_it_the_room() {
        assertThat(new MemberSpans(402, 2).bar()).isEqualTo(66);
        assertThat(new MemberSpans(402, 2).chipsLeft()).isEqualTo(201);
        assertThat(new MemberSpans(358, 6).bar()).isLessThan(new MemberSpans(358, 2).bar());
    }

    @Test
    void what_has_no_room_is_told_by_a_number_in_the_place_of_the_last() {
        MemberSpans spans = new MemberSpans(358, 30);
        assertThat(spans.shown(30)).isBetween(4, 6);
        assertThat(spans.shown(2)).isEqualTo(2);
    }
}
