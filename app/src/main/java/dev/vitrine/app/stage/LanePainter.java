package dev.vitrine.app.stage;

import dev.vitrine.app.model.Figures;
import dev.vitrine.app.model.stage.Density;
import dev.vitrine.app.model.stage.EndMeter;
import dev.vitrine.app.model.stage.EndMeter.Ends;
import dev.vitrine.app.model.stage.LaneScale;
import dev.vitrine.app.model.stage.LaneWindow;
import dev.vitrine.app.model.stage.Picture.Lane;
import dev.vitrine.app.model.stage.Picture.Mark;
import dev.vitrine.app.model.stage.TopicMotion;
import dev.vitrine.app.widget.Fonts;
import dev.vitrine.app.widget.Palette;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.paint.CycleMethod;
import javafx.scene.paint.LinearGradient;
import javafx.scene.paint.Stop;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/** Paints what moves within lanes: records, the needle at the end, its figure and rate, the groups' marks. Whole pixels and rectangles only: they are cheap. */
final class LanePainter {

    private static final double FAINTEST = 0.28;
    private static final double STRONGEST = 0.9;

    private final Palette palette;
    private final Stamps stamps;
    private final Font figure = Fonts.monoStrong(11);
    private final Font small = Fonts.mono(10.5);
    private final Color ink;
    private final Color soft;
    private final Map<Integer, LinearGradient> bands = new HashMap<>();

    LanePainter(Palette palette, Stamps stamps) {
        this.palette = palette;
        this.stamps = stamps;
        this.ink = palette.color("ink");
        this.soft = palette.color("soft");
    }

    /** One lane's place: left and right end of its track, its middle. */
    record Track(double left, double right, double y, Density density) {

        double top() {
            return Math.round(y - density.track() / 2);
        }
    }

    void paint(GraphicsContext gc, Lane lane, TopicMotion motion, EndMeter meter, Track track, long nowNanos) {
        Ends ends = meter.ends(lane.id()).orElse(null);
        if (ends == null) {
            return;
        }
        LaneWindow window = motion.window(lane.id().partition());
        LaneScale scale = motion.scale();
        double start = track.left + 2;
        double needle = Math.min(track.right - 2, start + (window.end() - window.base()) * scale.pixelsPerRecord());
        gc.setGlobalAlpha(1);
        if (scale.cells()) {
            cells(gc, lane.id().partition(), ends, window, scale.pixelsPerRecord(), track);
        } else if (needle - start >= 1) {
            band(gc, lane.id().partition(), ends.logStart() < window.base(), start, needle, track);
        }
        gc.setGlobalAlpha(1);
        needle(gc, ends, Math.round(needle), track);
        rate(gc, meter.perSecond(lane.id(), nowNanos), track);
        marks(gc, lane, window, scale.pixelsPerRecord(), start, track);
    }

    private void cells(GraphicsContext gc, int partition, Ends ends, LaneWindow window, double pitch, Track track) {
        long first = Math.max(ends.logStart(), (long) Math.floor(window.base()));
        long last = (long) Math.ceil(window.end());
        double height = track.density.track() - 6;
        double y = track.top() + 3;
        double width = Math.max(3, pitch - 3);
        gc.setFill(palette.hue(partition));
        for (long offset = first; offset < last; offset++) {
            double x = Math.round(track.left + 2 + (offset - window.base()) * pitch);
            if (x < track.left + 1 || x + width > track.right) {
                continue;
            }
            double age = last - first <= 1 ? 1 : (offset - first) / (double) (last - first - 1);
            double arrived = Math.min(1, window.end() - offset);
            gc.setGlobalAlpha((FAINTEST + (STRONGEST - FAINTEST) * age) * Math.max(0.15, arrived));
            cell(gc, x, y, width, height, offset >= ends.highWatermark());
        }
    }

    /** A rectangle with its corners taken off. What is not committed yet is an outline only. */
    private static void cell(GraphicsContext gc, double x, double y, double width, double height, boolean uncommitted) {
        gc.fillRect(x + 1, y, width - 2, 1);
        if (uncommitted) {
            gc.fillRect(x, y + 1, 1, height - 2);
            gc.fillRect(x + width - 1, y + 1, 1, height - 2);
        } else {
            gc.fillRect(x, y + 1, width, height - 2);
        }
        gc.fillRect(x + 1, y + height - 1, width - 2, 1);
    }

    private void band(GraphicsContext gc, int partition, boolean more, double start, double needle, Track track) {
        double y = track.top() + 2;
        double height = track.density.track() - 4;
        double left = Math.round(start);
        gc.setFill(bands.computeIfAbsent(Palette.hueIndex(partition) + (more ? 0 : Palette.HUES), key -> gradient(palette.hue(key), key < Palette.HUES ? 0.08 : 0.3)));
        gc.fillRect(left, y, Math.round(needle) - left, height);
    }

    /** Faint where the log goes on beyond the lane's left end. */
    private static LinearGradient gradient(Color hue, double faintest) {
        return new LinearGradient(0, 0, 1, 0, true, CycleMethod.NO_CYCLE, new Stop(0, hue.deriveColor(0, 1, 1, faintest)), new Stop(1, hue.deriveColor(0, 1, 1, 0.85)));
    }

    private void needle(GraphicsContext gc, Ends ends, double x, Track track) {
        gc.setFill(ink);
        gc.fillRect(x, track.top() - 3, 2, track.density.track() + 6);
        gc.setFont(figure);
        gc.setTextBaseline(VPos.CENTER);
        gc.setTextAlign(TextAlignment.LEFT);
        gc.fillText(Figures.exact(ends.end()), x + 8, track.y);
    }

    private void rate(GraphicsContext gc, double perSecond, Track track) {
        if (perSecond >= 0.05) {
            gc.setFill(soft);
            gc.setFont(small);
            gc.setTextBaseline(VPos.CENTER);
            gc.setTextAlign(TextAlignment.RIGHT);
            gc.fillText(Figures.rate(perSecond), track.right + LaneNode.RATE_ROOM - 16, track.y);
        }
    }

    /** Groups at the same place stand side by side, not on one another. */
    private void marks(GraphicsContext gc, Lane lane, LaneWindow window, double pixelsPerRecord, double start, Track track) {
        double y = track.top() + track.density.track() - (track.density.pitch() >= Density.ROOMY.pitch() ? 0 : 2);
        double lastX = Double.NEGATIVE_INFINITY;
        double beyond = start;
        for (Mark mark : lane.marks().stream().sorted(Comparator.comparingLong(Mark::offset)).toList()) {
            double x = start + (mark.offset() - window.base()) * pixelsPerRecord;
            if (x < start - 1) {
                stamps.markBeyond(gc, mark.place(), beyond, y + 1);
                beyond += 2 * Stamps.MARK;
            } else {
                double placed = Math.max(Math.min(x, track.right), lastX + 2 * Stamps.MARK - 1);
                stamps.mark(gc, mark.place(), mark.active(), placed, y + 1);
                lastX = placed;
            }
        }
    }
}
