package dev.vitrine.app.widget;

import java.util.Arrays;

/** How long the last few seconds' frames took: our own work in each, and from one to the next. */
public final class FrameStats {

    private static final int KEPT = 240;

    private final long[] work = new long[KEPT];
    private final long[] apart = new long[KEPT];
    private long frames;
    private long last;

    /** @param startNanos when the frame began; @param endNanos when our work in it was done */
    public void frame(long startNanos, long endNanos) {
        int slot = (int) (frames % KEPT);
        work[slot] = endNanos - startNanos;
        apart[slot] = frames == 0 ? 0 : startNanos - last;
        last = startNanos;
        frames++;
    }

    /** Milliseconds of work that so many percent of the frames stayed below. */
    public double workMillis(int percent) {
        return percentile(work, percent);
    }

    /** Milliseconds from one frame to the next that so many percent stayed below. */
    public double apartMillis(int percent) {
        return percentile(apart, percent);
    }

    public long frames() {
        return frames;
    }

    private double percentile(long[] values, int percent) {
        int count = (int) Math.min(frames, KEPT);
        if (count == 0) {
            return 0;
        }
        long[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        return sorted[Math.min(count - 1, count * percent / 100)] / 1e6;
    }
}
