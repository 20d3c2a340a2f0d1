package dev.vitrine.engine.replica;

import java.util.List;
import org.apache.kafka.common.TopicPartition;

/**
 * The end of a transaction, for the partitions that it wrote to.
 *
 * @param producerEpoch under transaction version 2 already the raised one: what the old epoch still has under way comes too late (KIP-890)
 * @param coordinatorEpoch leader epoch of the coordinator's partition: fences a coordinator that does not know yet that it is none any more
 * @param transactionVersion 0 to 2; from 2 on a marker must bear a higher epoch than the records that it ends
 */
public record TransactionMarker(
        long producerId, short producerEpoch, int coordinatorEpoch, boolean commit, short transactionVersion, List<TopicPartition> partitions) {}
