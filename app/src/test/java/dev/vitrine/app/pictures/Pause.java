package dev.vitrine.app.pictures;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Lets time go by, for traffic to be seen. */
final class Pause {

    private Pause() {}

    static void of(Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        for (long left = duration.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
