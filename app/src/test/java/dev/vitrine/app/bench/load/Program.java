package dev.vitrine.app.bench.load;

import java.io.IOException;
import java.util.concurrent.locks.LockSupport;

/** Something that runs on a thread of its own until it is told to stop. */
abstract class Program implements Runnable {

    private volatile boolean stopping;

    /** One round of its work. */
    abstract void round() throws IOException;

    abstract String name();

    @Override
    public final void run() {
        try {
            while (!stopping) {
                round();
            }
        } catch (IOException | RuntimeException e) {
            if (!stopping) {
                System.err.println(name() + " came to an end: " + e);
            }
        }
    }

    final void stop() {
        stopping = true;
    }

    /** Waits for a moment of {@link System#nanoTime}. */
    static void await(long nanoTime) {
        for (long left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
