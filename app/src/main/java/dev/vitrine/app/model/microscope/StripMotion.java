package dev.vitrine.app.model.microscope;

/**
 * How the strip moves: towards where it was sent, soon and softly; at once where the person wants less motion. Stays with the end of the log until
 * the person goes somewhere else. All motion follows nanoseconds.
 */
public final class StripMotion {

    private static final double SOON_NANOS = 70e6;
    private static final double CLOSE = 0.0005;

    private StripScale target = StripScale.whole(0, 1, 1);
    private StripScale current = target;
    private boolean calm;
    private boolean following = true;
    private long at;

    /** @param reduced without motion between one place and the next */
    public void calm(boolean reduced) {
        calm = reduced;
    }

    public boolean following() {
        return following;
    }

    /** Shows so much of the end, and stays with it. */
    public void followEnd(long start, long end, double offsets) {
        following = true;
        StripScale some = new StripScale(0, Math.max(1, Math.min(offsets, Math.max(1, end - start))) / Math.max(1, target.width() * 0.8), target.width()).zoomed(0, 1);
        target = some.endingAt(end);
    }

    /** Another log: there at once. */
    public void jump() {
        current = target;
    }

    public void whole(long start, long end) {
        following = false;
        target = StripScale.whole(start, end, target.width());
    }

    public void zoom(double x, double factor, long start, long end) {
        target = target.zoomed(x, factor).within(start, end);
        // Closer at the end is still the end; it is left by looking elsewhere.
        following = following && Math.abs(target.x(end) - target.width() * StripScale.END_AT) < target.width() * 0.2;
    }

    public void pan(double pixels, long start, long end) {
        following = false;
        target = target.panned(pixels).within(start, end);
    }

    /** The beginning of the log at the left edge. */
    public void toStart(long start, long end) {
        following = false;
        target = new StripScale(start - target.width() * 0.04 * target.perPixel(), target.perPixel(), target.width()).within(start, end);
    }

    /** Brings an offset into the middle. */
    public void seek(double offset, long start, long end) {
        following = false;
        target = new StripScale(offset - target.width() * 0.5 * target.perPixel(), target.perPixel(), target.width()).within(start, end);
    }

    /** Another window: what was in view stays in view, and nothing moves. */
    public void width(double width) {
        if (width != target.width()) {
            target = target.wide(width);
            current = target;
        }
    }

    /** One frame on. @return true where it moved */
    public boolean step(long nowNanos, long end) {
        if (following) {
            target = target.endingAt(end);
        }
        double share = calm || at == 0 ? 1 : 1 - Math.exp(-(nowNanos - at) / SOON_NANOS);
        at = nowNanos;
        if (target.equals(current)) {
            return false;
        }
        double per = Math.exp(mix(Math.log(current.perPixel()), Math.log(target.perPixel()), share));
        double left = mix(current.left(), target.left(), share);
        StripScale next = new StripScale(left, per, target.width());
        boolean there = Math.abs(target.left() - left) < CLOSE * target.width() * target.perPixel() && Math.abs(per / target.perPixel() - 1) < CLOSE;
        current = there ? target : next;
        return true;
    }

    private static double mix(double from, double to, double share) {
        return from + (to - from) * share;
    }

    public StripScale scale() {
        return current;
    }

    /** Where it is going. */
    public StripScale target() {
        return target;
    }
}
