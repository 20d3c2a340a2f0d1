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

    /** Takes in a record that counts only if its producer's transaction is committed. */
    default void replayInTransaction(long producerId, R record) {
        throw new IllegalStateException("written in a transaction, which this coordinator knows nothing of: " + record);
    }

    /** A marker in the log: what the producer has written since its last one counts now, or is forgotten. It may have written nothing. */
    default void transactionEnded(long producerId, boolean committed) {
        // nothing of it is here
    }

    /** The log has been read to its end: tells what must go on (timers of members that were there before). */
    Outcome<S, R> loaded(long nowMillis);
}
