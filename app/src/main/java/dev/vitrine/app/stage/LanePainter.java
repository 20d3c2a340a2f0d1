package dev.vitrine.app.stage;

import dev.vitrine.app.model.Figures;
import dev.vitrine.app.model.stage.Density;
import dev.vitrine.app.stage.LaneLook.Band;
import dev.vitrine.app.stage.LaneLook.Cells;
import dev.vitrine.app.stage.LaneLook.Sign;
import dev.vitrine.app.stage.LaneLook.Track;
import dev.vitrine.app.widget.Fonts;
import dev.vitrine.app.widget.Palette;
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

/** Paints what moves within lanes: records, the needle at the end, its figure and rate, the groups' marks, the copies in the tanks. Whole pixels and rectangles only: they are cheap. */
final class LanePainter {

    private static final double FAINTEST = 0.28;
    private static final double STRONGEST = 0.9;

    private final Palette palette;
    private final Stamps stamps;
    private final Font figure = Fonts.monoStrong(LaneLook.FIGURE_SIZE);
    private final Font small = Fonts.mono(LaneLook.RATE_SIZE);
    private final Color ink;
    private final Color soft;
    private final CopyPainter copies;
    private final Map<Integer, LinearGradient> bands = new HashMap<>();

    LanePainter(Palette palette, Stamps stamps) {
        this.palette = palette;
        this.stamps = stamps;
        this.ink = palette.color("ink");
        this.soft = palette.color("soft");
        this.copies = new CopyPainter(palette);
    }

    /** On an empty ground. */
    void paint(GraphicsContext gc, LaneLook look) {
        gc.setGlobalAlpha(1);
        if (look.cells() != null) {
            cells(gc, look.partition(), look.cells(), look.track());
        } else if (look.band() != null) {
            band(gc, look.partition(), look.band(), look.track());
        }
        gc.setGlobalAlpha(1);
        needle(gc, look.end(), look.needle(), look.track());
        rate(gc, look.rate(), look.track());
        copies.paint(gc, look);
        signs(gc, look);
    }

    private void cells(GraphicsContext gc, int partition, Cells cells, Track track) {
        long first = Math.max(cells.logStart(), (long) Math.floor(cells.from()));
        long last = (long) Math.ceil(cells.to());
        double height = track.density().track() - 6;
        double y = track.top() + 3;
        double width = Math.max(3, cells.pitch() - 3);
        gc.setFill(palette.hue(partition));
        for (long offset = first; offset < last; offset++) {
            double x = Math.round(track.left() + 2 + (offset - cells.from()) * cells.pitch());
            if (x < track.left() + 1 || x + width > track.right()) {
                continue;
            }
            double age = last - first <= 1 ? 1 : (offset - first) / (double) (last - first - 1);
            double arrived = Math.min(1, cells.to() - offset);
            gc.setGlobalAlpha((FAINTEST + (STRONGEST - FAINTEST) * age) * Math.max(0.15, arrived));
            cell(gc, x, y, width, height, offset >= cells.highWatermark());
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

    private void band(GraphicsContext gc, int partition, Band band, Track track) {
        gc.setFill(bands.computeIfAbsent(Palette.hueIndex(partition) + (band.more() ? 0 : Palette.HUES), key -> gradient(palette.hue(key), key < Palette.HUES ? 0.08 : 0.3)));
        gc.fillRect(band.left(), track.top() + 2, band.right() - band.left(), track.density().track() - 4);
    }

    /** Faint where the log goes on beyond the lane's left end. */
    private static LinearGradient gradient(Color hue, double faintest) {
        return new LinearGradient(0, 0, 1, 0, true, CycleMethod.NO_CYCLE, new Stop(0, hue.deriveColor(0, 1, 1, faintest)), new Stop(1, hue.deriveColor(0, 1, 1, 0.85)));
    }

    private void needle(GraphicsContext gc, long end, double x, Track track) {
        gc.setFill(ink);
        gc.fillRect(x, track.top() - 3, 2, track.density().track() + 6);
        gc.setFont(figure);
        gc.setTextBaseline(VPos.CENTER);
        gc.setTextAlign(TextAlignment.LEFT);
        gc.fillText(Figures.exact(end), x + LaneLook.FIGURE_GAP, track.y());
    }

    private void rate(GraphicsContext gc, String rate, Track track) {
        if (!rate.isEmpty()) {
            gc.setFill(soft);
            gc.setFont(small);
            gc.setTextBaseline(VPos.CENTER);
            gc.setTextAlign(TextAlignment.RIGHT);
            gc.fillText(rate, LaneLook.rateRight(track), track.y());
        }
    }

    /** Within what belongs to the lane: the closer they lie, the further up. */
    static double signsTop(Track track) {
        double up = track.density() == Density.DENSE ? 4 : track.density() == Density.CLOSE ? 2 : 0;
        return track.top() + track.density().track() - up + 1;
    }

    private void signs(GraphicsContext gc, LaneLook look) {
        double y = signsTop(look.track());
        for (Sign sign : look.signs()) {
            if (sign.beyond()) {
                stamps.markBeyond(gc, sign.place(), sign.x(), y);
            } else {
                stamps.mark(gc, sign.place(), sign.active(), sign.x(), y);
            }
        }
    }
}
