package dev.vitrine.engine.group;

import dev.vitrine.engine.coordinator.Effect;
import dev.vitrine.engine.coordinator.Outcome;
import dev.vitrine.engine.coordinator.ReplyTo;
import dev.vitrine.engine.observe.Event;
import java.util.ArrayList;
import java.util.List;

/** One run of an {@link Operation}: the time it is, and all that comes of it. */
final class Turn {

    private final long now;
    private final List<GroupRecord> records = new ArrayList<>();
    private final List<Effect<GroupShard, GroupRecord>> effects = new ArrayList<>();

    Turn(long nowMillis) {
        this.now = nowMillis;
    }

    /** Wall-clock milliseconds. */
    long now() {
        return now;
    }

    void write(GroupRecord record) {
        records.add(record);
    }

    /** What has been written so far. */
    List<GroupRecord> written() {
        return List.copyOf(records);
    }

    /** Whether anything of this classic group has been. */
    boolean hasWritten(String classicGroup) {
        return records.stream().anyMatch(record -> record instanceof GroupRecord.Metadata && record.group().equals(classicGroup));
    }

    /** Nothing of what was to be written so far is to be: there is something against it. Those who were answered along the way stay answered. */
    void forget() {
        records.clear();
        effects.removeIf(effect -> !(effect instanceof Effect.Answer));
    }

    <T> void answer(ReplyTo<T> to, T reply) {
        effects.add(new Effect.Answer<>(to, reply));
    }

    void startTimer(TimerKey key, long delayMs, Operation operation) {
        effects.add(new Effect.StartTimer<>(key, delayMs, operation));
    }

    void stopTimer(TimerKey key) {
        effects.add(new Effect.StopTimer<>(key));
    }

    void publish(Event event) {
        effects.add(new Effect.Publish<>(event));
    }

    Outcome<GroupShard, GroupRecord> outcome() {
        return new Outcome<>(records, effects);
    }
}
