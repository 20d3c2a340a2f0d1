package dev.vitrine.app.stage;

import dev.vitrine.app.model.stage.Curve;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;

/** A curve as it is to be stroked. Records, so that a painter sees whether anything is other than in the frame before. */
record Line(Curve curve, Color color, double thickness, double alpha, boolean dashed) {

    private static final double[] DASHES = {3, 6};
    private static final double[] SOLID = null;

    /** @param scroll what of the content lies above the window */
    void stroke(GraphicsContext gc, double scroll) {
        gc.setStroke(color);
        gc.setGlobalAlpha(alpha);
        gc.setLineWidth(thickness);
        gc.setLineDashes(dashed ? DASHES : SOLID);
        gc.beginPath();
        gc.moveTo(0, curve.fromY() - scroll);
        gc.bezierCurveTo(curve.firstX(), curve.firstY() - scroll, curve.secondX(), curve.secondY() - scroll, curve.width(), curve.toY() - scroll);
        gc.stroke();
    }

    boolean seen(double scroll, double height) {
        double top = Math.min(curve.fromY(), curve.toY());
        double bottom = Math.max(Math.max(curve.fromY(), curve.toY()), Math.max(curve.firstY(), curve.secondY()));
        return bottom >= scroll && top <= scroll + height;
    }
}
