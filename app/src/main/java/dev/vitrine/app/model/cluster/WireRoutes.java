package dev.vitrine.app.model.cluster;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How wires run above the tanks, and where on them their marks stand. Pure. Of up to three tanks they are arcs. Of more, arcs would run through one
 * another's marks: there each runs on a level of its own, as a bracket, shorter ones below longer ones; wires that have nothing of the way in common
 * share a level. They rise from the tanks only, so that above the gaps between tanks nothing rises through a mark.
 *
 * <pre>
 *   ╭──────────────▭──────────────╮
 *   │ ╭──────▭──────╮             │
 *   │ │ ╭─▭─╮ ╭─▭─╮ │ ╭─▭─╮       │
 *   tank 1   tank 2   tank 3   tank 4
 * </pre>
 */
public final class WireRoutes {

    /** A place, from the left and from the top of all. */
    public record Point(double x, double y) {}

    private record Ends(int a, int b) {

        int length() {
            return b - a;
        }
    }

    private static final int MOST_WITH_ARCS = 3;
    private static final double SKY_OF_ARCS = 62;
    private static final double TOP = 12;
    private static final double LOWEST = 15;
    private static final double ROUND = 9;
    private static final int STEPS = 56;

    private final TankLayout layout;
    private final double sky;
    private final Map<Ends, Integer> levels;
    private final Map<Ends, Double> marks = new HashMap<>();

    WireRoutes(TankLayout layout) {
        this.layout = layout;
        this.levels = levels(layout.tanks());
        this.sky = arcs() ? SKY_OF_ARCS : TOP + Collections.max(levels.values()) * apart(layout.tanks()) + LOWEST;
        if (!arcs()) {
            levels.keySet().stream().sorted(Comparator.comparing(levels::get)).forEach(ends -> marks.put(ends, roomiest(ends)));
        }
    }

    private boolean arcs() {
        return layout.tanks() <= MOST_WITH_ARCS;
    }

    /** Room that they need above the tanks. */
    double sky() {
        return sky;
    }

    /** From one level to the next: the more there are, the closer. */
    private static double apart(int tanks) {
        return Math.max(10, 20 - tanks);
    }

    /** Shorter wires lie lower; each as low as it can without running along another. */
    private static Map<Ends, Integer> levels(int tanks) {
        Map<Ends, Integer> levels = new HashMap<>();
        for (int length = 1; length < tanks; length++) {
            for (int a = 0; a + length < tanks; a++) {
                Ends ends = new Ends(a, a + length);
                int level = 0;
                while (taken(levels, ends, level)) {
                    level++;
                }
                levels.put(ends, level);
            }
        }
        return levels;
    }

    private static boolean taken(Map<Ends, Integer> levels, Ends ends, int level) {
        return levels.entrySet().stream().anyMatch(other -> other.getKey().a() < ends.b() && other.getKey().b() > ends.a()
                && (other.getValue() == level || other.getValue() > level && other.getKey().length() < ends.length()));
    }

    /** How high a mark may be without touching the wires above and below it. */
    public double markHeight() {
        return arcs() ? 14 : Math.min(14, apart(layout.tanks()) - 3);
    }

    /** Where the mark of a wire stands: its middle. */
    public Point mark(int a, int b) {
        Ends ends = ends(a, b);
        return arcs() ? along(a, b, 0.5) : new Point(marks.get(ends), level(ends));
    }

    private static Ends ends(int a, int b) {
        return new Ends(Math.min(a, b), Math.max(a, b));
    }

    private double level(Ends ends) {
        return sky - LOWEST - levels.get(ends) * apart(layout.tanks());
    }

    /** Above which gap: as far as may be from the marks of the levels next to it, then as near to the middle as may be. */
    private double roomiest(Ends ends) {
        double middle = (left(ends) + right(ends)) / 2;
        return IntStream.range(ends.a(), ends.b()).mapToObj(tank -> (layout.left(tank) + layout.tankWidth() + layout.left(tank + 1)) / 2)
                .min(Comparator.comparing((Double x) -> crowd(ends, x)).thenComparing(x -> Math.abs(x - middle))).orElse(middle);
    }

    private long crowd(Ends ends, double x) {
        return marks.entrySet().stream().filter(other -> Math.abs(levels.get(other.getKey()) - levels.get(ends)) <= 1 && Math.abs(other.getValue() - x) < layout.tankWidth() / 2).count();
    }

    private double left(Ends ends) {
        return foot(ends.a(), ends.b());
    }

    private double right(Ends ends) {
        return foot(ends.b(), ends.a());
    }

    /** Where a wire leaves a tank: to the right at its right half, shorter ones nearer to its side. */
    private double foot(int from, int to) {
        double part = (Math.abs(to - from) - 1) / (double) Math.max(1, layout.tanks() - 2);
        double share = arcs() ? 0.32 - 0.08 * part : 0.40 - 0.34 * part;
        return layout.middle(from) + (to > from ? 1 : -1) * layout.tankWidth() * share;
    }

    /** All of a wire, from its first end to its other; to be painted as lines from point to point. */
    public List<Point> path(int a, int b) {
        if (arcs()) {
            return IntStream.rangeClosed(0, STEPS).mapToObj(step -> arc(a, b, step / (double) STEPS)).toList();
        }
        Ends ends = ends(a, b);
        List<Point> path = new ArrayList<>(List.of(new Point(left(ends), sky)));
        corner(path, left(ends) + ROUND, level(ends) + ROUND, 180);
        corner(path, right(ends) - ROUND, level(ends) + ROUND, 270);
        path.add(new Point(right(ends), sky));
        return a <= b ? path : path.reversed();
    }

    /** A quarter of a circle. @param degrees where it begins, clockwise from the right */
    private static void corner(List<Point> path, double x, double y, double degrees) {
        for (int turn = 0; turn <= 90; turn += 15) {
            double at = Math.toRadians(degrees + turn);
            path.add(new Point(x + ROUND * Math.cos(at), y + ROUND * Math.sin(at)));
        }
    }

    /** Where one is on the way from the first end to the other. @param t 0 to 1 */
    public Point along(int a, int b, double t) {
        if (arcs()) {
            return arc(a, b, t);
        }
        List<Point> path = path(a, b);
        double rest = t * length(path);
        for (int i = 1; i < path.size(); i++) {
            double step = distance(path.get(i - 1), path.get(i));
            if (rest <= step) {
                double part = step == 0 ? 0 : rest / step;
                return new Point(path.get(i - 1).x() + (path.get(i).x() - path.get(i - 1).x()) * part, path.get(i - 1).y() + (path.get(i).y() - path.get(i - 1).y()) * part);
            }
            rest -= step;
        }
        return path.getLast();
    }

    private static double length(List<Point> path) {
        return IntStream.range(1, path.size()).mapToDouble(i -> distance(path.get(i - 1), path.get(i))).sum();
    }

    private static double distance(Point a, Point b) {
        return Math.hypot(a.x() - b.x(), a.y() - b.y());
    }

    /** Leaves tanks upright; the farther apart they stand, the higher it rises, and well above the marks of the lower ones. */
    private Point arc(int a, int b, double t) {
        double part = Math.abs(b - a) / (double) Math.max(1, layout.tanks() - 1);
        double rise = 4 * (TOP + (sky - 26) * part * part) * t * (1 - t);
        return new Point(foot(a, b) + (foot(b, a) - foot(a, b)) * t * t * (3 - 2 * t), sky - rise);
    }
}
