package dev.vitrine.app.model.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TankLayoutTest {

    @ParameterizedTest
    @CsvSource({"1, 830", "3, 1_170", "3, 2_100", "5, 2_400"})
    void names_and_tanks_together_stand_in_the_middle_of_the_room(int tanks, String room) {
        double width = Double.parseDouble(room.replace("_", ""));
        TankLayout layout = new TankLayout(tanks, 3, width, 500);
        double right = width - (layout.left(tanks - 1) + layout.tankWidth());
        assertThat(Math.abs(layout.origin() - right)).isLessThan(10);
        assertThat(layout.left(0)).isEqualTo(layout.namesRight());
    }

    @Test
    void where_they_need_more_room_than_there_is_they_begin_at_the_left() {
        assertThat(new TankLayout(9, 3, 600, 500).origin()).isZero();
    }
}
