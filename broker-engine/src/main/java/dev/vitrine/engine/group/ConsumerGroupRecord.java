package dev.vitrine.engine.group;

import dev.vitrine.engine.group.assign.Assignment;
import dev.vitrine.engine.group.assign.ResolvedRegex;
import java.util.Optional;

/**
 * What is durable of a group of the consumer protocol (KIP-848): one record for each thing that changes by itself, so that a heartbeat that
 * changes little writes little. They may be replayed in any order where there are no tombstones among them.
 */
public sealed interface ConsumerGroupRecord extends GroupRecord {

    /** Each epoch asks for a target of its own. @param value epoch and hash of the topics' metadata */
    record Epoch(String group, Optional<GroupEpoch> value) implements ConsumerGroupRecord {}

    /** Older versions kept the topics' metadata here; since KIP-1101 it is only taken away. */
    record PartitionMetadata(String group, boolean present) implements ConsumerGroupRecord {}

    /** Who a member is and what it asks for. */
    record Member(String group, String member, Optional<MemberSubscription> value) implements ConsumerGroupRecord {}

    /** Which epoch the target belongs to. */
    record TargetEpoch(String group, Optional<AssignmentEpoch> value) implements ConsumerGroupRecord {}

    /** What a member should have. */
    record Target(String group, String member, Optional<Assignment> value) implements ConsumerGroupRecord {}

    /** What a member has, and how far it is on its way to what it should have. */
    record Current(String group, String member, Optional<Ownership> value) implements ConsumerGroupRecord {}

    /** What a pattern stands for. */
    record Regex(String group, String regex, Optional<ResolvedRegex> value) implements ConsumerGroupRecord {}

    record GroupEpoch(int epoch, long metadataHash) {}

    /** @param atMillis when it was computed; 0 where it was taken over from another protocol */
    record AssignmentEpoch(int epoch, long atMillis) {}
}
