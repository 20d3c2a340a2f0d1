package dev.vitrine.app.stage;

import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.transform.Scale;

/** A canvas that stays sharp while the app is zoomed: it has as many pixels as the screen will show, and is scaled back. */
public final class ScaledCanvas extends Canvas {

    private double logicalWidth;
    private double logicalHeight;
    private double scale = 1;

    public ScaledCanvas() {
        setMouseTransparent(true);
        setFocusTraversable(false);
        setManaged(false);
    }

    /** @return true where it is another size now, and therefore empty */
    public boolean size(double width, double height, double zoom) {
        if (width == logicalWidth && height == logicalHeight && zoom == scale) {
            return false;
        }
        logicalWidth = width;
        logicalHeight = height;
        scale = zoom;
        setWidth(Math.ceil(width * zoom));
        setHeight(Math.ceil(height * zoom));
        getTransforms().setAll(new Scale(1 / zoom, 1 / zoom));
        return true;
    }

    /** An empty canvas to paint on, in logical pixels. */
    public GraphicsContext cleared() {
        GraphicsContext gc = getGraphicsContext2D();
        gc.setTransform(1, 0, 0, 1, 0, 0);
        gc.clearRect(0, 0, getWidth(), getHeight());
        return asItIs();
    }

    /** What was painted before stays; in logical pixels. */
    public GraphicsContext asItIs() {
        GraphicsContext gc = getGraphicsContext2D();
        gc.setTransform(scale, 0, 0, scale, 0, 0);
        gc.setGlobalAlpha(1);
        return gc;
    }

    public double logicalWidth() {
        return logicalWidth;
    }

    public double logicalHeight() {
        return logicalHeight;
    }
}
