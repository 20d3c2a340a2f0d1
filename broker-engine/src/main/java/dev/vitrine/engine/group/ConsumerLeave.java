package dev.vitrine.engine.group;

import dev.vitrine.engine.coordinator.ReplyTo;
import dev.vitrine.engine.observe.Event.LeaveCause;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatRequestData;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatResponseData;
import org.apache.kafka.common.protocol.Errors;

/** A member of a {@link ConsumerGroup} goes: for good (epoch −1), or, where it is static, to be back soon (epoch −2): its partitions wait for it. */
record ConsumerLeave(ConsumerGroupHeartbeatRequestData request, ReplyTo<ConsumerGroupHeartbeatResponseData> reply) implements Operation {

    @Override
    public void apply(GroupShard shard, Turn turn) {
        Optional<Group> group = shard.group(request.groupId());
        if (group.isEmpty()) {
            refuse(Refusal.because(Errors.GROUP_ID_NOT_FOUND, "Group " + request.groupId() + " not found."), turn);
        } else if (group.get() instanceof ConsumerGroup consumers) {
            leave(shard, consumers, turn);
        } else {
            refuse(Refusal.because(Errors.GROUP_ID_NOT_FOUND, "Group " + request.groupId() + " is not a consumer group."), turn);
        }
    }

    private void leave(GroupShard shard, ConsumerGroup group, Turn turn) {
        Membership membership = new Membership(group, request.memberId(), Optional.ofNullable(request.instanceId()));
        Optional<Refusal> refusal = membership.stranger();
        if (refusal.isPresent()) {
            refuse(refusal.get(), turn);
            return;
        }
        ConsumerMember member = membership.known().orElseThrow();
        if (request.memberEpoch() == Ownership.AWAY && request.instanceId() != null) {
            turn.write(new ConsumerGroupRecord.Current(group.id(), member.id(), Optional.of(member.ownership().away())));
            shard.consumers().tellState(group, "static member " + request.instanceId() + " went, and may be back", turn);
        } else {
            shard.consumers().remove(group, Set.of(member), LeaveCause.LEFT, "member " + member.id() + " left", turn);
        }
        turn.answer(reply, new ConsumerGroupHeartbeatResponseData().setMemberId(member.id()).setMemberEpoch(request.memberEpoch()));
    }

    private void refuse(Refusal refusal, Turn turn) {
        turn.answer(reply, ConsumerHeartbeat.error(refusal));
    }
}
