package dev.vitrine.engine.controller;

import dev.vitrine.engine.metadata.BrokerImage;
import dev.vitrine.engine.metadata.Refusal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableReplicaAssignment;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopic;
import org.apache.kafka.common.protocol.Errors;

/** How many partitions and replicas a new topic gets, and where: as its client says, or by the broker's defaults and a fair spreading. */
final class TopicPlacement {

    private static final int BROKERS_DEFAULT = -1;

    private final Ground ground;

    TopicPlacement(Ground ground) {
        this.ground = ground;
    }

    /** Where the replicas of a new topic go, or why nowhere. */
    sealed interface Placed {

        /** @param partitions the replicas of each, the leader first */
        record At(List<List<Integer>> partitions) implements Placed {}

        record Refused(Refusal why) implements Placed {}
    }

    /** How many partitions a topic asks for; what no topic can have counts as none. */
    int partitions(CreatableTopic topic) {
        if (!topic.assignments().isEmpty()) {
            return topic.assignments().size();
        }
        return topic.numPartitions() == BROKERS_DEFAULT ? ground.settings().intValue("num.partitions") : Math.max(0, topic.numPartitions());
    }

    Placed of(CreatableTopic topic) {
        if (!topic.assignments().isEmpty()) {
            return assigned(topic);
        }
        if (topic.replicationFactor() < BROKERS_DEFAULT || topic.replicationFactor() == 0) {
            return refuse(Errors.INVALID_REPLICATION_FACTOR, "Replication factor must be larger than 0, or -1 to use the default value.");
        }
        if (topic.numPartitions() < BROKERS_DEFAULT || topic.numPartitions() == 0) {
            return refuse(Errors.INVALID_PARTITIONS, "Number of partitions was set to an invalid non-positive value.");
        }
        int replicas = topic.replicationFactor() == BROKERS_DEFAULT
                ? ground.settings().intValue("default.replication.factor") : topic.replicationFactor();
        return spread(partitions(topic), replicas);
    }

    /** So many partitions with so many replicas each, spread over the brokers. */
    Placed spread(int partitions, int replicas) {
        List<BrokerImage> usable = ground.image().brokers().stream().filter(broker -> !broker.shuttingDown()).toList();
        if (usable.stream().allMatch(BrokerImage::fenced)) {
            return refuse(Errors.INVALID_REPLICATION_FACTOR, "Unable to replicate the partition " + replicas
                    + " time(s): All brokers are currently fenced, or have all their log directories cordoned.");
        }
        if (replicas > usable.size()) {
            return refuse(Errors.INVALID_REPLICATION_FACTOR, "Unable to replicate the partition " + replicas
                    + " time(s): The target replication factor of " + replicas + " cannot be reached because only " + usable.size()
                    + " broker(s) are registered or some brokers have all their log directories cordoned.");
        }
        return new Placed.At(new ReplicaPlacement(usable, ground.random()).place(partitions, replicas));
    }

    private Placed assigned(CreatableTopic topic) {
        if (topic.replicationFactor() != BROKERS_DEFAULT) {
            return refuse(Errors.INVALID_REQUEST, "A manual partition assignment was specified, but replication factor was not set to -1.");
        }
        if (topic.numPartitions() != BROKERS_DEFAULT) {
            return refuse(Errors.INVALID_REQUEST, "A manual partition assignment was specified, but numPartitions was not set to -1.");
        }
        ManualAssignment check = new ManualAssignment(ground.image());
        Map<Integer, List<Integer>> replicas = new HashMap<>();
        OptionalInt expected = OptionalInt.empty();
        for (CreatableReplicaAssignment assignment : topic.assignments()) {
            if (replicas.containsKey(assignment.partitionIndex())) {
                return refuse(Errors.INVALID_REPLICA_ASSIGNMENT,
                        "Found multiple manual partition assignments for partition " + assignment.partitionIndex());
            }
            Optional<Refusal> refusal = check.refusal(assignment.brokerIds(), expected);
            if (refusal.isPresent()) {
                return new Placed.Refused(refusal.get());
            }
            if (assignment.brokerIds().stream().noneMatch(ground.image()::isActive)) {
                return refuse(Errors.INVALID_REPLICA_ASSIGNMENT, "All brokers specified in the manual partition assignment for partition "
                        + assignment.partitionIndex() + " are fenced or in controlled shutdown.");
            }
            expected = OptionalInt.of(assignment.brokerIds().size());
            replicas.put(assignment.partitionIndex(), assignment.brokerIds());
        }
        return inOrder(replicas);
    }

    private static Placed inOrder(Map<Integer, List<Integer>> replicas) {
        List<List<Integer>> partitions = new ArrayList<>();
        for (int index = 0; index < replicas.size(); index++) {
            if (!replicas.containsKey(index)) {
                return refuse(Errors.INVALID_REPLICA_ASSIGNMENT, "partitions should be a consecutive 0-based integer sequence");
            }
            partitions.add(replicas.get(index));
        }
        return new Placed.At(partitions);
    }

    private static Placed refuse(Errors error, String message) {
        return new Placed.Refused(new Refusal(error, message));
    }
}
