package dev.vitrine.engine.coordinator;

import dev.vitrine.engine.observe.Event;

/** Something that a shard wants done in the world. */
public sealed interface Effect<S extends CoordinatorShard<S, R>, R> {

    /** Answers a request, this one or one parked before. */
    record Answer<S extends CoordinatorShard<S, R>, R, T>(ReplyTo<T> to, T reply) implements Effect<S, R> {}

    /** Runs {@code command} after {@code delayMs}; a timer with an equal key is replaced. */
    record StartTimer<S extends CoordinatorShard<S, R>, R>(Object key, long delayMs, Command<S, R> command) implements Effect<S, R> {}

    /** Forgets the timer with this key, where there is one. */
    record StopTimer<S extends CoordinatorShard<S, R>, R>(Object key) implements Effect<S, R> {}

    /** Does something outside, such as asking another partition: in the mailbox, once the records are committed, so it must not block. */
    record Act<S extends CoordinatorShard<S, R>, R>(Runnable action) implements Effect<S, R> {}

    /** Tells observers. */
    record Publish<S extends CoordinatorShard<S, R>, R>(Event event) implements Effect<S, R> {}
}
