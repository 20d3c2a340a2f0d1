package dev.vitrine.engine.api;

import dev.vitrine.engine.replica.TransactionAdmission;
import dev.vitrine.engine.replica.TransactionAdmission.Admitted;
import dev.vitrine.engine.replica.TransactionAdmission.Entry;
import dev.vitrine.engine.replica.TransactionSupport;
import dev.vitrine.engine.wire.BatchFrame;
import dev.vitrine.engine.wire.BatchHeader;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.Errors;

/** The transactional batches of a produce request: they must all be of one producer, and its transaction's coordinator must agree. */
final class ProduceTransactions {

    private final TransactionAdmission admission;

    ProduceTransactions(TransactionAdmission admission) {
        this.admission = admission;
    }

    /** What becomes of the request. */
    sealed interface Decision {

        /** None of it is appended. */
        record Refused(Errors error) implements Decision {}

        record Each(Admitted admitted) implements Decision {}
    }

    /** @param transactionalId null where the request has none */
    CompletionStage<Decision> decide(short version, String transactionalId, Map<TopicIdPartition, ByteBuffer> batches) {
        Map<TopicPartition, Integer> sequences = new HashMap<>();
        Set<Long> producers = new HashSet<>();
        short epoch = -1;
        for (Map.Entry<TopicIdPartition, ByteBuffer> partition : batches.entrySet()) {
            ByteBuffer records = partition.getValue();
            if (BatchFrame.first(records) != BatchFrame.Kind.TRANSACTIONAL) {
                continue;
            }
            BatchHeader header = BatchHeader.read(records, records.position());
            if (header.hasProducer()) {
                producers.add(header.producerId());
                epoch = header.producerEpoch();
                sequences.put(partition.getKey().topicPartition(), header.baseSequence());
            }
        }
        if (producers.size() > 1) {
            return CompletableFuture.completedStage(new Decision.Refused(Errors.INVALID_PRODUCER_ID_MAPPING));
        }
        return producers.isEmpty()
                ? CompletableFuture.completedStage(new Decision.Each(Admitted.UNASKED))
                : admission.admitPatiently(new Entry(transactionalId, producers.iterator().next(), epoch, sequences,
                        TransactionSupport.ofProduce(version))).thenApply(Decision.Each::new);
    }

    /** How a producer is told of a transaction that its partition could not enter. @param message null for none */
    record Told(Errors error, String message) {}

    /**
     * Older clients don't retry what a coordinator may answer for a moment. They do retry NOT_ENOUGH_REPLICAS, and don't ask for metadata because
     * of it.
     */
    static Told told(Errors error) {
        return switch (error) {
            case CONCURRENT_TRANSACTIONS, NETWORK_EXCEPTION, COORDINATOR_LOAD_IN_PROGRESS, COORDINATOR_NOT_AVAILABLE, NOT_COORDINATOR ->
                    new Told(Errors.NOT_ENOUGH_REPLICAS,
                            "Unable to verify the partition has been added to the transaction. Underlying error: " + error);
            case INVALID_TXN_STATE -> new Told(error, "Partition was not added to the transaction");
            default -> new Told(error, null);
        };
    }
}
