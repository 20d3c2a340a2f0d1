package dev.vitrine.app.model.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.app.model.cluster.WireRoutes.Point;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WireRoutesTest {

    private static final double WIDE = 22;

    private record Pair(int a, int b) {}

    private static List<Pair> pairs(int tanks) {
        return IntStream.range(0, tanks).boxed().flatMap(a -> IntStream.range(a + 1, tanks).mapToObj(b -> new Pair(a, b))).toList();
    }

    /** A wire that runs through the mark of another would make it look as if it were cut, too. */
    @ParameterizedTest
    @CsvSource({"3, 760", "3, 1170", "3, 2100", "4, 760", "4, 1170", "5, 760", "5, 1170", "5, 2100", "6, 900", "7, 900", "7, 1170", "7, 2300", "9, 1900"})
    void no_wire_touches_the_mark_of_another(int tanks, double width) {
        TankLayout layout = new TankLayout(tanks, 3, width, 500);
        WireRoutes routes = layout.wires();
        Map<Pair, List<Line2D>> wires = pairs(tanks).stream().collect(Collectors.toMap(wire -> wire, wire -> lines(routes.path(wire.a(), wire.b()))));
        for (Pair marked : pairs(tanks)) {
            Point mark = routes.mark(marked.a(), marked.b());
            double high = routes.markHeight() + 2;
            Rectangle2D box = new Rectangle2D.Double(mark.x() - WIDE / 2, mark.y() - high / 2, WIDE, high);
            assertThat(wires.entrySet().stream().filter(other -> !other.getKey().equals(marked) && other.getValue().stream().anyMatch(box::intersectsLine))
                    .map(Map.Entry::getKey)).as("through the mark of %s", marked).isEmpty();
        }
    }

    private static List<Line2D> lines(List<Point> path) {
        return IntStream.range(1, path.size()).<Line2D>mapToObj(i -> new Line2D.Double(path.get(i - 1).x(), path.get(i - 1).y(), path.get(i).x(), path.get(i).y())).toList();
    }

    @ParameterizedTest
    @CsvSource({"3, 1170", "5, 760", "5, 1170", "7, 900", "7, 2300"})
    void marks_of_cut_wires_stand_apart_and_below_the_upper_edge(int tanks, double width) {
        WireRoutes routes = new TankLayout(tanks, 3, width, 500).wires();
        for (Pair one : pairs(tanks)) {
            Point mark = routes.mark(one.a(), one.b());
            assertThat(mark.y()).isBetween(10.0, sky(tanks) - 10);
            pairs(tanks).stream().filter(other -> !other.equals(one)).map(other -> routes.mark(other.a(), other.b()))
                    .forEach(other -> assertThat(Math.abs(other.x() - mark.x()) >= WIDE || Math.abs(other.y() - mark.y()) >= routes.markHeight() + 2).isTrue());
        }
    }

    @ParameterizedTest
    @CsvSource({"2", "3", "5", "7"})
    void a_mark_stands_on_its_wire_and_a_wire_begins_and_ends_at_its_tanks(int tanks) {
        TankLayout layout = new TankLayout(tanks, 3, 1_400, 500);
        WireRoutes routes = layout.wires();
        for (Pair one : pairs(tanks)) {
            Point mark = routes.mark(one.a(), one.b());
            assertThat(lines(routes.path(one.a(), one.b()))).anyMatch(line -> line.ptSegDist(mark.x(), mark.y()) < 0.5);
            List<Point> ends = Stream.of(0.0, 1.0).map(t -> routes.along(one.a(), one.b(), t)).toList();
            assertThat(layout.tankAt(ends.getFirst().x())).hasValue(one.a());
            assertThat(layout.tankAt(ends.getLast().x())).hasValue(one.b());
            assertThat(ends).allMatch(end -> Math.abs(end.y() - layout.sky()) < 0.01);
            assertThat(routes.along(one.b(), one.a(), 0).x()).isCloseTo(ends.getLast().x(), within(0.01));
        }
    }

    @Test
    void three_brokers_need_no_more_room_than_an_arc_and_more_of_them_more() {
        assertThat(sky(1)).isEqualTo(62).isEqualTo(sky(3)).isLessThan(sky(4));
        assertThat(sky(5)).isLessThan(110);
        assertThat(sky(7)).isLessThan(180);
    }

    private static double sky(int tanks) {
        return new TankLayout(tanks, 3, 1_400, 500).sky();
    }
}
