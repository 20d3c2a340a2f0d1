package dev.vitrine.engine.txn;

/** What a shard's timers are about; at most one of each runs. */
sealed interface TimerKey {

    /** Markers that could not be written are due again. */
    record Markers(String transactionalId) implements TimerKey {}

    /** Time to look for transactions that have been open for too long. */
    record TimedOut() implements TimerKey {}

    /** Time to look for transactional ids that nobody uses any more. */
    record Expiry() implements TimerKey {}
}
