package dev.vitrine.app.bench;

import java.util.Arrays;
import java.util.Locale;
import javafx.animation.AnimationTimer;

/** How far apart the toolkit's frames are, from when it is started to when it is stopped. For the toolkit's thread. */
final class Frames extends AnimationTimer {

    private long[] apart = new long[4_096];
    private int count;
    private long began;
    private long last;

    @Override
    public void handle(long ignored) {
        // The toolkit's own stamp is that of the pulse as it was planned, not of when it came.
        long now = System.nanoTime();
        if (last == 0) {
            began = now;
        } else {
            if (count == apart.length) {
                apart = Arrays.copyOf(apart, count * 2);
            }
            apart[count++] = now - last;
        }
        last = now;
    }

    double perSecond() {
        return last == began ? 0 : count * 1e9 / (last - began);
    }

    /** Frames a second, and the time from one frame to the next. */
    @Override
    public String toString() {
        long[] sorted = Arrays.copyOf(apart, count);
        Arrays.sort(sorted);
        return count == 0 ? "no frame" : String.format(Locale.ROOT, "%5.1f a second   p50 %5.1f  p99 %5.1f  max %5.1f ms", perSecond(), sorted[count / 2] / 1e6,
                sorted[count * 99 / 100] / 1e6, sorted[count - 1] / 1e6);
    }
}
