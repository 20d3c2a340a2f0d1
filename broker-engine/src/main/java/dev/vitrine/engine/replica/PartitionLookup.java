package dev.vitrine.engine.replica;

import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.Errors;

/** Finds the partitions that this broker leads. */
@FunctionalInterface
public interface PartitionLookup {

    Optional<Partition> find(TopicPartition name);

    /** The replica on this broker, whoever leads. */
    default Optional<Partition> replica(TopicPartition name) {
        return find(name);
    }

    /** What to tell who looks for a partition that this broker has no replica of: another has it, or nobody. */
    default Errors absence(TopicPartition name) {
        return Errors.UNKNOWN_TOPIC_OR_PARTITION;
    }

    /** As {@link #absence}, of a partition that this broker doesn't lead. */
    default Errors notLed(TopicPartition name) {
        return replica(name).isPresent() ? Errors.NOT_LEADER_OR_FOLLOWER : absence(name);
    }
}
