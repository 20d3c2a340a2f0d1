package dev.vitrine.engine.group;

import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/** What the group coordinator writes into {@code __consumer_offsets}; an empty value is a tombstone. */
public sealed interface GroupRecord permits GroupRecord.Metadata, GroupRecord.Offset, ConsumerGroupRecord {

    String group();

    /** Members, generation and assignment of a classic group. */
    record Metadata(String group, Optional<GroupMetadata> value) implements GroupRecord {}

    /** A committed offset. */
    record Offset(String group, TopicPartition partition, Optional<OffsetAndMetadata> value) implements GroupRecord {}
}
