package dev.vitrine.app.widget;

import java.util.concurrent.TimeUnit;

/**
 * Which of the toolkit's pulses become frames. Where a graphics card draws, all of them. Where the processor does, each frame is taken from the broker and
 * the programs on the same machine: half of the pulses are enough for motion that is smooth. Kept on average, so that a pulse that comes late does not
 * put off those after it. For one thread.
 */
public final class FramePace {

    /** A little more than thirty a second: one that is missed now and then does not count. */
    private static final long DRAWN_BY_PROCESSOR_NANOS = TimeUnit.MILLISECONDS.toNanos(30);
    /** Half of the time between two pulses: the nearest one is taken. */
    private static final long NEAR_NANOS = TimeUnit.MILLISECONDS.toNanos(8);

    private final long everyNanos;
    private long nextAt;
    private boolean begun;

    private FramePace(long everyNanos) {
        this.everyNanos = everyNanos;
    }

    /** @param byProcessor whether the picture is drawn without a graphics card */
    public static FramePace of(boolean byProcessor) {
        return new FramePace(byProcessor ? DRAWN_BY_PROCESSOR_NANOS : 0);
    }

    /** Seldom enough for a machine that has something better to do. @param millis from one frame to the next */
    public static FramePace every(long millis) {
        return new FramePace(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    /** Whether this pulse is to be a frame. */
    public boolean due(long nowNanos) {
        if (begun && nowNanos < nextAt - NEAR_NANOS) {
            return false;
        }
        // Who is late makes up for one frame at most.
        nextAt = begun ? Math.max(nextAt + everyNanos, nowNanos) : nowNanos + everyNanos;
        begun = true;
        return true;
    }
}
