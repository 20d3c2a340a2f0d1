package dev.vitrine.engine;

import dev.vitrine.engine.time.Scheduler;

/** What is done again and again, for as long as the engine runs. */
final class Housekeeping {

    private final Scheduler scheduler;

    Housekeeping(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** Runs {@code chore} after {@code firstMs}, and from then on {@code everyMs} after each end. */
    void every(long firstMs, long everyMs, Runnable chore) {
        scheduler.schedule(firstMs, () -> {
            try {
                chore.run();
            } finally {
                every(everyMs, everyMs, chore);
            }
        });
    }
}
