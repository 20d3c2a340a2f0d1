package dev.vitrine.engine.txn;

import dev.vitrine.engine.replica.TransactionMarker;

/** What a shard has others do. None of it blocks; what comes of it comes back as an {@link Operation}. */
interface Errands {

    /** Has partitions end a transaction. Comes back as {@link MarkersWritten}. */
    void writeMarkers(String transactionalId, Ending ending, TransactionMarker marker);

    /** Finds a producer id that nobody had. Comes back as {@link AbortTimedOut} with that id, if there is one. */
    void findProducerIdToAbort(String transactionalId, ProducerIdentity producer);
}
