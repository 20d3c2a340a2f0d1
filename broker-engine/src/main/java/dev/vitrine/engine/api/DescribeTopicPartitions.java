package dev.vitrine.engine.api;

import dev.vitrine.engine.metadata.ClusterImage;
import dev.vitrine.engine.metadata.MetadataCache;
import dev.vitrine.engine.metadata.PartitionImage;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.function.IntPredicate;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.message.DescribeTopicPartitionsRequestData;
import org.apache.kafka.common.message.DescribeTopicPartitionsRequestData.TopicRequest;
import org.apache.kafka.common.message.DescribeTopicPartitionsResponseData;
import org.apache.kafka.common.message.DescribeTopicPartitionsResponseData.Cursor;
import org.apache.kafka.common.message.DescribeTopicPartitionsResponseData.DescribeTopicPartitionsResponsePartition;
import org.apache.kafka.common.message.DescribeTopicPartitionsResponseData.DescribeTopicPartitionsResponseTopic;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.resource.ResourceType;

/** Tells of topics and their partitions page by page, in the order of names; a cursor says where the next page begins (KIP-966). */
public final class DescribeTopicPartitions extends Api<DescribeTopicPartitionsRequestData, DescribeTopicPartitionsResponseData> {

    private final MetadataCache metadata;
    private final int mostPartitions;

    /** @param mostPartitions {@code max.request.partition.size.limit} */
    public DescribeTopicPartitions(MetadataCache metadata, int mostPartitions) {
        super(ApiKeys.DESCRIBE_TOPIC_PARTITIONS, 0, 0);
        this.metadata = metadata;
        this.mostPartitions = mostPartitions;
    }

    @Override
    public CompletionStage<DescribeTopicPartitionsResponseData> answer(
            RequestContext context, DescribeTopicPartitionsRequestData request) {
        DescribeTopicPartitionsRequestData.Cursor cursor = request.cursor();
        boolean all = request.topics().isEmpty();
        boolean badCursor = cursor != null && (cursor.partitionIndex() < 0
                || !all && request.topics().stream().noneMatch(topic -> topic.name().equals(cursor.topicName())));
        if (badCursor) {
            return now(refused(request.topics(), Errors.INVALID_REQUEST));
        }
        boolean nameless = request.topics().stream().anyMatch(topic -> topic.name().isEmpty());
        boolean fromTheStart = cursor == null || cursor.topicName().isEmpty();
        return now(nameless && fromTheStart ? refused(request.topics(), Errors.UNKNOWN_SERVER_ERROR) : page(context, request));
    }

    /** Of a name that is none at all Kafka says no more than that it failed. */
    private static DescribeTopicPartitionsResponseData refused(List<TopicRequest> topics, Errors error) {
        DescribeTopicPartitionsResponseData response = new DescribeTopicPartitionsResponseData();
        topics.forEach(topic -> response.topics().add(
                new DescribeTopicPartitionsResponseTopic().setName(topic.name()).setErrorCode(error.code())));
        return response;
    }

    private DescribeTopicPartitionsResponseData page(RequestContext context, DescribeTopicPartitionsRequestData request) {
        ClusterImage image = metadata.image();
        Collection<String> asked = request.topics().isEmpty()
                ? image.topics().keySet() : request.topics().stream().map(TopicRequest::name).toList();
        String first = request.cursor() == null ? "" : request.cursor().topicName();
        int left = Math.max(1, Math.min(request.responsePartitionLimit(), mostPartitions));
        DescribeTopicPartitionsResponseData response = new DescribeTopicPartitionsResponseData();
        for (String name : new TreeSet<>(asked).tailSet(first)) {
            int partitions = image.topic(name).map(topic -> topic.partitions().size()).orElse(0);
            int from = request.cursor() != null && name.equals(first) && partitions > 0 ? request.cursor().partitionIndex() : 0;
            int to = Math.min(partitions, from + left);
            if (left > 0 || partitions == 0) {
                response.topics().add(topic(context, image, name, from, to));
                left -= Math.max(0, to - from);
            }
            if (to < partitions) {
                return response.setNextCursor(new Cursor().setTopicName(name).setPartitionIndex(to));
            }
        }
        return response;
    }

    /** A topic with its partitions from {@code from} up to but not including {@code to}. */
    private static DescribeTopicPartitionsResponseTopic topic(RequestContext context, ClusterImage image, String name, int from, int to) {
        DescribeTopicPartitionsResponseTopic answer = image.topic(name).map(topic -> {
            DescribeTopicPartitionsResponseTopic found = new DescribeTopicPartitionsResponseTopic()
                    .setName(name).setTopicId(topic.id()).setIsInternal(topic.isInternal());
            for (int index = from; index < to; index++) {
                found.partitions().add(partition(context, image, topic.partitions().get(index)));
            }
            return found;
        }).orElseGet(() -> unknown(name));
        return answer.setTopicAuthorizedOperations(AuthorizedOperations.all(ResourceType.TOPIC));
    }

    private static DescribeTopicPartitionsResponseTopic unknown(String name) {
        Errors error = Errors.UNKNOWN_TOPIC_OR_PARTITION;
        try {
            Topic.validate(name);
        } catch (InvalidTopicException invalid) {
            error = Errors.INVALID_TOPIC_EXCEPTION;
        }
        return new DescribeTopicPartitionsResponseTopic().setName(name).setIsInternal(Topic.isInternal(name)).setErrorCode(error.code());
    }

    /** A partition without a leader that this client could reach has none, and no error (KIP-966). */
    private static DescribeTopicPartitionsResponsePartition partition(RequestContext context, ClusterImage image, PartitionImage partition) {
        IntPredicate reachable = id -> Reachable.is(id, image, context.listener());
        return new DescribeTopicPartitionsResponsePartition()
                .setPartitionIndex(partition.index())
                .setLeaderId(reachable.test(partition.leader()) ? partition.leader() : -1)
                .setLeaderEpoch(partition.leaderEpoch())
                .setReplicaNodes(partition.replicas())
                .setIsrNodes(partition.inSync())
                .setEligibleLeaderReplicas(partition.eligible().replicas())
                .setLastKnownElr(partition.eligible().lastKnown())
                .setOfflineReplicas(Reachable.offline(partition.replicas(), image, context.listener()));
    }
}
