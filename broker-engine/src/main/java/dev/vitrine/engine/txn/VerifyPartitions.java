package dev.vitrine.engine.txn;

import dev.vitrine.engine.replica.TransactionGate.Question;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.Errors;

/** Are these partitions part of a producer's transaction? Where they are not, what it sends there can only be aborted (KIP-890). */
record VerifyPartitions(Question question) {

    Map<TopicPartition, Errors> from(TransactionShard shard) {
        return shard.find(question.transactionalId())
                .map(transaction -> verify(transaction.metadata()))
                .orElseGet(() -> all(question, Errors.INVALID_PRODUCER_ID_MAPPING));
    }

    private Map<TopicPartition, Errors> verify(TransactionMetadata known) {
        Errors refusal = AddPartitions.refusal(known, question);
        if (refusal != Errors.NONE) {
            return all(question, refusal);
        }
        Map<TopicPartition, Errors> answers = new LinkedHashMap<>();
        question.partitions().forEach(partition -> answers.put(
                partition, known.partitions().contains(partition) ? Errors.NONE : Errors.TRANSACTION_ABORTABLE));
        return answers;
    }

    static Map<TopicPartition, Errors> all(Question question, Errors error) {
        Map<TopicPartition, Errors> answers = new LinkedHashMap<>();
        question.partitions().forEach(partition -> answers.put(partition, error));
        return answers;
    }
}
