package dev.vitrine.app.model.stage;

/**
 * Which stretch of a partition its lane shows. Records lie still while new ones are put behind them; when the end comes near the edge of the lane,
 * all of it slides on by half: an end that stood still while the log ran past it would hide that a log only ever grows.
 */
public final class LaneWindow {

    private static final double FULL = 0.98;
    private static final double AFTER_SLIDE = 0.55;
    private static final double FIRST_SEEN = 0.66;

    private double base = Double.NaN;
    private double shownBase;
    private double shownEnd;
    private final Ease ease;
    private long lastNanos;

    public LaneWindow() {
        this(new Ease());
    }

    LaneWindow(Ease ease) {
        this.ease = ease;
    }

    /**
     * Follows the log.
     *
     * @param span records that the lane has room for
     */
    public void update(long logStart, long end, double span, long nowNanos) {
        double seconds = ease.seconds(lastNanos, nowNanos);
        lastNanos = nowNanos;
        double wanted = wantedBase(logStart, end, span);
        if (Double.isNaN(base) || end < shownEnd) {
            shownBase = wanted;
            shownEnd = end;
        }
        base = wanted;
        shownBase = approach(shownBase, base, span, seconds / 0.16);
        shownEnd = approach(shownEnd, end, span, seconds / 0.09);
    }

    private double wantedBase(long logStart, long end, double span) {
        if (end - logStart <= span * FULL) {
            return logStart;
        }
        if (Double.isNaN(base)) {
            return Math.floor(end - span * FIRST_SEEN);
        }
        double fill = (end - base) / span;
        boolean outOfPlace = fill > FULL || fill < 0.42 || base < logStart;
        return outOfPlace ? Math.max(logStart, Math.floor(end - span * AFTER_SLIDE)) : base;
    }

    private static double approach(double from, double to, double span, double timeConstants) {
        double next = from + (to - from) * (1 - Math.exp(-timeConstants));
        return Math.abs(to - next) < span / 2000 ? to : next;
    }

    /** The offset at the lane's left end, as shown in this frame. */
    public double base() {
        return shownBase;
    }

    /** The end offset, as shown in this frame: follows the true one within a blink. */
    public double end() {
        return shownEnd;
    }
}
