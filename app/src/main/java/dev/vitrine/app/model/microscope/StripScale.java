package dev.vitrine.app.model.microscope;

/**
 * Which offset stands where on the strip. Offsets follow upon each other evenly, so that a batch is as wide as it has records.
 *
 * @param left     offset at the left edge; may lie between two
 * @param perPixel offsets to a pixel
 * @param width    pixels of the strip
 */
public record StripScale(double left, double perPixel, double width) {

    /** Records can't be drawn wider than this: nothing would be left to see beside them. */
    private static final double WIDEST_RECORD = 120;

    public double x(double offset) {
        return (offset - left) / perPixel;
    }

    public double offset(double x) {
        return left + x * perPixel;
    }

    public double right() {
        return offset(width);
    }

    /** @param factor above 1 for closer; what is at {@code x} stays there */
    public StripScale zoomed(double x, double factor) {
        double at = offset(x);
        double next = Math.max(perPixel / factor, 1 / WIDEST_RECORD);
        return new StripScale(at - x * next, next, width);
    }

    public StripScale panned(double pixels) {
        return new StripScale(left + pixels * perPixel, perPixel, width);
    }

    /** Another window: as much of the log is in view as before. */
    public StripScale wide(double newWidth) {
        return new StripScale(left, Math.max(perPixel * width / newWidth, 1 / WIDEST_RECORD), newWidth);
    }

    /** All of a log, and some room around it. */
    public static StripScale whole(long start, long end, double width) {
        double per = Math.max(1 / WIDEST_RECORD, (end - start) / Math.max(1, width * 0.92));
        return new StripScale(start - width * 0.04 * per, per, width);
    }

    /** The end of a log at a fixed place, so that what comes is seen coming. */
    public StripScale endingAt(long end) {
        return new StripScale(end - width * END_AT * perPixel, perPixel, width);
    }

    /** So that one does not lose the log out of sight. */
    public StripScale within(long start, long end) {
        double most = Math.max(whole(start, end, width).perPixel * 1.5, 1 / WIDEST_RECORD);
        double per = Math.min(perPixel, most);
        double at = Math.clamp(left, start - width * 0.7 * per, Math.max(start - width * 0.7 * per, end - width * 0.3 * per));
        return new StripScale(at, per, width);
    }

    static final double END_AT = 0.86;
}
