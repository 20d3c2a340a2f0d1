package dev.vitrine.engine.group;

import dev.vitrine.engine.coordinator.ReplyTo;
import dev.vitrine.engine.observe.Event.LeaveCause;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.message.LeaveGroupRequestData;
import org.apache.kafka.common.message.LeaveGroupRequestData.MemberIdentity;
import org.apache.kafka.common.message.LeaveGroupResponseData;
import org.apache.kafka.common.message.LeaveGroupResponseData.MemberResponse;
import org.apache.kafka.common.protocol.Errors;

/**
 * Members go, or an administrator sends static members away by their {@code group.instance.id} alone. v3 (KIP-345): several at once; v5
 * (KIP-800): the client says why.
 *
 * @param request with {@code members} filled in, whatever the version on the wire
 */
record LeaveGroup(LeaveGroupRequestData request, ReplyTo<LeaveGroupResponseData> reply) implements Operation {

    @Override
    public void apply(GroupShard shard, Turn turn) {
        if (request.groupId().isEmpty()) {
            turn.answer(reply, new LeaveGroupResponseData().setErrorCode(Errors.INVALID_GROUP_ID.code()));
            return;
        }
        Optional<ConsumerGroup> consumers = shard.consumer(request.groupId());
        if (consumers.isPresent()) {
            new ClassicInConsumerGroup(shard, consumers.get(), turn).leave(request, reply);
            return;
        }
        Optional<ClassicGroup> group = shard.classic(request.groupId());
        List<MemberResponse> results = new ArrayList<>();
        List<String> gone = new ArrayList<>();
        for (MemberIdentity identity : request.members()) {
            Errors error = group.map(g -> leave(shard, g, identity, gone, turn)).orElse(Errors.UNKNOWN_MEMBER_ID);
            results.add(new MemberResponse()
                    .setMemberId(identity.memberId())
                    .setGroupInstanceId(identity.groupInstanceId())
                    .setErrorCode(error.code()));
        }
        group.filter(g -> !gone.isEmpty()).ifPresent(g -> afterwards(shard, g, String.join(", ", gone), turn));
        turn.answer(reply, new LeaveGroupResponseData().setMembers(results));
    }

    private Errors leave(GroupShard shard, ClassicGroup group, MemberIdentity identity, List<String> gone, Turn turn) {
        Optional<String> instanceId = Optional.ofNullable(identity.groupInstanceId());
        if (identity.memberId().isEmpty()) {
            Optional<Member> member = instanceId.flatMap(group.members()::idOfInstance).flatMap(group.members()::find);
            member.ifPresent(m -> {
                shard.rebalance().drop(group, m, LeaveCause.REMOVED_BY_ADMIN, JoinGroup.said(identity.reason()), turn);
                gone.add(m.id());
            });
            return member.isPresent() ? Errors.NONE : Errors.UNKNOWN_MEMBER_ID;
        }
        if (group.pendingJoins().contains(identity.memberId())) {
            group.remove(identity.memberId());
            turn.stopTimer(new TimerKey.Session(group.id(), identity.memberId()));
            gone.add(identity.memberId());
            return Errors.NONE;
        }
        Errors unknown = group.members().check(identity.memberId(), instanceId);
        if (unknown == Errors.NONE) {
            shard.rebalance().drop(group, group.members().find(identity.memberId()).orElseThrow(),
                    LeaveCause.LEFT, JoinGroup.said(identity.reason()), turn);
            gone.add(identity.memberId());
        }
        return unknown;
    }

    private static void afterwards(GroupShard shard, ClassicGroup group, String who, Turn turn) {
        String why = "members left: " + who;
        switch (group.state()) {
            case STABLE, COMPLETING_REBALANCE -> shard.rebalance().prepare(group, why, turn);
            case PREPARING_REBALANCE -> shard.rebalance().goOn(group, why, turn);
            default -> {}
        }
    }
}
