package dev.vitrine.engine.coordinator;

/** How what lies in a log stands to transactions. */
sealed interface Standing {

    Standing ALONE = new Alone();

    /** Counts at once. */
    record Alone() implements Standing {}

    /** Counts when the producer's transaction is committed. */
    record InTransaction(long producerId) implements Standing {}

    /** Decides what the producer has written since its last marker. */
    record End(long producerId, boolean committed) implements Standing {}
}
