package dev.vitrine.app.model.stage;

/**
 * A line across a gap, from its left to its right edge. Tight, it leaves and arrives level; slack, it hangs.
 *
 * @param width of the gap
 * @param slack from 0, tight, to 1, hanging loose
 */
public record Curve(double width, double fromY, double toY, double slack) {

    private static final double HANGS = 46;

    public double firstX() {
        return width * (0.5 - 0.17 * slack);
    }

    public double firstY() {
        return fromY + HANGS * slack;
    }

    public double secondX() {
        return width * (0.5 + 0.17 * slack);
    }

    public double secondY() {
        return toY + HANGS * 1.1 * slack;
    }

    /** @param t from 0 at the left to 1 at the right */
    public double x(double t) {
        return bezier(t, 0, firstX(), secondX(), width);
    }

    public double y(double t) {
        return bezier(t, fromY, firstY(), secondY(), toY);
    }

    private static double bezier(double t, double a, double b, double c, double d) {
        double s = 1 - t;
        return s * s * s * a + 3 * s * s * t * b + 3 * s * t * t * c + t * t * t * d;
    }
}
