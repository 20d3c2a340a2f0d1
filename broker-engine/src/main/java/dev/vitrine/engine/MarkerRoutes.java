package dev.vitrine.engine;

import dev.vitrine.engine.link.Links;
import dev.vitrine.engine.link.Question;
import dev.vitrine.engine.metadata.ClusterImage;
import dev.vitrine.engine.metadata.PartitionImage;
import dev.vitrine.engine.replica.MarkerWriter;
import dev.vitrine.engine.replica.TransactionMarker;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.WriteTxnMarkersRequestData;
import org.apache.kafka.common.message.WriteTxnMarkersRequestData.WritableTxnMarker;
import org.apache.kafka.common.message.WriteTxnMarkersRequestData.WritableTxnMarkerTopic;
import org.apache.kafka.common.message.WriteTxnMarkersResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/**
 * Ends transactions wherever their partitions are led. A partition that can't be reached, or has no leader just now, answers with an error after which
 * the coordinator asks again.
 */
final class MarkerRoutes implements MarkerWriter {

    private static final short VERSION = ApiKeys.WRITE_TXN_MARKERS.latestVersion();
    /** As Kafka's {@code request.timeout.ms}: the leader waits for its followers meanwhile. */
    private static final long PATIENCE_MS = 30_000;

    private final int self;
    private final MarkerWriter here;
    private final Supplier<ClusterImage> image;
    private final Links links;

    /** @param here writes into the partitions that this broker leads */
    MarkerRoutes(int self, MarkerWriter here, Supplier<ClusterImage> image, Links links) {
        this.self = self;
        this.here = here;
        this.image = image;
        this.links = links;
    }

    @Override
    public void write(TransactionMarker marker, Consumer<Map<TopicPartition, Errors>> whenCommitted) {
        ClusterImage now = image.get();
        Map<Integer, List<TopicPartition>> byLeader = new TreeMap<>();
        marker.partitions().stream().distinct().forEach(name -> byLeader.computeIfAbsent(leader(now, name), id -> new ArrayList<>()).add(name));
        List<CompletableFuture<Map<TopicPartition, Errors>>> told = byLeader.entrySet().stream()
                .map(led -> write(led.getKey(), of(marker, led.getValue())).toCompletableFuture()).toList();
        CompletableFuture.allOf(told.toArray(CompletableFuture[]::new)).thenRun(() -> {
            Map<TopicPartition, Errors> all = new LinkedHashMap<>();
            told.forEach(some -> all.putAll(some.join()));
            whenCommitted.accept(all);
        });
    }

    /** A partition that nobody knows of is asked for here: this broker says so. */
    private int leader(ClusterImage now, TopicPartition name) {
        return now.topic(name.topic()).flatMap(topic -> topic.partition(name.partition())).map(PartitionImage::leader).orElse(self);
    }

    private static TransactionMarker of(TransactionMarker marker, List<TopicPartition> some) {
        return new TransactionMarker(
                marker.producerId(), marker.producerEpoch(), marker.coordinatorEpoch(), marker.commit(), marker.transactionVersion(), some);
    }

    private CompletionStage<Map<TopicPartition, Errors>> write(int leader, TransactionMarker marker) {
        if (leader == PartitionImage.NO_LEADER) {
            return CompletableFuture.completedStage(all(marker, Errors.LEADER_NOT_AVAILABLE));
        }
        if (leader == self) {
            CompletableFuture<Map<TopicPartition, Errors>> written = new CompletableFuture<>();
            here.write(marker, written::complete);
            return written;
        }
        return links.ask(self, leader, new Question(request(marker), VERSION), WriteTxnMarkersResponseData.class, PATIENCE_MS)
                .thenApply(answer -> answers(marker, answer));
    }

    private static WriteTxnMarkersRequestData request(TransactionMarker marker) {
        Map<String, WritableTxnMarkerTopic> topics = new LinkedHashMap<>();
        marker.partitions().forEach(name -> topics.computeIfAbsent(name.topic(), topic -> new WritableTxnMarkerTopic().setName(topic))
                .partitionIndexes().add(name.partition()));
        return new WriteTxnMarkersRequestData().setMarkers(List.of(new WritableTxnMarker()
                .setProducerId(marker.producerId())
                .setProducerEpoch(marker.producerEpoch())
                .setCoordinatorEpoch(marker.coordinatorEpoch())
                .setTransactionResult(marker.commit())
                .setTransactionVersion((byte) marker.transactionVersion())
                .setTopics(List.copyOf(topics.values()))));
    }

    private static Map<TopicPartition, Errors> answers(TransactionMarker marker, Optional<WriteTxnMarkersResponseData> answer) {
        Map<TopicPartition, Errors> errors = all(marker, Errors.NETWORK_EXCEPTION); // who wasn't told of is as good as not asked
        answer.ifPresent(told -> told.markers().forEach(one -> one.topics().forEach(topic -> topic.partitions().forEach(partition ->
                errors.put(new TopicPartition(topic.name(), partition.partitionIndex()), Errors.forCode(partition.errorCode()))))));
        return errors;
    }

    private static Map<TopicPartition, Errors> all(TransactionMarker marker, Errors error) {
        Map<TopicPartition, Errors> all = new LinkedHashMap<>();
        marker.partitions().forEach(name -> all.put(name, error));
        return all;
    }
}
