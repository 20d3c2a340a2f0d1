package dev.vitrine.engine.controller;

import dev.vitrine.engine.metadata.ClusterImage;
import dev.vitrine.engine.metadata.PartitionImage;
import dev.vitrine.engine.metadata.TopicImage;
import java.util.Optional;
import org.apache.kafka.common.message.ListPartitionReassignmentsRequestData;
import org.apache.kafka.common.message.ListPartitionReassignmentsRequestData.ListPartitionReassignmentsTopics;
import org.apache.kafka.common.message.ListPartitionReassignmentsResponseData;
import org.apache.kafka.common.message.ListPartitionReassignmentsResponseData.OngoingPartitionReassignment;
import org.apache.kafka.common.message.ListPartitionReassignmentsResponseData.OngoingTopicReassignment;
import org.apache.kafka.common.protocol.Errors;

/** Tells which replicas are being put elsewhere (KIP-455); topics and partitions of which nothing moves are not spoken of. */
final class ListReassignments {

    private final ClusterImage image;

    ListReassignments(Ground ground) {
        this.image = ground.image();
    }

    Decision<ListPartitionReassignmentsResponseData> decide(ListPartitionReassignmentsRequestData request) {
        ListPartitionReassignmentsResponseData response = new ListPartitionReassignmentsResponseData().setErrorMessage(null);
        if (request.topics() == null) {
            image.topics().values().forEach(topic ->
                    add(response, topic, topic.partitions().stream().map(PartitionImage::index).toList()));
        } else {
            for (ListPartitionReassignmentsTopics asked : request.topics()) {
                image.topic(asked.name()).ifPresent(topic -> add(response, topic, asked.partitionIndexes()));
            }
        }
        return Decision.nothing(response);
    }

    private static void add(ListPartitionReassignmentsResponseData response, TopicImage topic, Iterable<Integer> partitions) {
        OngoingTopicReassignment ongoing = new OngoingTopicReassignment().setName(topic.name());
        for (int index : partitions) {
            Optional<PartitionImage> moving = topic.partition(index).filter(partition -> partition.moving().underWay());
            moving.ifPresent(partition -> ongoing.partitions().add(new OngoingPartitionReassignment()
                    .setPartitionIndex(index)
                    .setReplicas(partition.replicas())
                    .setAddingReplicas(partition.moving().adding())
                    .setRemovingReplicas(partition.moving().removing())));
        }
        if (!ongoing.partitions().isEmpty()) {
            response.topics().add(ongoing);
        }
    }

    static ListPartitionReassignmentsResponseData refused(Errors error) {
        return new ListPartitionReassignmentsResponseData().setErrorCode(error.code()).setErrorMessage(error.message());
    }
}
