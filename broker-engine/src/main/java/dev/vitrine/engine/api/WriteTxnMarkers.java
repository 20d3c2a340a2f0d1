package dev.vitrine.engine.api;

import dev.vitrine.engine.replica.MarkerWriter;
import dev.vitrine.engine.replica.TransactionMarker;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.WriteTxnMarkersRequestData;
import org.apache.kafka.common.message.WriteTxnMarkersRequestData.WritableTxnMarker;
import org.apache.kafka.common.message.WriteTxnMarkersResponseData;
import org.apache.kafka.common.message.WriteTxnMarkersResponseData.WritableTxnMarkerPartitionResult;
import org.apache.kafka.common.message.WriteTxnMarkersResponseData.WritableTxnMarkerResult;
import org.apache.kafka.common.message.WriteTxnMarkersResponseData.WritableTxnMarkerTopicResult;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/**
 * Ends transactions in partitions: for another broker's coordinator, or for an administrator who aborts one that hangs (KIP-664). v2: the
 * transaction version (KIP-1228), by which the log knows that a marker must bear a raised epoch. Answers are gathered by producer.
 */
public final class WriteTxnMarkers extends Api<WriteTxnMarkersRequestData, WriteTxnMarkersResponseData> {

    private final MarkerWriter markers;

    public WriteTxnMarkers(MarkerWriter markers) {
        super(ApiKeys.WRITE_TXN_MARKERS, 1, 2);
        this.markers = markers;
    }

    @Override
    public CompletionStage<WriteTxnMarkersResponseData> answer(RequestContext context, WriteTxnMarkersRequestData request) {
        return ofBroker(request);
    }

    /** Answers another broker's coordinator. */
    public CompletionStage<WriteTxnMarkersResponseData> ofBroker(WriteTxnMarkersRequestData request) {
        List<CompletableFuture<Map<TopicPartition, Errors>>> written = request.markers().stream().map(this::write).toList();
        return CompletableFuture.allOf(written.toArray(CompletableFuture[]::new)).thenApply(all -> {
            Map<Long, Map<TopicPartition, Errors>> byProducer = new LinkedHashMap<>();
            for (int i = 0; i < written.size(); i++) {
                byProducer.computeIfAbsent(request.markers().get(i).producerId(), id -> new LinkedHashMap<>()).putAll(written.get(i).join());
            }
            WriteTxnMarkersResponseData response = new WriteTxnMarkersResponseData();
            byProducer.values().removeIf(Map::isEmpty); // of a marker that goes nowhere nothing is told
            byProducer.forEach((producer, errors) -> response.markers().add(result(producer, errors)));
            return response;
        });
    }

    private CompletableFuture<Map<TopicPartition, Errors>> write(WritableTxnMarker asked) {
        List<TopicPartition> partitions = asked.topics().stream()
                .flatMap(topic -> topic.partitionIndexes().stream().map(index -> new TopicPartition(topic.name(), index)))
                .toList();
        CompletableFuture<Map<TopicPartition, Errors>> written = new CompletableFuture<>();
        markers.write(new TransactionMarker(asked.producerId(), asked.producerEpoch(), asked.coordinatorEpoch(), asked.transactionResult(),
                asked.transactionVersion(), partitions), written::complete);
        return written;
    }

    private static WritableTxnMarkerResult result(long producer, Map<TopicPartition, Errors> errors) {
        Map<String, WritableTxnMarkerTopicResult> topics = new LinkedHashMap<>();
        errors.forEach((partition, error) -> topics
                .computeIfAbsent(partition.topic(), name -> new WritableTxnMarkerTopicResult().setName(name)).partitions()
                .add(new WritableTxnMarkerPartitionResult().setPartitionIndex(partition.partition()).setErrorCode(error.code())));
        return new WritableTxnMarkerResult().setProducerId(producer).setTopics(List.copyOf(topics.values()));
    }
}
