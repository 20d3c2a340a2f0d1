package dev.vitrine.app.export;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.paint.Color;

/** A picture as shapes, the lowest first; in logical pixels. Colours carry their opacity. */
final class Drawing {

    /** One thing drawn. */
    sealed interface Shape {}

    /** @param edge null for none */
    record Box(double x, double y, double width, double height, double radius, Color fill, Color edge) implements Shape {}

    /** Fades in from left to right. */
    record Fade(double x, double y, double width, double height, Color from, Color to) implements Shape {}

    /** A cubic curve. @param points x and y of the begin, both controls, and the end */
    record Stroke(double[] points, Color color, double thickness, boolean dashed) implements Shape {}

    record Disc(double x, double y, double radius, Color fill) implements Shape {}

    /** @param points x, y, x, y, … */
    record Polygon(double[] points, Color fill) implements Shape {}

    /** @param y of the line that the letters stand on */
    record Words(String text, double x, double y, Face face, double size, Color color, Anchor anchor) implements Shape {}

    enum Anchor { LEFT, MIDDLE, RIGHT }

    private final double width;
    private final double height;
    private final Color ground;
    private final List<Shape> shapes = new ArrayList<>();

    Drawing(double width, double height, Color ground) {
        this.width = width;
        this.height = height;
        this.ground = ground;
    }

    void add(Shape shape) {
        shapes.add(shape);
    }

    void words(String text, double x, double y, Face face, double size, Color color) {
        add(new Words(text, x, y, face, size, color, Anchor.LEFT));
    }

    void words(String text, double x, double y, Face face, double size, Color color, Anchor anchor) {
        add(new Words(text, x, y, face, size, color, anchor));
    }

    double width() {
        return width;
    }

    double height() {
        return height;
    }

    Color ground() {
        return ground;
    }

    List<Shape> shapes() {
        return shapes;
    }
}
