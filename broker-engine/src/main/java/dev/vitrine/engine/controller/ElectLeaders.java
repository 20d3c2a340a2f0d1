package dev.vitrine.engine.controller;

import dev.vitrine.engine.metadata.ClusterImage;
import dev.vitrine.engine.metadata.PartitionImage;
import dev.vitrine.engine.metadata.Refusal;
import dev.vitrine.engine.metadata.TopicImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.message.ElectLeadersRequestData;
import org.apache.kafka.common.message.ElectLeadersRequestData.TopicPartitions;
import org.apache.kafka.common.message.ElectLeadersResponseData;
import org.apache.kafka.common.message.ElectLeadersResponseData.PartitionResult;
import org.apache.kafka.common.message.ElectLeadersResponseData.ReplicaElectionResult;
import org.apache.kafka.common.protocol.Errors;

/**
 * Gives partitions their preferred leader (the first replica) back, or one that was out of sync where there is no other (KIP-460). Where all
 * partitions were asked for, those that need nothing are not spoken of.
 */
final class ElectLeaders {

    private static final Refusal NOT_NEEDED = new Refusal(Errors.ELECTION_NOT_NEEDED, "Leader election not needed for topic partition.");

    private final Ground ground;
    private final ClusterImage image;
    private final List<MetadataRecord> records = new ArrayList<>();

    ElectLeaders(Ground ground) {
        this.ground = ground;
        this.image = ground.image();
    }

    Decision<ElectLeadersResponseData> decide(ElectLeadersRequestData request) {
        Optional<ElectionType> type = type(request.electionType());
        if (type.isEmpty()) {
            return Decision.nothing(refused(request, Errors.INVALID_REQUEST, "Unknown election type " + request.electionType()));
        }
        ElectLeadersResponseData response = new ElectLeadersResponseData();
        if (request.topicPartitions() == null) {
            image.topics().values().forEach(topic -> response.replicaElectionResults().add(all(topic, type.get())));
        } else {
            request.topicPartitions().forEach(topic -> response.replicaElectionResults().add(asked(topic, type.get())));
        }
        return new Decision<>(records, response, List.of(), "an election was asked for");
    }

    private static Optional<ElectionType> type(byte id) {
        try {
            return Optional.of(ElectionType.valueOf(id));
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }

    /** Everything that was named bears the error. */
    static ElectLeadersResponseData refused(ElectLeadersRequestData request, Errors error, String message) {
        ElectLeadersResponseData response = new ElectLeadersResponseData().setErrorCode(error.code());
        if (request.topicPartitions() != null) {
            request.topicPartitions().forEach(topic -> response.replicaElectionResults().add(new ReplicaElectionResult()
                    .setTopic(topic.topic())
                    .setPartitionResult(topic.partitions().stream().map(index -> result(index, new Refusal(error, message))).toList())));
        }
        return response;
    }

    private static PartitionResult result(int index, Refusal why) {
        return new PartitionResult().setPartitionId(index).setErrorCode(why.error().code()).setErrorMessage(why.message());
    }

    private ReplicaElectionResult all(TopicImage topic, ElectionType type) {
        List<PartitionResult> results = topic.partitions().stream()
                .map(partition -> result(partition.index(), elect(topic, partition, type)))
                .filter(result -> result.errorCode() != Errors.ELECTION_NOT_NEEDED.code())
                .toList();
        return new ReplicaElectionResult().setTopic(topic.name()).setPartitionResult(results);
    }

    private ReplicaElectionResult asked(TopicPartitions asked, ElectionType type) {
        Optional<TopicImage> topic = image.topic(asked.topic());
        ReplicaElectionResult result = new ReplicaElectionResult().setTopic(asked.topic());
        for (int index : asked.partitions()) {
            Refusal outcome = topic.isEmpty() ? unknown("No such topic as " + asked.topic())
                    : topic.get().partition(index).map(partition -> elect(topic.get(), partition, type))
                            .orElseGet(() -> unknown("No such partition as " + asked.topic() + "-" + index));
            result.partitionResult().add(result(index, outcome));
        }
        return result;
    }

    private static Refusal unknown(String message) {
        return new Refusal(Errors.UNKNOWN_TOPIC_OR_PARTITION, message);
    }

    private Refusal elect(TopicImage topic, PartitionImage partition, ElectionType type) {
        boolean preferred = type == ElectionType.PREFERRED;
        if (preferred ? partition.leader() == partition.preferredLeader() : partition.hasLeader()) {
            return NOT_NEEDED;
        }
        Optional<MetadataRecord> record = ground.change(topic, partition)
                .electing(preferred ? ElectionKind.PREFERRED : ElectionKind.UNCLEAN)
                .record();
        if (record.isEmpty()) {
            return preferred ? new Refusal(Errors.PREFERRED_LEADER_NOT_AVAILABLE, "The preferred leader was not available.")
                    : new Refusal(Errors.ELIGIBLE_LEADERS_NOT_AVAILABLE, null);
        }
        records.add(record.get());
        return new Refusal(Errors.NONE, null);
    }
}
