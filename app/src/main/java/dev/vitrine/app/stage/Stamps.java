package dev.vitrine.app.stage;

import dev.vitrine.app.widget.Palette;
import java.util.HashMap;
import java.util.Map;
import javafx.scene.SnapshotParameters;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.Image;
import javafx.scene.paint.Color;

/**
 * Dots and marks, drawn once and then stamped: antialiased paths are what costs in the software pipeline, copying small pictures is nearly free.
 * For one palette and one zoom.
 */
final class Stamps {

    static final double DOT = 4;
    static final double MARK = 5;

    private enum Kind { DOT, SMALL_DOT, MARK, MARK_BEYOND, MARK_AWAY }

    private record Key(Kind kind, int index) {}

    private final Palette palette;
    private final double zoom;
    private final Map<Key, Image> drawn = new HashMap<>();

    Stamps(Palette palette, double zoom) {
        this.palette = palette;
        this.zoom = zoom;
    }

    /** A record of a partition; small where it stands for many. */
    void dot(GraphicsContext gc, int partition, boolean small, double x, double y) {
        Image image = image(small ? Kind.SMALL_DOT : Kind.DOT, Palette.hueIndex(partition));
        gc.drawImage(image, snap(x - DOT), snap(y - DOT), 2 * DOT, 2 * DOT);
    }

    /** A group's committed position: a triangle whose upper corner is at the place. @param active false for groups without members */
    void mark(GraphicsContext gc, int place, boolean active, double x, double y) {
        gc.drawImage(image(active ? Kind.MARK : Kind.MARK_AWAY, Math.floorMod(place, Palette.HUES)), snap(x - MARK), snap(y), 2 * MARK, 2 * MARK);
    }

    /** The same, further back than the lane shows. */
    void markBeyond(GraphicsContext gc, int place, double x, double y) {
        gc.drawImage(image(Kind.MARK_BEYOND, Math.floorMod(place, Palette.HUES)), snap(x), snap(y), 2 * MARK, 2 * MARK);
    }

    private double snap(double at) {
        return Math.round(at * zoom) / zoom;
    }

    private Image image(Kind kind, int index) {
        return drawn.computeIfAbsent(new Key(kind, index), this::draw);
    }

    private Image draw(Key key) {
        double half = key.kind == Kind.DOT || key.kind == Kind.SMALL_DOT ? DOT : MARK;
        Canvas canvas = new Canvas(Math.ceil(2 * half * zoom), Math.ceil(2 * half * zoom));
        GraphicsContext gc = canvas.getGraphicsContext2D();
        gc.scale(zoom, zoom);
        switch (key.kind) {
            case DOT -> circle(gc, palette.hue(key.index), 3.1);
            case SMALL_DOT -> circle(gc, palette.hue(key.index), 2.4);
            case MARK -> triangle(gc, palette.group(key.index), new double[] {5, 9.6, 0.4}, new double[] {0.4, 8.6, 8.6});
            case MARK_AWAY -> outline(gc, palette.group(key.index));
            case MARK_BEYOND -> triangle(gc, palette.group(key.index), new double[] {0.4, 8, 8}, new double[] {5, 0.8, 9.2});
        }
        SnapshotParameters transparent = new SnapshotParameters();
        transparent.setFill(Color.TRANSPARENT);
        return canvas.snapshot(transparent, null);
    }

    private static void circle(GraphicsContext gc, Color color, double radius) {
        gc.setFill(color);
        gc.fillOval(DOT - radius, DOT - radius, 2 * radius, 2 * radius);
    }

    private static void triangle(GraphicsContext gc, Color color, double[] xs, double[] ys) {
        gc.setFill(color);
        gc.fillPolygon(xs, ys, 3);
    }

    private static void outline(GraphicsContext gc, Color color) {
        gc.setStroke(color);
        gc.setLineWidth(1.2);
        gc.strokePolygon(new double[] {5, 8.9, 1.1}, new double[] {1.6, 8.2, 8.2}, 3);
    }
}
