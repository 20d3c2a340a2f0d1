package dev.vitrine.engine.replica;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.Errors;

/**
 * The transaction coordinator as a partition leader sees it (KIP-890): before the first transactional batch of a producer is appended, the leader
 * asks whether the transaction is really open, else a late batch could hang in a transaction that nobody ends.
 */
public interface TransactionGate {

    /** What is asked about. @param transactionalId names the coordinator */
    record Question(String transactionalId, long producerId, short producerEpoch, List<TopicPartition> partitions) {}

    /** Are the partitions part of the producer's open transaction? For clients that add them themselves (transaction version 0 and 1). */
    void verify(Question question, Consumer<Map<TopicPartition, Errors>> answer);

    /** Makes the partitions part of the producer's transaction, which begins with the first (transaction version 2). */
    void add(Question question, Consumer<Map<TopicPartition, Errors>> answer);
}
