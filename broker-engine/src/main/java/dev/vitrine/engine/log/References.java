package dev.vitrine.engine.log;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts who still needs something: its owner, and readers at work. When the last has let go it is gone. Any thread. */
final class References {

    private final AtomicInteger count = new AtomicInteger(1);
    private final Runnable whenGone;

    References(Runnable whenGone) {
        this.whenGone = whenGone;
    }

    /** One more. @return false where it is gone already */
    boolean retain() {
        int now;
        do {
            now = count.get();
            if (now == 0) {
                return false;
            }
        } while (!count.compareAndSet(now, now + 1));
        return true;
    }

    void release() {
        if (count.decrementAndGet() == 0) {
            whenGone.run();
        }
    }
}
