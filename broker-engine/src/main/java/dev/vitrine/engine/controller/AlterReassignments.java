package dev.vitrine.engine.controller;

import dev.vitrine.engine.metadata.PartitionImage;
import dev.vitrine.engine.metadata.PartitionImage.Moving;
import dev.vitrine.engine.metadata.Refusal;
import dev.vitrine.engine.metadata.TopicImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.common.message.AlterPartitionReassignmentsRequestData;
import org.apache.kafka.common.message.AlterPartitionReassignmentsRequestData.ReassignablePartition;
import org.apache.kafka.common.message.AlterPartitionReassignmentsRequestData.ReassignableTopic;
import org.apache.kafka.common.message.AlterPartitionReassignmentsResponseData;
import org.apache.kafka.common.message.AlterPartitionReassignmentsResponseData.ReassignablePartitionResponse;
import org.apache.kafka.common.message.AlterPartitionReassignmentsResponseData.ReassignableTopicResponse;
import org.apache.kafka.common.protocol.Errors;

/**
 * Puts the replicas of partitions elsewhere (KIP-455). New ones are added first; when all that shall stay are in sync, those that shall go are gone
 * (see {@link PartitionChange}). Asked for anew meanwhile, it goes on to the new place; asked for without a place, it goes back to where it came from.
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
            topic.partitions().forEach(partition -> result.partitions().add(
                    result(partition, reassign(topic.name(), partition, request.allowReplicationFactorChange()))));
            response.responses().add(result);
        }
        return new Decision<>(records, response, List.of(), "a reassignment");
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

    private Optional<Refusal> reassign(String name, ReassignablePartition asked, boolean mayChangeFactor) {
        Optional<TopicImage> topic = ground.image().topic(name);
        if (topic.isEmpty()) {
            return refuse(Errors.UNKNOWN_TOPIC_OR_PARTITION, "Unable to find a topic named " + name + ".");
        }
        Optional<PartitionImage> partition = topic.get().partition(asked.partitionIndex());
        if (partition.isEmpty()) {
            return refuse(Errors.UNKNOWN_TOPIC_OR_PARTITION, "Unable to find partition " + name + ":" + asked.partitionIndex() + ".");
        }
        if (asked.replicas() == null) {
            return cancel(topic.get(), partition.get());
        }
        return new ManualAssignment(ground.image()).refusal(asked.replicas(), OptionalInt.empty())
                .or(() -> mayChangeFactor ? Optional.empty() : factorRefusal(partition.get(), asked.replicas()))
                .or(() -> move(topic.get(), partition.get(), asked.replicas()));
    }

    /** Who insists on the replication factor (KIP-860) means that before any move still under way. */
    private static Optional<Refusal> factorRefusal(PartitionImage partition, List<Integer> wanted) {
        int now = PartitionChange.without(partition.replicas(), partition.moving().adding()).size();
        return wanted.size() == now ? Optional.empty() : refuse(Errors.INVALID_REPLICATION_FACTOR,
                "The replication factor is changed from " + now + " to " + wanted.size());
    }

    private Optional<Refusal> move(TopicImage topic, PartitionImage partition, List<Integer> wanted) {
        List<Integer> removing = sorted(PartitionChange.without(partition.replicas(), wanted));
        List<Integer> adding = sorted(PartitionChange.without(wanted, partition.replicas()));
        List<Integer> replicas = new ArrayList<>(wanted);
        replicas.addAll(removing);
        Moving moving = new Moving(adding.isEmpty() ? partition.moving().adding() : adding,
                removing.isEmpty() ? partition.moving().removing() : removing);
        ground.change(topic, partition).replicas(replicas, moving).record().ifPresent(records::add);
        return Optional.empty();
    }

    private static List<Integer> sorted(List<Integer> brokers) {
        return brokers.stream().sorted().toList();
    }

    private Optional<Refusal> cancel(TopicImage topic, PartitionImage partition) {
        Moving moving = partition.moving();
        if (!moving.underWay()) {
            return refuse(Errors.NO_REASSIGNMENT_IN_PROGRESS, null);
        }
        List<Integer> original = PartitionChange.without(partition.replicas(), moving.adding());
        List<Integer> inSync = PartitionChange.without(partition.inSync(), moving.adding());
        if (inSync.isEmpty()) {
            if (original.isEmpty()) {
                return ManualAssignment.refuse("Invalid replica assignment: addingReplicas contains all replicas.");
            }
            if (!ground.allowsUnclean(topic)) {
                return ManualAssignment.refuse("Unable to revert partition assignment for " + topic.name() + ":" + partition.index()
                        + " because it would require an unclean leader election.");
            }
            inSync = List.of(original.getFirst());
        }
        ground.change(topic, partition).electing(ground.election(topic)).inSync(inSync).replicas(original, Moving.NONE)
                .record().ifPresent(records::add);
        return Optional.empty();
    }

    private static Optional<Refusal> refuse(Errors error, String message) {
        return Optional.of(new Refusal(error, message));
    }
}
