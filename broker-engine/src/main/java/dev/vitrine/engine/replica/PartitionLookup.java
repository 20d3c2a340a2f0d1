package dev.vitrine.engine.replica;

import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/** Finds the partitions that this broker leads. */
@FunctionalInterface
public interface PartitionLookup {

    Optional<Partition> find(TopicPartition name);
}
