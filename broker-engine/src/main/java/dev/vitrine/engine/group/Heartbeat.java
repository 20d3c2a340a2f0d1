package dev.vitrine.engine.group;

import dev.vitrine.engine.coordinator.ReplyTo;
import dev.vitrine.engine.observe.GroupState;
import java.util.Optional;
import org.apache.kafka.common.message.HeartbeatRequestData;
import org.apache.kafka.common.message.HeartbeatResponseData;
import org.apache.kafka.common.protocol.Errors;

/** A member is alive; it hears of a rebalance by the answer. v3: static members. */
record Heartbeat(HeartbeatRequestData request, ReplyTo<HeartbeatResponseData> reply) implements Operation {

    @Override
    public void apply(GroupShard shard, Turn turn) {
        Optional<ConsumerGroup> consumers = shard.consumer(request.groupId());
        if (consumers.isPresent()) {
            new ClassicInConsumerGroup(shard, consumers.get(), turn).heartbeat(request, reply);
            return;
        }
        Optional<ClassicGroup> known = shard.classic(request.groupId());
        Errors error = request.groupId().isEmpty()
                ? Errors.INVALID_GROUP_ID
                : known.map(this::check).orElse(Errors.UNKNOWN_MEMBER_ID);
        if (error == Errors.NONE || error == Errors.REBALANCE_IN_PROGRESS) {
            ClassicGroup group = known.orElseThrow();
            group.members().find(request.memberId()).ifPresent(member -> shard.rebalance().expectHeartbeat(group, member, turn));
        }
        turn.answer(reply, new HeartbeatResponseData().setErrorCode(error.code()));
    }

    private Errors check(ClassicGroup group) {
        Errors unknown = group.members().check(request.memberId(), Optional.ofNullable(request.groupInstanceId()));
        if (unknown != Errors.NONE) {
            return unknown;
        }
        if (request.generationId() != group.generation()) {
            return Errors.ILLEGAL_GENERATION;
        }
        return group.state() == GroupState.PREPARING_REBALANCE ? Errors.REBALANCE_IN_PROGRESS : Errors.NONE;
    }
}
