package dev.vitrine.engine.txn;

import dev.vitrine.engine.coordinator.Effect;
import dev.vitrine.engine.coordinator.Outcome;
import dev.vitrine.engine.coordinator.ReplyTo;
import dev.vitrine.engine.observe.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One run of an {@link Operation}: the time it is, and all that comes of it. */
final class Turn {

    private final long now;
    private final List<TransactionRecord> records = new ArrayList<>();
    private final List<Effect<TransactionShard, TransactionRecord>> effects = new ArrayList<>();

    Turn(long nowMillis) {
        this.now = nowMillis;
    }

    /** Wall-clock milliseconds. */
    long now() {
        return now;
    }

    void write(String transactionalId, TransactionMetadata metadata) {
        records.add(new TransactionRecord(transactionalId, Optional.of(metadata)));
    }

    void forget(String transactionalId) {
        records.add(new TransactionRecord(transactionalId, Optional.empty()));
    }

    <T> void answer(ReplyTo<T> to, T reply) {
        effects.add(new Effect.Answer<>(to, reply));
    }

    /** What is done once the records are committed. */
    void act(Runnable action) {
        effects.add(new Effect.Act<>(action));
    }

    void startTimer(TimerKey key, long delayMs, Operation operation) {
        effects.add(new Effect.StartTimer<>(key, delayMs, operation));
    }

    void publish(Event event) {
        effects.add(new Effect.Publish<>(event));
    }

    Outcome<TransactionShard, TransactionRecord> outcome() {
        return new Outcome<>(records, effects);
    }
}
