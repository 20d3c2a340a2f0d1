package dev.vitrine.app.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.app.model.stage.Curve;
import dev.vitrine.app.testing.AppWindow;
import java.util.List;
import java.util.stream.IntStream;
import javafx.scene.paint.Color;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;

class GapTest {

    private static final long MILLIS = 1_000_000;

    private Gap gap;

    @BeforeEach
    void make() throws Exception {
        FxToolkit.registerPrimaryStage();
        gap = AppWindow.call(Gap::new);
        AppWindow.call(() -> {
            gap.place(0, 0, 66, 600, 1);
            return true;
        });
    }

    private static List<Line> lines(int count, double slack) {
        return IntStream.range(0, count).mapToObj(i -> new Line(new Curve(66, 5 * i, 300, slack), Color.RED, 1.8, 1, false)).toList();
    }

    private boolean painted(List<Line> lines, double scroll, long atMillis) {
        return AppWindow.call(() -> gap.lines(lines, scroll, atMillis * MILLIS));
    }

    @Test
    void lines_that_hang_still_are_painted_once() {
        assertThat(painted(lines(5, 0), 0, 1_000)).isTrue();
        assertThat(painted(lines(5, 0), 0, 5_000)).isFalse();
    }

    @Test
    void a_few_lines_that_swing_are_painted_with_every_frame() {
        assertThat(painted(lines(5, 0), 0, 1_000)).isTrue();
        assertThat(painted(lines(5, 0.1), 0, 1_016)).isTrue();
    }

    @Test
    void many_lines_that_swing_are_painted_ten_times_a_second_and_come_to_rest_where_they_belong() {
        assertThat(painted(lines(80, 0), 0, 1_000)).isTrue();
        assertThat(painted(lines(80, 0.1), 0, 1_033)).isFalse();
        assertThat(painted(lines(80, 0.2), 0, 1_066)).isFalse();
        assertThat(painted(lines(80, 0.3), 0, 1_100)).isTrue();
        assertThat(painted(lines(80, 0.4), 0, 1_133)).isFalse();
        assertThat(painted(lines(80, 0.4), 0, 1_200)).as("nothing moves any more").isTrue();
    }

    @Test
    void many_lines_follow_a_scroll_at_once() {
        assertThat(painted(lines(80, 0), 0, 1_000)).isTrue();
        assertThat(painted(lines(80, 0), 12, 1_016)).isTrue();
    }
}
