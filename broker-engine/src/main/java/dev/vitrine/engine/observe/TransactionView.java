package dev.vitrine.engine.observe;

import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;

/**
 * A transactional id.
 *
 * @param timeoutMs       how long a transaction of it may be open
 * @param startedAtMillis wall-clock time at which its last transaction began; empty before the first of its producer
 * @param updatedAtMillis wall-clock time of the last change
 * @param coordinator     broker id
 * @param partitions      what the transaction that is open, or being ended, has written to
 */
public record TransactionView(
        String transactionalId,
        long producerId,
        short producerEpoch,
        TransactionState state,
        int timeoutMs,
        OptionalLong startedAtMillis,
        long updatedAtMillis,
        int coordinator,
        List<TopicPartition> partitions) {

    public TransactionView {
        partitions = List.copyOf(partitions);
    }
}
