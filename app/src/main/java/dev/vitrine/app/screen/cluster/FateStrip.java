package dev.vitrine.app.screen.cluster;

import dev.vitrine.app.model.acks.Ledger;
import dev.vitrine.app.stage.ScaledCanvas;
import dev.vitrine.app.widget.Palette;
import java.util.List;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;

/** All records of a producer from left to right, in the colour of what became of each: one looks for red. */
final class FateStrip extends Region {

    private static final double HEIGHT = 22;

    private final ScaledCanvas canvas = new ScaledCanvas();
    private Palette palette;
    private double zoom = 1;
    private List<Ledger.Run> runs = List.of();

    FateStrip() {
        getChildren().add(canvas);
        setMinHeight(HEIGHT);
        setPrefHeight(HEIGHT);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    }

    void look(Palette colours, double zoomed) {
        palette = colours;
        zoom = zoomed;
        draw();
    }

    void show(List<Ledger.Run> all) {
        if (!all.equals(runs)) {
            runs = all;
            draw();
        }
    }

    @Override
    protected void layoutChildren() {
        draw();
    }

    private void draw() {
        if (palette == null || getWidth() < 4) {
            return;
        }
        canvas.size(getWidth(), HEIGHT, zoom);
        GraphicsContext gc = canvas.cleared();
        gc.setFill(palette.color("track"));
        gc.fillRoundRect(0, 0, getWidth(), HEIGHT, 6, 6);
        double all = runs.isEmpty() ? 1 : Math.max(1, runs.getLast().to());
        for (Ledger.Run run : runs) {
            double from = getWidth() * run.from() / all;
            double to = getWidth() * run.to() / all;
            gc.setFill(color(run.fate()));
            // A single lost record among thousands is what this is about: it is never too narrow to be seen.
            gc.fillRect(from, 3, Math.max(run.fate() == Ledger.Fate.LOST ? 2 : 0.5, to - from), HEIGHT - 6);
        }
    }

    private Color color(Ledger.Fate fate) {
        return switch (fate) {
            case KEPT -> palette.color("ok");
            case LOST -> palette.color("bad");
            case REFUSED -> palette.color("warn");
            case UNPROMISED -> palette.color("accent").deriveColor(0, 1, 1, 0.6);
            case OPEN -> palette.color("faint").deriveColor(0, 1, 1, 0.45);
        };
    }
}
