package dev.vitrine.engine.replica;

import dev.vitrine.engine.log.AppendResult;
import dev.vitrine.engine.time.Clock;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.Errors;

/**
 * Writes markers into the partitions that this broker leads; those of a coordinator's topic by way of the coordinator. They are told of when every
 * in-sync replica has them.
 */
public final class LocalMarkers implements MarkerWriter {

    /** Kafka's {@code request.timeout.ms}: then the coordinator tries again. */
    private static final Acks COMMITTED = Acks.all(30_000);

    private final PartitionLookup partitions;
    private final Map<String, CoordinatorMarkers> coordinators;
    private final Clock clock;

    /** @param coordinators by the name of their topic */
    public LocalMarkers(PartitionLookup partitions, Map<String, CoordinatorMarkers> coordinators, Clock clock) {
        this.partitions = partitions;
        this.coordinators = Map.copyOf(coordinators);
        this.clock = clock;
    }

    @Override
    public void write(TransactionMarker marker, Consumer<Map<TopicPartition, Errors>> whenCommitted) {
        Map<TopicPartition, Errors> results = new ConcurrentHashMap<>();
        CompletableFuture<?>[] written = marker.partitions().stream().distinct()
                .map(name -> write(name, marker)
                        .exceptionally(failure -> Errors.UNKNOWN_SERVER_ERROR)
                        .thenAccept(error -> results.put(name, error))
                        .toCompletableFuture())
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(written).thenRun(() -> whenCommitted.accept(results));
    }

    private CompletionStage<Errors> write(TopicPartition name, TransactionMarker marker) {
        Partition partition = partitions.find(name).orElse(null);
        if (partition == null) {
            return CompletableFuture.completedStage(partitions.notLed(name));
        }
        CoordinatorMarkers coordinator = coordinators.get(name.topic());
        return coordinator != null
                ? coordinator.end(name.partition(), marker).thenApply(LocalMarkers::asOfAPartition)
                : partition.end(marker, clock.millis(), COMMITTED).thenApply(LocalMarkers::error);
    }

    /** Who writes markers knows partitions only: a coordinator that is not there (yet) is one that is led elsewhere. It will try again. */
    private static Errors asOfAPartition(Errors error) {
        return switch (error) {
            case COORDINATOR_NOT_AVAILABLE, COORDINATOR_LOAD_IN_PROGRESS, NOT_COORDINATOR -> Errors.NOT_LEADER_OR_FOLLOWER;
            default -> error;
        };
    }

    private static Errors error(AppendResult result) {
        return result instanceof AppendResult.Rejected rejected ? rejected.error() : Errors.NONE;
    }
}
