package dev.vitrine.app.stage;

import dev.vitrine.app.model.stage.Picture.Replica;
import dev.vitrine.app.model.stage.Rack;
import dev.vitrine.app.model.cluster.Copy;
import dev.vitrine.app.stage.LaneLook.Track;
import dev.vitrine.app.widget.Palette;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;

/**
 * Paints the copies of a partition within the brokers' tanks, as the screen of the cluster does: the leader solid, who is in sync faint, who is behind as
 * full as it is within a warning's edge, what can't be reached hatched. Where nobody leads, the edges of all are red.
 */
final class CopyPainter {

    private static final double LEADS = 0.95;
    private static final double FOLLOWS = 0.32;
    private static final double LAGS = 0.2;
    private static final double HATCHED = 0.5;
    private static final double HATCH = 6;

    private final Palette palette;
    private final Color warn;
    private final Color bad;

    CopyPainter(Palette palette) {
        this.palette = palette;
        this.warn = palette.color("warn");
        this.bad = palette.color("bad");
    }

    void paint(GraphicsContext gc, LaneLook look) {
        boolean leaderless = look.copies().stream().noneMatch(copy -> copy.part() == Copy.Part.LEADER);
        for (Replica copy : look.copies()) {
            if (copy.place() < look.track().rack().tanks()) {
                copy(gc, look, copy, leaderless);
            }
        }
        gc.setGlobalAlpha(1);
    }

    private void copy(GraphicsContext gc, LaneLook look, Replica copy, boolean leaderless) {
        Rack rack = look.track().rack();
        Track track = look.track();
        double inset = rack.tankWidth() >= 18 ? 4 : 1;
        double x = Math.round(rack.left(copy.place()) + inset);
        double y = track.top() + 3;
        double width = Math.round(rack.tankWidth() - 2 * inset);
        double height = track.density().track() - 6;
        gc.setFill(palette.hue(look.partition()));
        switch (copy.part()) {
            case LEADER -> filled(gc, LEADS, x, y, width, height);
            case IN_SYNC -> filled(gc, FOLLOWS, x, y, width, height);
            case BEHIND -> filled(gc, LAGS, x, y, Math.max(1, Math.round(width * copy.fill())), height);
            case LOST -> hatched(gc, palette.hue(look.partition()), x, y, width, height);
        }
        if (leaderless || copy.part() == Copy.Part.BEHIND) {
            gc.setFill(leaderless ? bad : warn);
            gc.setGlobalAlpha(copy.part() == Copy.Part.LOST ? HATCHED : 1);
            edge(gc, x, y, width, height);
        }
    }

    /** With its corners taken off. */
    private static void filled(GraphicsContext gc, double strength, double x, double y, double width, double height) {
        gc.setGlobalAlpha(strength);
        gc.fillRect(x + 1, y, Math.max(1, width - 2), 1);
        gc.fillRect(x, y + 1, width, height - 2);
        gc.fillRect(x + 1, y + height - 1, Math.max(1, width - 2), 1);
    }

    private static void edge(GraphicsContext gc, double x, double y, double width, double height) {
        gc.fillRect(x + 1, y, width - 2, 1);
        gc.fillRect(x + 1, y + height - 1, width - 2, 1);
        gc.fillRect(x, y + 1, 1, height - 2);
        gc.fillRect(x + width - 1, y + 1, 1, height - 2);
    }

    /** Nobody can look into it. Lines from the lower left to the upper right, cut off at the edges. */
    private static void hatched(GraphicsContext gc, Color hue, double x, double y, double width, double height) {
        gc.setGlobalAlpha(HATCHED);
        gc.setStroke(hue);
        gc.setLineWidth(1);
        for (double at = HATCH / 2; at < width + height; at += HATCH) {
            double left = Math.max(0, at - height);
            double right = Math.min(width, at);
            gc.strokeLine(x + left, y + at - left, x + right, y + at - right);
        }
    }
}
