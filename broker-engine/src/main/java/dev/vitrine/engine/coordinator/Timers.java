package dev.vitrine.engine.coordinator;

import dev.vitrine.engine.time.Scheduler;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * The timers of one shard, by key. Used in the mailbox only; a timer that fired is looked at there again, since it may have been stopped
 * meanwhile.
 */
final class Timers {

    private final Scheduler scheduler;
    private final Executor mailbox;
    private final Map<Object, Running> running = new HashMap<>();

    Timers(Scheduler scheduler, Executor mailbox) {
        this.scheduler = scheduler;
        this.mailbox = mailbox;
    }

    /** @param task runs in the mailbox */
    void start(Object key, long delayMs, Runnable task) {
        Running timer = new Running(key, task);
        timer.waiting = scheduler.schedule(delayMs, () -> mailbox.execute(timer::fire));
        Running before = running.put(key, timer);
        if (before != null) {
            before.waiting.cancel();
        }
    }

    void stop(Object key) {
        Running timer = running.remove(key);
        if (timer != null) {
            timer.waiting.cancel();
        }
    }

    void stopAll() {
        running.values().forEach(timer -> timer.waiting.cancel());
        running.clear();
    }

    private final class Running {

        private final Object key;
        private final Runnable task;
        private Scheduler.Timer waiting;

        Running(Object key, Runnable task) {
            this.key = key;
            this.task = task;
        }

        private void fire() {
            if (running.remove(key, this)) {
                task.run();
            }
        }
    }
}
