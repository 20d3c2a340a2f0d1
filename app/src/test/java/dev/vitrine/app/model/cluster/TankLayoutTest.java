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

    @ParameterizedTest
    @CsvSource({"3, 760", "3, 1_170", "3, 2_100"})
    void of_three_tanks_the_long_wire_passes_above_the_marks_of_the_short_ones(int tanks, String room) {
        TankLayout layout = new TankLayout(tanks, 3, Double.parseDouble(room.replace("_", "")), 500);
        double halfMark = 10;
        for (int step = 0; step <= 1_000; step++) {
            double[] at = layout.along(0, 2, step / 1_000.0);
            if (Math.abs(at[0] - layout.wireX(0, 1)) < 1) {
                assertThat(at[1]).isLessThan(layout.wireTop(0, 1) - halfMark + 1);
            }
        }
        assertThat(layout.along(0, 1, 0.5)).containsExactly(layout.wireX(0, 1), layout.wireTop(0, 1));
    }
}
