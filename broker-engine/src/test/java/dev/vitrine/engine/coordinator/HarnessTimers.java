package dev.vitrine.engine.coordinator;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** The time of a shard without threads, and the timers that it has started: what is due runs when a test moves time on, in its order. */
public final class HarnessTimers<S extends CoordinatorShard<S, R>, R> {

    private record Due<S extends CoordinatorShard<S, R>, R>(Object key, long at, long sequence, Command<S, R> command) {}

    private final Map<Object, Due<S, R>> running = new LinkedHashMap<>();
    private long now;
    private long sequence;

    public HarnessTimers(long startMillis) {
        now = startMillis;
    }

    public long now() {
        return now;
    }

    public void start(Effect.StartTimer<S, R> timer) {
        running.put(timer.key(), new Due<>(timer.key(), now + timer.delayMs(), sequence++, timer.command()));
    }

    public void stop(Object key) {
        running.remove(key);
    }

    public void stopAll() {
        running.clear();
    }

    public boolean runs(Object key) {
        return running.containsKey(key);
    }

    public boolean runsAny(Class<?> kindOfKey) {
        return running.keySet().stream().anyMatch(kindOfKey::isInstance);
    }

    /** The first moment in the future at which something is due. */
    public OptionalLong next() {
        return running.values().stream().mapToLong(Due::at).filter(at -> at > now).min();
    }

    /** @param run runs a command that is due; {@link #now} is its moment then */
    public void advance(long ms, Consumer<Command<S, R>> run) {
        long target = now + ms;
        for (Optional<Due<S, R>> due = due(target); due.isPresent(); due = due(target)) {
            now = Math.max(now, due.get().at());
            running.remove(due.get().key());
            run.accept(due.get().command());
        }
        now = target;
    }

    private Optional<Due<S, R>> due(long until) {
        return running.values().stream().filter(due -> due.at() <= until)
                .min(Comparator.<Due<S, R>>comparingLong(Due::at).thenComparingLong(Due::sequence));
    }
}
