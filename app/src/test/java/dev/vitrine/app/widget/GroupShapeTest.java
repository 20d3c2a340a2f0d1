package dev.vitrine.app.widget;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GroupShapeTest {

    @Test
    void every_colour_of_a_group_is_doubled_by_a_shape_that_looks_like_no_other() {
        assertThat(GroupShape.values()).hasSize(Palette.HUES);
        for (GroupShape one : GroupShape.values()) {
            for (GroupShape other : GroupShape.values()) {
                if (one != other) {
                    assertThat(different(one, other)).as("%s and %s", one, other).isGreaterThan(0.08);
                }
            }
        }
    }

    @Test
    void each_points_at_its_place() {
        for (GroupShape shape : GroupShape.values()) {
            assertThat(shape.covers(GroupShape.MIDDLE, 0.6)).as("%s", shape).isTrue();
            assertThat(shape.covers(GroupShape.MIDDLE - 2, 0.6) || shape.covers(GroupShape.MIDDLE + 2, 0.6)).as("%s", shape).isFalse();
        }
    }

    /** The part of the field that only one of both covers. */
    private static double different(GroupShape one, GroupShape other) {
        int unlike = 0;
        for (int i = 0; i < 10_000; i++) {
            double x = i % 100 / 10.0;
            double y = i / 100 / 10.0;
            unlike += one.covers(x, y) == other.covers(x, y) ? 0 : 1;
        }
        return unlike / 10_000.0;
    }
}
