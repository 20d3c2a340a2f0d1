package dev.vitrine.app.screen.cluster;

import dev.vitrine.app.model.cluster.Copy.Part;
import dev.vitrine.app.model.cluster.TankLayout;
import dev.vitrine.app.widget.Palette;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/** Says how replicas look, in the corner above the names of partitions: as {@link ReplicaPainter} paints them. */
final class LegendPainter {

    private static final Font WORDS = new Font("Inter Medium", 11);
    private static final double PITCH = 20;
    private static final double SAMPLE = 26;
    private static final double BAR = 10;
    private static final double FROM_NAMES = 16;

    private final GraphicsContext gc;
    private final Palette palette;

    LegendPainter(GraphicsContext gc, Palette palette) {
        this.gc = gc;
        this.palette = palette;
    }

    void paint(double left, double top) {
        double x = left + TankLayout.NAMES - FROM_NAMES - SAMPLE;
        double y = top + PITCH / 2;
        for (Part part : Part.values()) {
            sample(part, x, y - BAR / 2);
            gc.setFill(palette.color("soft"));
            gc.setFont(WORDS);
            gc.setTextAlign(TextAlignment.RIGHT);
            gc.setTextBaseline(VPos.CENTER);
            gc.fillText(words(part), x - 8, y);
            y += PITCH;
        }
    }

    private static String words(Part part) {
        return switch (part) {
            case LEADER -> "leads";
            case IN_SYNC -> "in sync";
            case BEHIND -> "out of sync";
            case LOST -> "not running";
        };
    }

    private void sample(Part part, double x, double y) {
        Color hue = palette.color("soft");
        gc.setFill(part == Part.LEADER ? hue : hue.deriveColor(0, 1, 1, part == Part.IN_SYNC ? 0.34 : part == Part.BEHIND ? 0.16 : 0.05));
        gc.fillRoundRect(x, y, SAMPLE, BAR, 5, 5);
        gc.setLineWidth(1);
        if (part == Part.BEHIND) {
            gc.setStroke(palette.color("warn"));
            gc.setLineDashes(4, 3);
            gc.strokeRoundRect(x + 0.5, y + 0.5, SAMPLE - 1, BAR - 1, 5, 5);
            gc.setLineDashes((double[]) null);
        } else if (part == Part.LOST) {
            gc.setStroke(hue.deriveColor(0, 1, 1, 0.6));
            for (double at = x + 2; at < x + SAMPLE - 5; at += 7) {
                gc.strokeLine(at, y + BAR - 1, at + 5, y + 1);
            }
        }
    }
}
