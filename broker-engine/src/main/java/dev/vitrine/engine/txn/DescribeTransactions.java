package dev.vitrine.engine.txn;

import java.util.List;
import org.apache.kafka.common.message.DescribeTransactionsResponseData.TopicData;
import org.apache.kafka.common.message.DescribeTransactionsResponseData.TransactionState;
import org.apache.kafka.common.protocol.Errors;

/** Tells all about transactional ids (KIP-664). */
record DescribeTransactions(List<String> ids) {

    List<TransactionState> from(TransactionShard shard) {
        return ids.stream()
                .map(id -> shard.find(id).map(transaction -> describe(transaction.metadata())).orElseGet(() -> unknown(id)).setTransactionalId(id))
                .toList();
    }

    private static TransactionState unknown(String id) {
        Errors error = id.isEmpty() ? Errors.INVALID_REQUEST : Errors.TRANSACTIONAL_ID_NOT_FOUND;
        return new TransactionState().setErrorCode(error.code());
    }

    private static TransactionState describe(TransactionMetadata known) {
        TransactionState described = new TransactionState()
                .setProducerId(known.producer().id())
                .setProducerEpoch(known.producer().epoch())
                .setTransactionState(known.state().label())
                .setTransactionTimeoutMs(known.timeoutMs())
                .setTransactionStartTimeMs(known.startedAtMillis());
        known.partitions().forEach(partition -> {
            TopicData topic = described.topics().find(partition.topic());
            if (topic == null) {
                topic = new TopicData().setTopic(partition.topic());
                described.topics().add(topic);
            }
            topic.partitions().add(partition.partition());
        });
        return described;
    }
}
