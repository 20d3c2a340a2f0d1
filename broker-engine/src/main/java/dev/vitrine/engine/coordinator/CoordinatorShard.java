package dev.vitrine.engine.coordinator;

/**
 * The state of one coordinator for one partition of its internal topic: a pure state machine. Commands look at it and tell what should be
 * written; what is durable changes only in {@link #replay}, in the order of the log. No clock, no thread, no network: all are handed in.
 *
 * @param <S> the shard itself
 * @param <R> its records
 */
public interface CoordinatorShard<S extends CoordinatorShard<S, R>, R> {

    /** Takes one record into the state; the same records in the same order always make the same state. */
    void replay(R record);

    /** The log has been read to its end: tells what must go on (timers of members that were there before). */
    Outcome<S, R> loaded(long nowMillis);
}
