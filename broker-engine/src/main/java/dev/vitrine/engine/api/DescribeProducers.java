package dev.vitrine.engine.api;

import dev.vitrine.engine.log.Log.ActiveProducer;
import dev.vitrine.engine.metadata.ClusterImage;
import dev.vitrine.engine.metadata.MetadataCache;
import dev.vitrine.engine.replica.Partition;
import dev.vitrine.engine.replica.PartitionLookup;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.message.DescribeProducersRequestData;
import org.apache.kafka.common.message.DescribeProducersResponseData;
import org.apache.kafka.common.message.DescribeProducersResponseData.PartitionResponse;
import org.apache.kafka.common.message.DescribeProducersResponseData.ProducerState;
import org.apache.kafka.common.message.DescribeProducersResponseData.TopicResponse;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/** Tells which idempotent and transactional producers a partition knows (KIP-664). */
public final class DescribeProducers extends Api<DescribeProducersRequestData, DescribeProducersResponseData> {

    private final PartitionLookup partitions;
    private final MetadataCache metadata;

    public DescribeProducers(PartitionLookup partitions, MetadataCache metadata) {
        super(ApiKeys.DESCRIBE_PRODUCERS, 0, 0);
        this.partitions = partitions;
        this.metadata = metadata;
    }

    @Override
    public CompletionStage<DescribeProducersResponseData> answer(RequestContext context, DescribeProducersRequestData request) {
        ClusterImage image = metadata.image();
        DescribeProducersResponseData response = new DescribeProducersResponseData();
        request.topics().forEach(topic -> {
            TopicResponse result = new TopicResponse().setName(topic.name());
            topic.partitionIndexes().forEach(index -> result.partitions().add(
                    partition(new TopicPartition(topic.name(), index), image).setPartitionIndex(index)));
            response.topics().add(result);
        });
        return now(response);
    }

    private PartitionResponse partition(TopicPartition name, ClusterImage image) {
        try {
            Topic.validate(name.topic());
        } catch (InvalidTopicException invalid) {
            return refused(Errors.INVALID_TOPIC_EXCEPTION, invalid.getMessage());
        }
        if (image.topic(name.topic()).isEmpty()) {
            return refused(Errors.UNKNOWN_TOPIC_OR_PARTITION, Errors.UNKNOWN_TOPIC_OR_PARTITION.message());
        }
        if (image.topic(name.topic()).flatMap(topic -> topic.partition(name.partition())).isEmpty()) {
            return refused(Errors.UNKNOWN_TOPIC_OR_PARTITION, null);
        }
        Optional<Partition> partition = partitions.find(name);
        if (partition.isEmpty()) {
            return refused(Errors.NOT_LEADER_OR_FOLLOWER, null);
        }
        PartitionResponse result = new PartitionResponse();
        partition.get().log().activeProducers().forEach(producer -> result.activeProducers().add(state(producer)));
        return result;
    }

    private static PartitionResponse refused(Errors error, String message) {
        return new PartitionResponse().setErrorCode(error.code()).setErrorMessage(message);
    }

    private static ProducerState state(ActiveProducer producer) {
        return new ProducerState()
                .setProducerId(producer.producerId())
                .setProducerEpoch(producer.epoch())
                .setLastSequence(producer.lastSequence())
                .setLastTimestamp(producer.lastTimestamp())
                .setCoordinatorEpoch(producer.coordinatorEpoch())
                .setCurrentTxnStartOffset(producer.currentTxnStartOffset());
    }
}
