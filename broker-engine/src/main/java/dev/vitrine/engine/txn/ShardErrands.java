package dev.vitrine.engine.txn;

import dev.vitrine.engine.coordinator.Shards;
import dev.vitrine.engine.replica.TransactionMarker;
import dev.vitrine.engine.txn.TransactionCoordinator.Neighbours;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.Errors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the errands of one shard, and brings what comes of them back to whatever shard stands in its place then. One that is being loaded anew
 * refuses it, and asks again by itself.
 */
final class ShardErrands implements Errands {

    private static final Logger LOG = LoggerFactory.getLogger(ShardErrands.class);

    private final int partition;
    private final Shards<TransactionShard, TransactionRecord> shards;
    private final Neighbours neighbours;

    ShardErrands(int partition, Shards<TransactionShard, TransactionRecord> shards, Neighbours neighbours) {
        this.partition = partition;
        this.shards = shards;
        this.neighbours = neighbours;
    }

    @Override
    public void writeMarkers(String transactionalId, Ending ending, TransactionMarker marker) {
        try {
            neighbours.markers().write(marker, answers -> took(transactionalId, ending, answers));
        } catch (RuntimeException failure) {
            LOG.error("Markers of {} could not be written", transactionalId, failure);
            took(transactionalId, ending, marker.partitions().stream()
                    .collect(Collectors.toMap(Function.identity(), name -> Errors.UNKNOWN_SERVER_ERROR)));
        }
    }

    private void took(String transactionalId, Ending ending, Map<TopicPartition, Errors> answers) {
        shards.write(partition, reply -> new MarkersWritten(transactionalId, ending, answers, neighbours.exists(), reply), Function.identity());
    }

    @Override
    public void findProducerIdToAbort(String transactionalId, ProducerIdentity producer) {
        neighbours.producerIds().get().whenComplete((id, failure) -> {
            if (failure != null) {
                LOG.warn("{} timed out, and waits for a producer id to go on with: {}", transactionalId, failure.toString());
            } else {
                AbortTimedOut abort = new AbortTimedOut(Optional.of(new AbortTimedOut.Only(transactionalId, producer)), OptionalLong.of(id));
                shards.<Errors>write(partition, reply -> (Operation) (shard, turn) -> {
                    abort.apply(shard, turn);
                    turn.answer(reply, Errors.NONE);
                }, Function.identity());
            }
        });
    }
}
