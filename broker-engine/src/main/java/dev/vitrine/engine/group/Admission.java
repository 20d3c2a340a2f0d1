package dev.vitrine.engine.group;

import java.util.Optional;
import org.apache.kafka.common.protocol.Errors;

/**
 * Finds the {@link ConsumerGroup} that a heartbeat of the consumer protocol is for, or makes it: of nothing, of an empty classic group, or of a
 * classic group that has members, which come along (see {@link Migration}).
 */
record Admission(GroupShard shard, Turn turn, String groupId) {

    sealed interface Result {

        /** @param group as it is without what this turn has written so far */
        record Admitted(ConsumerGroup group) implements Result {}

        record Refused(Refusal refusal) implements Result {}
    }

    /** @param joins whether the group is made where it isn't there */
    Result toConsumerGroup(boolean joins) {
        Optional<Group> group = shard.group(groupId);
        if (group.isEmpty()) {
            return joins ? new Result.Admitted(new ConsumerGroup(groupId)) : notFound("Consumer group " + groupId + " not found.");
        }
        return switch (group.get()) {
            case ConsumerGroup consumers -> new Result.Admitted(consumers);
            case ClassicGroup classic -> joins ? shard.migration().upgrade(classic, turn) : notFound("Group " + groupId + " is not a consumer group.");
        };
    }

    static Result notFound(String why) {
        return new Result.Refused(Refusal.because(Errors.GROUP_ID_NOT_FOUND, why));
    }
}
