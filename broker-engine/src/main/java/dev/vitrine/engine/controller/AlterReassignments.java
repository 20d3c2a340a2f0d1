package dev.vitrine.engine.controller;

import dev.vitrine.engine.metadata.PartitionImage;
import dev.vitrine.engine.metadata.Refusal;
import dev.vitrine.engine.metadata.TopicImage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.common.message.AlterPartitionReassignmentsRequestData;
import org.apache.kafka.common.message.AlterPartitionReassignmentsRequestData.ReassignablePartition;
import org.apache.kafka.common.message.AlterPartitionReassignmentsRequestData.ReassignableTopic;
import org.apache.kafka.common.message.AlterPartitionReassignmentsResponseData;
import org.apache.kafka.common.message.AlterPartitionReassignmentsResponseData.ReassignablePartitionResponse;
import org.apache.kafka.common.message.AlterPartitionReassignmentsResponseData.ReassignableTopicResponse;
import org.apache.kafka.common.metadata.PartitionChangeRecord;
import org.apache.kafka.common.protocol.Errors;

/**
 * Puts the replicas of partitions elsewhere (KIP-455). Where the brokers stay the same and only their order changes, it is done at once: with
 * one broker nothing else can be asked for. So none is ever under way, and there is none to cancel.
 */
final class AlterReassignments {

    private final Ground ground;
    private final List<MetadataRecord> records = new ArrayList<>();

    AlterReassignments(Ground ground) {
        this.ground = ground;
    }

    Decision<AlterPartitionReassignmentsResponseData> decide(AlterPartitionReassignmentsRequestData request) {
        AlterPartitionReassignmentsResponseData response = new AlterPartitionReassignmentsResponseData()
                .setErrorMessage(null)
                .setAllowReplicationFactorChange(request.allowReplicationFactorChange());
        for (ReassignableTopic topic : request.topics()) {
            ReassignableTopicResponse result = new ReassignableTopicResponse().setName(topic.name());
            topic.partitions().forEach(partition -> result.partitions().add(result(partition, reassign(topic.name(), partition))));
            response.responses().add(result);
        }
        return new Decision<>(records, response, List.of());
    }

    /** Everything that was named bears the error, and so does the whole. */
    static AlterPartitionReassignmentsResponseData refused(AlterPartitionReassignmentsRequestData request, Errors error) {
        Refusal why = new Refusal(error, error.message());
        return new AlterPartitionReassignmentsResponseData().setErrorCode(error.code()).setErrorMessage(error.message())
                .setResponses(request.topics().stream().map(topic -> new ReassignableTopicResponse().setName(topic.name()).setPartitions(
                        topic.partitions().stream().map(partition -> result(partition, Optional.of(why))).toList())).toList());
    }

    private static ReassignablePartitionResponse result(ReassignablePartition asked, Optional<Refusal> refusal) {
        return new ReassignablePartitionResponse()
                .setPartitionIndex(asked.partitionIndex())
                .setErrorCode(refusal.map(Refusal::error).orElse(Errors.NONE).code())
                .setErrorMessage(refusal.map(Refusal::message).orElse(null));
    }

    private Optional<Refusal> reassign(String name, ReassignablePartition asked) {
        Optional<TopicImage> topic = ground.image().topic(name);
        if (topic.isEmpty()) {
            return refuse(Errors.UNKNOWN_TOPIC_OR_PARTITION, "Unable to find a topic named " + name + ".");
        }
        Optional<PartitionImage> partition = topic.get().partition(asked.partitionIndex());
        if (partition.isEmpty()) {
            return refuse(Errors.UNKNOWN_TOPIC_OR_PARTITION, "Unable to find partition " + name + ":" + asked.partitionIndex() + ".");
        }
        if (asked.replicas() == null) {
            return refuse(Errors.NO_REASSIGNMENT_IN_PROGRESS, null);
        }
        Optional<Refusal> refusal = new ManualAssignment(ground.image()).refusal(asked.replicas(), OptionalInt.empty());
        return refusal.isPresent() ? refusal : reorder(topic.get(), partition.get(), asked.replicas());
    }

    private Optional<Refusal> reorder(TopicImage topic, PartitionImage partition, List<Integer> wanted) {
        if (!new HashSet<>(wanted).equals(new HashSet<>(partition.replicas()))) {
            return ManualAssignment.refuse("Replicas can't be moved to other brokers.");
        }
        if (!wanted.equals(partition.replicas())) {
            records.add(MetadataRecord.of(new PartitionChangeRecord()
                    .setTopicId(topic.id()).setPartitionId(partition.index()).setReplicas(wanted)));
        }
        return Optional.empty();
    }

    private static Optional<Refusal> refuse(Errors error, String message) {
        return Optional.of(new Refusal(error, message));
    }
}
