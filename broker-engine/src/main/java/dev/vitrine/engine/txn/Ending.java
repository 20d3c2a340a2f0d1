package dev.vitrine.engine.txn;

import dev.vitrine.engine.observe.TransactionState;
import dev.vitrine.engine.replica.TransactionMarker;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * One end of one transaction on its way into the partitions. What comes back from them is held against this very object: up to version 1 the
 * next transaction bears the same producer id and epoch, and an answer that comes late must not be taken for its.
 */
final class Ending {

    private static final long FIRST_RETRY_MS = 20;
    private static final long LONGEST_RETRY_MS = 1_000;
    private static final int MOST_DOUBLINGS = 10;

    private final TransactionMetadata metadata;
    private final Set<TopicPartition> withoutMarker;
    private int failedTries;

    /** @param metadata in one of the states PREPARE_* */
    Ending(TransactionMetadata metadata) {
        this.metadata = metadata;
        this.withoutMarker = new LinkedHashSet<>(metadata.partitions());
    }

    /** These need no marker any more. */
    void written(Collection<TopicPartition> partitions) {
        withoutMarker.removeAll(partitions);
    }

    boolean isDone() {
        return withoutMarker.isEmpty();
    }

    boolean commits() {
        return metadata.state() == TransactionState.PREPARE_COMMIT;
    }

    /** How long to wait before the next try; longer each time. */
    long retryDelayMs() {
        return Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS << Math.min(failedTries++, MOST_DOUBLINGS));
    }

    /** What ends the transaction in the partitions that have not ended it yet. */
    TransactionMarker marker(int coordinatorEpoch) {
        return new TransactionMarker(metadata.producer().id(), metadata.producer().epoch(), coordinatorEpoch, commits(),
                metadata.clientVersion().level(), List.copyOf(withoutMarker));
    }
}
