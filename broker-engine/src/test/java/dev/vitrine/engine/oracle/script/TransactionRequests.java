package dev.vitrine.engine.oracle.script;

import dev.vitrine.engine.oracle.Talk;
import java.util.List;
import org.apache.kafka.common.message.AddOffsetsToTxnRequestData;
import org.apache.kafka.common.message.AddPartitionsToTxnRequestData;
import org.apache.kafka.common.message.AddPartitionsToTxnRequestData.AddPartitionsToTxnTopic;
import org.apache.kafka.common.message.AddPartitionsToTxnRequestData.AddPartitionsToTxnTransaction;
import org.apache.kafka.common.message.EndTxnRequestData;
import org.apache.kafka.common.message.EndTxnResponseData;
import org.apache.kafka.common.message.InitProducerIdRequestData;
import org.apache.kafka.common.message.InitProducerIdResponseData;
import org.apache.kafka.common.message.TxnOffsetCommitRequestData;
import org.apache.kafka.common.message.TxnOffsetCommitRequestData.TxnOffsetCommitRequestPartition;
import org.apache.kafka.common.message.TxnOffsetCommitRequestData.TxnOffsetCommitRequestTopic;
import org.apache.kafka.common.protocol.Errors;

/** What transactional producers ask. */
final class TransactionRequests {

    /** A producer with its transactional id, as the coordinator knows it. */
    record Producer(String transactionalId, long id, short epoch) {

        Producer at(int otherEpoch) {
            return new Producer(transactionalId, id, (short) otherEpoch);
        }

        Producer with(long otherId) {
            return new Producer(transactionalId, otherId, epoch);
        }
    }

    private TransactionRequests() {}

    static InitProducerIdRequestData initialise(String transactionalId) {
        return new InitProducerIdRequestData().setTransactionalId(transactionalId).setTransactionTimeoutMs(60_000);
    }

    /** Asks until nothing of the last transaction is left to be done. */
    static Producer initialised(Talk talk, int version, InitProducerIdRequestData request) {
        InitProducerIdResponseData answer = talk.until(version, request::duplicate,
                (InitProducerIdResponseData a) -> a.errorCode() != Errors.CONCURRENT_TRANSACTIONS.code());
        return new Producer(request.transactionalId(), answer.producerId(), answer.producerEpoch());
    }

    static Producer initialised(Talk talk, String transactionalId) {
        return initialised(talk, 5, initialise(transactionalId));
    }

    /** The words of clients up to version 3, and of brokers from 4 on. */
    static AddPartitionsToTxnRequestData add(Producer producer, String topic, Integer... partitions) {
        AddPartitionsToTxnRequestData request = new AddPartitionsToTxnRequestData().setV3AndBelowTransactionalId(producer.transactionalId())
                .setV3AndBelowProducerId(producer.id()).setV3AndBelowProducerEpoch(producer.epoch());
        request.v3AndBelowTopics().add(new AddPartitionsToTxnTopic().setName(topic).setPartitions(List.of(partitions)));
        request.transactions().add(transaction(producer, topic, partitions));
        return request;
    }

    static AddPartitionsToTxnTransaction transaction(Producer producer, String topic, Integer... partitions) {
        AddPartitionsToTxnTransaction transaction = new AddPartitionsToTxnTransaction().setTransactionalId(producer.transactionalId())
                .setProducerId(producer.id()).setProducerEpoch(producer.epoch());
        transaction.topics().add(new AddPartitionsToTxnTopic().setName(topic).setPartitions(List.of(partitions)));
        return transaction;
    }

    static AddOffsetsToTxnRequestData addOffsets(Producer producer, String group) {
        return new AddOffsetsToTxnRequestData().setTransactionalId(producer.transactionalId()).setProducerId(producer.id())
                .setProducerEpoch(producer.epoch()).setGroupId(group);
    }

    static TxnOffsetCommitRequestData commit(Producer producer, String group, String topic, int partition, long offset) {
        return new TxnOffsetCommitRequestData().setTransactionalId(producer.transactionalId()).setProducerId(producer.id())
                .setProducerEpoch(producer.epoch()).setGroupId(group).setGroupInstanceId(null)
                .setTopics(List.of(new TxnOffsetCommitRequestTopic().setName(topic).setPartitions(List.of(
                        new TxnOffsetCommitRequestPartition().setPartitionIndex(partition).setCommittedOffset(offset).setCommittedMetadata("")))));
    }

    static EndTxnRequestData end(Producer producer, boolean committed) {
        return new EndTxnRequestData().setTransactionalId(producer.transactionalId()).setProducerId(producer.id())
                .setProducerEpoch(producer.epoch()).setCommitted(committed);
    }

    /** Ends a transaction; the producer goes on with the epoch that it is told (KIP-890), else with its own. */
    static Producer ended(Talk talk, int version, Producer producer, boolean committed) {
        EndTxnResponseData answer = talk.until(version, () -> end(producer, committed),
                (EndTxnResponseData a) -> a.errorCode() != Errors.CONCURRENT_TRANSACTIONS.code());
        return version >= 5 && answer.errorCode() == 0
                ? new Producer(producer.transactionalId(), answer.producerId(), answer.producerEpoch()) : producer;
    }
}
