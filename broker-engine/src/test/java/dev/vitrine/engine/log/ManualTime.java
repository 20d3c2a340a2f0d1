package dev.vitrine.engine.log;

import dev.vitrine.engine.time.Clock;
import dev.vitrine.engine.time.Scheduler;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Time that moves only when a test says so; tasks run then, on the test's thread. */
final class ManualTime implements Clock, Scheduler {

    private record Task(long due, Runnable work) {}

    private final List<Task> tasks = new ArrayList<>();
    private long now = 1_700_000_000_000L;

    @Override
    public long millis() {
        return now;
    }

    @Override
    public long nanos() {
        return now * 1_000_000;
    }

    @Override
    public Timer schedule(long delayMs, Runnable work) {
        Task task = new Task(now + Math.max(0, delayMs), work);
        tasks.add(task);
        return () -> tasks.remove(task);
    }

    void advance(long ms) {
        now += ms;
        while (true) {
            Task next = tasks.stream().filter(t -> t.due <= now).min(Comparator.comparingLong(Task::due)).orElse(null);
            if (next == null) {
                return;
            }
            tasks.remove(next);
            next.work.run();
        }
    }

    @Override
    public void close() {
        tasks.clear();
    }
}
