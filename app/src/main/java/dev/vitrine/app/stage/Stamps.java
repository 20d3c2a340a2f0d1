package dev.vitrine.app.stage;

import dev.vitrine.app.widget.GroupShape;
import dev.vitrine.app.widget.Palette;
import java.util.HashMap;
import java.util.Map;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.Image;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;

/**
 * Dots and marks, drawn once and then stamped: antialiased paths are what costs in the software pipeline, copying small pictures is nearly free.
 * For one palette and one zoom.
 */
final class Stamps {

    static final double DOT = 4;
    static final double MARK = 5;

    /** Samples of a pixel, in each direction. */
    private static final int FINE = 6;

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

    /** A group's committed position: a shape of its own whose upper corner is at the place. @param active false for groups without members */
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

    /** Pixel by pixel: a snapshot of a canvas would wait for the renderer. */
    private Image draw(Key key) {
        return switch (key.kind) {
            case DOT -> picture(DOT, palette.hue(key.index), circle(3.1));
            case SMALL_DOT -> picture(DOT, palette.hue(key.index), circle(2.4));
            case MARK -> picture(MARK, palette.group(key.index), GroupShape.of(key.index)::covers);
            case MARK_AWAY -> picture(MARK, palette.group(key.index), GroupShape.of(key.index)::outlines);
            case MARK_BEYOND -> picture(MARK, palette.group(key.index), (x, y) -> GroupShape.of(key.index).covers(y, x));
        };
    }

    private interface Shape {
        boolean covers(double x, double y);
    }

    private static Shape circle(double radius) {
        return (x, y) -> (x - DOT) * (x - DOT) + (y - DOT) * (y - DOT) <= radius * radius;
    }

    private Image picture(double half, Color color, Shape shape) {
        int size = (int) Math.ceil(2 * half * zoom);
        WritableImage image = new WritableImage(size, size);
        for (int x = 0; x < size; x++) {
            for (int y = 0; y < size; y++) {
                image.getPixelWriter().setColor(x, y, color.deriveColor(0, 1, 1, covered(shape, x, y)));
            }
        }
        return image;
    }

    /** How much of a pixel lies within the shape, from 0 to 1. */
    private double covered(Shape shape, int x, int y) {
        int within = 0;
        for (int i = 0; i < FINE * FINE; i++) {
            double at = x + (i % FINE + 0.5) / FINE;
            double down = y + (i / FINE + 0.5) / FINE;
            within += shape.covers(at / zoom, down / zoom) ? 1 : 0;
        }
        return within / (double) (FINE * FINE);
    }
}
