package dev.vitrine.app.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LookPaceTest {

    private final LookPace pace = new LookPace(150, 100, 10_000);

    private void looks(long at, long takes) {
        assertThat(pace.due(at)).isTrue();
        pace.looked(at, takes);
    }

    @Test
    void what_costs_nothing_is_looked_at_as_often_as_is_wanted() {
        looks(0, 0);
        assertThat(pace.due(99)).isFalse();
        looks(100, 0);
        assertThat(pace.due(200)).isTrue();
    }

    @Test
    void what_costs_much_is_looked_at_so_seldom_that_it_takes_one_part_in_150_of_the_time() {
        looks(0, 50);
        assertThat(pace.due(7_499)).isFalse();
        assertThat(pace.due(7_500)).isTrue();
    }

    @Test
    void however_much_it_costs_it_is_looked_at_now_and_then() {
        looks(0, 1_000_000);
        assertThat(pace.due(9_999)).isFalse();
        assertThat(pace.due(10_000)).isTrue();
    }

    @Test
    void one_long_look_among_quick_ones_is_chance() {
        looks(0, 1);
        looks(150, 500);
        assertThat(pace.due(300)).isTrue();
    }
}
