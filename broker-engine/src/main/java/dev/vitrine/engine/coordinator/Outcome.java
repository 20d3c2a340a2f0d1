package dev.vitrine.engine.coordinator;

import java.util.ArrayList;
import java.util.List;

/**
 * What a command leads to. The records are replayed at once and appended; answers, events and acts follow when the records are committed
 * (and with them everything that the command may have seen); timers start and stop at once.
 */
public record Outcome<S extends CoordinatorShard<S, R>, R>(List<R> records, List<Effect<S, R>> effects) {

    public Outcome {
        records = List.copyOf(records);
        effects = List.copyOf(effects);
    }

    public static <S extends CoordinatorShard<S, R>, R> Outcome<S, R> nothing() {
        return new Outcome<>(List.of(), List.of());
    }

    /** First this, then {@code next}. */
    public Outcome<S, R> then(Outcome<S, R> next) {
        List<R> allRecords = new ArrayList<>(records);
        allRecords.addAll(next.records);
        List<Effect<S, R>> allEffects = new ArrayList<>(effects);
        allEffects.addAll(next.effects);
        return new Outcome<>(allRecords, allEffects);
    }
}
