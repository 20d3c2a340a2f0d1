package dev.vitrine.app.model.stage;

/**
 * How many records lie between the left and the right end of a topic's lanes: one scale for all of them, so that they can be compared. It shows
 * enough to see the largest gap between a group at work and the end, and some seconds of what comes in; cells while one can count them.
 */
public final class LaneScale {

    /** Distances from one cell to the next, widest first; the last three pixels of each are the space between. */
    static final int[] CELLS = {17, 13, 10, 7};
    private static final double SECONDS_SHOWN = 10;
    private static final double HEADROOM = 1.3;
    private static final long PATIENCE_NANOS = 4_000_000_000L;

    private double pixelsPerRecord;
    private boolean cells = true;
    private double shown;
    private long smallSince;
    private final Ease ease;
    private long lastNanos;

    public LaneScale() {
        this(new Ease());
    }

    LaneScale(Ease ease) {
        this.ease = ease;
    }

    /**
     * Takes a look at the topic.
     *
     * @param room      pixels of a lane that records may take
     * @param perSecond records into its busiest partition
     * @param lag       of the group at work that is furthest behind in one partition
     */
    public void update(double room, double perSecond, long lag, long nowNanos) {
        double needed = Math.max(8, Math.max(perSecond * SECONDS_SHOWN, lag * 1.4));
        if (pixelsPerRecord == 0) {
            choose(room, needed);
            shown = pixelsPerRecord;
        } else if (needed * pixelsPerRecord > room) {
            choose(room, needed);
            smallSince = 0;
        } else if (needed * pixelsPerRecord < room * 0.35 && !widest(room)) {
            smallSince = smallSince == 0 ? nowNanos : smallSince;
            if (nowNanos - smallSince > PATIENCE_NANOS) {
                choose(room, needed);
                smallSince = 0;
            }
        } else {
            smallSince = 0;
        }
        ease(nowNanos);
    }

    private boolean widest(double room) {
        return cells && pixelsPerRecord == CELLS[0];
    }

    private void choose(double room, double needed) {
        for (int pitch : CELLS) {
            if (needed * pitch <= room) {
                cells = true;
                pixelsPerRecord = pitch;
                return;
            }
        }
        cells = false;
        pixelsPerRecord = room / (needed * HEADROOM);
    }

    /** A change of scale is seen, not jumped over. */
    private void ease(long nowNanos) {
        double seconds = ease.seconds(lastNanos, nowNanos);
        lastNanos = nowNanos;
        double part = 1 - Math.exp(-seconds / 0.14);
        shown = Math.exp(Math.log(shown) + (Math.log(pixelsPerRecord) - Math.log(shown)) * part);
        if (Math.abs(shown / pixelsPerRecord - 1) < 0.002) {
            shown = pixelsPerRecord;
        }
    }

    /** Pixels from one record to the next, as shown in this frame. */
    public double pixelsPerRecord() {
        return shown;
    }

    /** True where each record is a cell of its own. */
    public boolean cells() {
        return cells && shown == pixelsPerRecord;
    }

    /** True while the scale moves from one to another. */
    public boolean moving() {
        return shown != pixelsPerRecord;
    }
}
