package dev.vitrine.app.screen.microscope;

import dev.vitrine.app.model.microscope.GroupMachine;
import dev.vitrine.app.model.microscope.GroupMachine.State;
import dev.vitrine.app.model.microscope.GroupMachine.Taken;
import dev.vitrine.app.model.microscope.GroupMachine.Way;
import dev.vitrine.app.stage.ScaledCanvas;
import dev.vitrine.app.widget.Palette;
import dev.vitrine.engine.observe.GroupState;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.TextAlignment;

/** Paints a state machine: states as plates, the present one lit, ways as arcs; ways that were taken are drawn stronger and counted. */
final class MachinePainter {

    private static final double WIDE = 152;
    private static final double HIGH = 44;
    private static final double BEND = 0.24;
    private static final double LEAST_BEND = 84;
    private static final double MOST_BEND = 130;
    private static final double TIP = 8;
    private static final double UNTAKEN = 0.5;

    private final Letters letters;

    MachinePainter(Letters letters) {
        this.letters = letters;
    }

    record Scene(GroupMachine machine, GroupState now, List<Taken> taken) {}

    private record Point(double x, double y) {}

    void paint(ScaledCanvas canvas, Scene scene, Palette palette) {
        GraphicsContext gc = canvas.cleared();
        gc.setTextBaseline(VPos.CENTER);
        gc.setTextAlign(TextAlignment.CENTER);
        Taken last = scene.taken().isEmpty() ? null : scene.taken().getFirst();
        for (Way way : ways(scene)) {
            long times = GroupMachine.times(scene.taken(), way.from(), way.to());
            boolean newest = last != null && last.from() == way.from() && last.to() == way.to();
            Point from = place(scene.machine().state(way.from()), canvas);
            Point to = place(scene.machine().state(way.to()), canvas);
            arc(gc, from, to, new Ink(newest ? palette.color("accent") : times > 0 ? palette.color("soft") : palette.color("faint").deriveColor(0, 1, 1, UNTAKEN), times > 0 ? 2 : 1.2));
            String words = way.when() + (times > 0 ? " · " + times + "×" : "");
            label(gc, from, to, words, palette.color(times > 0 ? "ink" : "faint"), palette.color("panel"));
        }
        scene.machine().states().forEach(state -> plate(gc, state, place(state, canvas), scene, palette));
    }

    /** Those that are known, and any other that was taken. */
    private static List<Way> ways(Scene scene) {
        List<Way> ways = new ArrayList<>(scene.machine().ways());
        Set<Way> others = new LinkedHashSet<>();
        Set<GroupState> known = Set.copyOf(scene.machine().states().stream().map(State::state).toList());
        scene.taken().stream().filter(taken -> known.contains(taken.from()) && known.contains(taken.to()) && taken.from() != taken.to())
                .filter(taken -> ways.stream().noneMatch(way -> way.from() == taken.from() && way.to() == taken.to()))
                .forEach(taken -> others.add(new Way(taken.from(), taken.to(), "")));
        ways.addAll(others);
        return ways;
    }

    private static Point place(State state, ScaledCanvas canvas) {
        double room = WIDE / 2 + 8;
        return new Point(room + (canvas.logicalWidth() - 2 * room) * (state.x() - 0.09) / 0.82, HIGH + (canvas.logicalHeight() - 2 * HIGH) * state.y());
    }

    private record Ink(Color color, double width) {}

    /** Bent to its right, so that there and back don't lie upon each other. */
    private static Point middle(Point from, Point to) {
        double dx = to.x - from.x;
        double dy = to.y - from.y;
        double length = Math.max(1, Math.hypot(dx, dy));
        double amount = Math.clamp(length * BEND, LEAST_BEND, MOST_BEND);
        return new Point((from.x + to.x) / 2 + dy / length * amount, (from.y + to.y) / 2 - dx / length * amount);
    }

    private static void arc(GraphicsContext gc, Point from, Point to, Ink ink) {
        Point bend = middle(from, to);
        Point begin = edge(from, bend);
        Point end = edge(to, bend);
        gc.setStroke(ink.color);
        gc.setLineWidth(ink.width);
        gc.beginPath();
        gc.moveTo(begin.x, begin.y);
        gc.quadraticCurveTo(bend.x, bend.y, end.x, end.y);
        gc.stroke();
        double angle = Math.atan2(end.y - bend.y, end.x - bend.x);
        gc.setFill(ink.color);
        gc.fillPolygon(new double[] {end.x, end.x - TIP * Math.cos(angle - 0.45), end.x - TIP * Math.cos(angle + 0.45)},
                new double[] {end.y, end.y - TIP * Math.sin(angle - 0.45), end.y - TIP * Math.sin(angle + 0.45)}, 3);
    }

    /** Where a line from a plate's middle leaves it. */
    private static Point edge(Point of, Point towards) {
        double dx = towards.x - of.x;
        double dy = towards.y - of.y;
        double scale = Math.min((WIDE / 2 + 4) / Math.max(1e-6, Math.abs(dx)), (HIGH / 2 + 4) / Math.max(1e-6, Math.abs(dy)));
        return new Point(of.x + dx * scale, of.y + dy * scale);
    }

    private void label(GraphicsContext gc, Point from, Point to, String words, Color color, Color ground) {
        if (words.isEmpty()) {
            return;
        }
        Point bend = middle(from, to);
        double x = from.x * 0.25 + bend.x * 0.5 + to.x * 0.25;
        double y = from.y * 0.25 + bend.y * 0.5 + to.y * 0.25;
        double wide = letters.width(letters.plain, words) + 10;
        gc.setFill(ground);
        gc.fillRoundRect(x - wide / 2, y - 8, wide, 16, 8, 8);
        gc.setFont(letters.plain);
        gc.setFill(color);
        gc.fillText(words, x, y);
    }

    private void plate(GraphicsContext gc, State state, Point at, Scene scene, Palette palette) {
        boolean lit = state.state() == scene.now();
        String tone = !lit ? "raised" : state.state() == GroupState.STABLE ? "ok" : state.state().rebalancing() ? "warn" : "accent";
        gc.setFill(palette.color(tone));
        gc.fillRoundRect(at.x - WIDE / 2, at.y - HIGH / 2, WIDE, HIGH, 14, 14);
        gc.setStroke(palette.color(lit ? tone : "edge"));
        gc.setLineWidth(1.2);
        gc.strokeRoundRect(at.x - WIDE / 2, at.y - HIGH / 2, WIDE, HIGH, 14, 14);
        gc.setFont(letters.strong);
        gc.setFill(palette.color(!lit ? "soft" : "on-" + tone));
        gc.fillText(state.state().label(), at.x, at.y);
    }
}
