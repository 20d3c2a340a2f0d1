package dev.vitrine.app.stage;

import dev.vitrine.app.model.stage.Curve;
import dev.vitrine.app.model.stage.Traffic;
import dev.vitrine.app.model.stage.Way;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.shape.StrokeLineCap;

/**
 * The space between two columns, and what crosses it. Lines change seldom, dots in every frame: each has a canvas, and one on which nothing changes
 * is not painted.
 */
final class Gap {

    /** So much of both neighbours it covers: a dot that leaves or arrives is whole. */
    private static final double OVERLAP = 6;
    /** Strokes of curves are the dearest of all that is painted. Where there are so many, those that swing are painted ten times a second; dots go on. */
    private static final int MANY = 48;
    private static final long MANY_EVERY_NANOS = 100_000_000L;

    private final ScaledCanvas lineCanvas = new ScaledCanvas();
    private final ScaledCanvas dotCanvas = new ScaledCanvas();
    private List<Line> painted = List.of();
    private double paintedScroll = Double.NaN;
    private long paintedAt;
    private boolean dotsPainted;

    List<ScaledCanvas> canvases() {
        return List.of(lineCanvas, dotCanvas);
    }

    void place(double left, double top, double width, double height, double zoom) {
        for (ScaledCanvas canvas : canvases()) {
            if (canvas.size(width + 2 * OVERLAP, height, zoom)) {
                paintedScroll = Double.NaN;
            }
            canvas.relocate(left - OVERLAP, top);
        }
    }

    void repaint() {
        paintedScroll = Double.NaN;
    }

    /** @return whether they had to be painted */
    boolean lines(List<Line> lines, double scroll, long nowNanos) {
        boolean soon = lines.size() > MANY && Math.abs(nowNanos - paintedAt) < MANY_EVERY_NANOS;
        if (scroll == paintedScroll && (soon || lines.equals(painted))) {
            return false;
        }
        painted = lines;
        paintedAt = nowNanos;
        paintedScroll = scroll;
        GraphicsContext gc = lineCanvas.cleared();
        gc.translate(OVERLAP, 0);
        gc.setLineCap(StrokeLineCap.ROUND);
        for (Line line : lines) {
            if (line.seen(scroll, lineCanvas.logicalHeight())) {
                line.stroke(gc, scroll);
            }
        }
        return true;
    }

    /** @param curves where each way runs now; dots of others are not shown. @param small ways on which a dot stands for many records */
    void dots(Traffic traffic, Map<Way, Curve> curves, Predicate<Way> small, Stamps stamps, double scroll, long nowNanos) {
        if (traffic.idle() && !dotsPainted) {
            return;
        }
        GraphicsContext gc = dotCanvas.cleared();
        gc.translate(OVERLAP, 0);
        double height = dotCanvas.logicalHeight();
        traffic.visit(nowNanos, (way, progress) -> {
            Curve curve = curves.get(way);
            if (curve != null) {
                double y = curve.y(progress) - scroll;
                if (y > -5 && y < height + 5) {
                    stamps.dot(gc, way.partition().partition(), small.test(way), curve.x(progress), y);
                }
            }
        });
        dotsPainted = !traffic.idle();
    }
}
