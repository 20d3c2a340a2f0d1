package dev.vitrine.engine.api;

import dev.vitrine.engine.metadata.BrokerSettings;
import dev.vitrine.engine.metadata.ClusterImage;
import dev.vitrine.engine.metadata.MetadataCache;
import dev.vitrine.engine.metadata.TopicSettings;
import dev.vitrine.engine.replica.Partition;
import dev.vitrine.engine.replica.PartitionLookup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.message.DeleteRecordsRequestData;
import org.apache.kafka.common.message.DeleteRecordsResponseData;
import org.apache.kafka.common.message.DeleteRecordsResponseData.DeleteRecordsPartitionResult;
import org.apache.kafka.common.message.DeleteRecordsResponseData.DeleteRecordsTopicResult;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/**
 * Moves the start of partitions forward (KIP-107), on all their replicas; −1 means the high watermark. Not for topics that are compacted only, nor for Kafka's own.
 */
public final class DeleteRecords extends Api<DeleteRecordsRequestData, DeleteRecordsResponseData> {

    private static final long NO_LOW_WATERMARK = -1;

    private final PartitionLookup partitions;
    private final MetadataCache metadata;
    private final BrokerSettings settings;
    private final int broker;

    /** @param broker this one */
    public DeleteRecords(PartitionLookup partitions, MetadataCache metadata, int broker, BrokerSettings settings) {
        super(ApiKeys.DELETE_RECORDS, 0, 2);
        this.partitions = partitions;
        this.metadata = metadata;
        this.broker = broker;
        this.settings = settings;
    }

    @Override
    public CompletionStage<DeleteRecordsResponseData> answer(RequestContext context, DeleteRecordsRequestData request) {
        ClusterImage image = metadata.image();
        Map<TopicPartition, Long> offsets = new LinkedHashMap<>(); // a partition that is named twice counts as it was named last
        request.topics().forEach(topic -> topic.partitions().forEach(asked ->
                offsets.put(new TopicPartition(topic.name(), asked.partitionIndex()), asked.offset())));
        DeleteRecordsResponseData response = new DeleteRecordsResponseData();
        List<CompletableFuture<?>> work = new ArrayList<>();
        offsets.forEach((partition, offset) -> {
            DeleteRecordsPartitionResult result =
                    new DeleteRecordsPartitionResult().setPartitionIndex(partition.partition()).setLowWatermark(NO_LOW_WATERMARK);
            topic(response, partition.topic()).partitions().add(result);
            work.add(delete(partition, offset, request.timeoutMs(), image, result));
        });
        return CompletableFuture.allOf(work.toArray(CompletableFuture[]::new)).thenApply(all -> response);
    }

    private static DeleteRecordsTopicResult topic(DeleteRecordsResponseData response, String name) {
        DeleteRecordsTopicResult topic = response.topics().find(name);
        if (topic == null) {
            topic = new DeleteRecordsTopicResult().setName(name);
            response.topics().add(topic);
        }
        return topic;
    }

    private CompletableFuture<?> delete(
            TopicPartition name, long offset, int timeoutMs, ClusterImage image, DeleteRecordsPartitionResult result) {
        Optional<Partition> partition = partitions.find(name);
        Errors refusal = refusal(name, partition, image);
        if (refusal != Errors.NONE) {
            result.setErrorCode(refusal.code());
            return CompletableFuture.completedFuture(null);
        }
        return partition.orElseThrow().deleteRecordsBefore(offset, timeoutMs)
                .handle((outcome, failure) -> failure == null
                        ? result.setErrorCode(outcome.error().code()).setLowWatermark(outcome.lowWatermark())
                        : result.setErrorCode(Errors.UNKNOWN_SERVER_ERROR.code()))
                .toCompletableFuture();
    }

    private Errors refusal(TopicPartition name, Optional<Partition> partition, ClusterImage image) {
        if (image.topic(name.topic()).flatMap(topic -> topic.partition(name.partition())).isEmpty()) {
            return Errors.UNKNOWN_TOPIC_OR_PARTITION;
        }
        if (Topic.isInternal(name.topic())) {
            return Errors.INVALID_TOPIC_EXCEPTION;
        }
        if (partition.isEmpty()) {
            return Errors.NOT_LEADER_OR_FOLLOWER;
        }
        boolean deletes = TopicSettings.of(name.topic(), image, broker, settings).listValue("cleanup.policy").contains("delete");
        return deletes ? Errors.NONE : Errors.POLICY_VIOLATION;
    }
}
