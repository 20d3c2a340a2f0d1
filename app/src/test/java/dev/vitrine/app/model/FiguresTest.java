package dev.vitrine.app.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void figures_are_exact_as_long_as_they_can_be_read_at_a_glance() {
        assertThat(Figures.brief(1_408)).isEqualTo("1,408");
        assertThat(Figures.brief(9_999)).isEqualTo("9,999");
        assertThat(Figures.brief(48_213)).isEqualTo("48.2 k");
        assertThat(Figures.brief(812_400)).isEqualTo("812 k");
        assertThat(Figures.brief(1_211_000)).isEqualTo("1.21 M");
        assertThat(Figures.brief(3_000_000_000d)).isEqualTo("3.00 G");
    }

    @Test
    void rates_say_zero_for_nothing_and_a_tenth_for_little() {
        assertThat(Figures.rate(0)).isEqualTo("0/s");
        assertThat(Figures.rate(0.4)).isEqualTo("0.4/s");
        assertThat(Figures.rate(2)).isEqualTo("2.0/s");
        assertThat(Figures.rate(150)).isEqualTo("150/s");
        assertThat(Figures.rate(48_210)).isEqualTo("48.2 k/s");
    }

    @Test
    void bytes_and_spans_carry_three_digits() {
        assertThat(Figures.bytes(412)).isEqualTo("412 B");
        assertThat(Figures.bytes(16 * 1024)).isEqualTo("16.0 KiB");
        assertThat(Figures.bytes(1.21 * 1024 * 1024 * 1024)).isEqualTo("1.21 GiB");
        assertThat(Figures.duration(240)).isEqualTo("240 ms");
        assertThat(Figures.duration(1_800)).isEqualTo("1.8 s");
        assertThat(Figures.duration(41_000)).isEqualTo("41 s");
        assertThat(Figures.duration(604_800_000)).isEqualTo("7 days");
    }

    @Test
    void what_happened_within_a_second_is_now() {
        assertThat(Figures.ago(900)).isEqualTo("now");
        assertThat(Figures.ago(2_400)).isEqualTo("−2 s");
        assertThat(Figures.ago(41_000)).isEqualTo("−41 s");
        assertThat(Figures.ago(600_000)).isEqualTo("−10 min");
    }

    @Test
    void counts_agree_with_their_nouns() {
        assertThat(Figures.count(1, "partition")).isEqualTo("1 partition");
        assertThat(Figures.count(3, "partition")).isEqualTo("3 partitions");
        assertThat(Figures.count(2, "entry")).isEqualTo("2 entries");
        assertThat(Figures.count(2, "day")).isEqualTo("2 days");
    }
}
