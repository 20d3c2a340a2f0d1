package dev.vitrine.engine.group;

import dev.vitrine.engine.coordinator.ReplyTo;
import dev.vitrine.engine.group.MemberSubscription.ClassicSide;
import dev.vitrine.engine.observe.Event.LeaveCause;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.message.HeartbeatRequestData;
import org.apache.kafka.common.message.HeartbeatResponseData;
import org.apache.kafka.common.message.LeaveGroupRequestData;
import org.apache.kafka.common.message.LeaveGroupRequestData.MemberIdentity;
import org.apache.kafka.common.message.LeaveGroupResponseData;
import org.apache.kafka.common.message.LeaveGroupResponseData.MemberResponse;
import org.apache.kafka.common.message.SyncGroupRequestData;
import org.apache.kafka.common.message.SyncGroupResponseData;
import org.apache.kafka.common.protocol.Errors;

/**
 * Serves a classic member of a {@link ConsumerGroup} in its own protocol. Its generation is its member epoch; where there is something for it to
 * give up or to take, it is told that a rebalance is in progress, joins again ({@link JoinConsumerGroup}) and syncs.
 */
record ClassicInConsumerGroup(GroupShard shard, ConsumerGroup group, Turn turn) {

    void sync(SyncGroupRequestData request, ReplyTo<SyncGroupResponseData> reply) {
        Membership membership = new Membership(group, request.memberId(), Optional.ofNullable(request.groupInstanceId()));
        Errors error = refusal(membership, request.generationId());
        if (error == Errors.NONE) {
            error = refusal(membership.known().orElseThrow(), request);
        }
        if (error != Errors.NONE) {
            turn.answer(reply, SyncReplies.error(error));
            return;
        }
        ConsumerMember member = membership.known().orElseThrow();
        ClassicSide classic = member.classic().orElseThrow();
        shard.consumers().synced(group.id(), member.id(), turn);
        shard.consumers().expectHeartbeat(group.id(), member, turn);
        turn.answer(reply, new SyncGroupResponseData()
                .setProtocolType(request.protocolType())
                .setProtocolName(request.protocolName())
                .setAssignment(ConsumerBytes.of(
                        ClassicMembers.protocolAssignment(member.ownership().assigned().partitions(), shard.image()),
                        ConsumerBytes.version(classic.spoken().metadata())).bytes()));
    }

    private Errors refusal(Membership membership, int generation) {
        Optional<Refusal> stranger = membership.stranger();
        if (stranger.isPresent()) {
            return stranger.get().error();
        }
        ConsumerMember member = membership.known().orElseThrow();
        if (!member.isClassic()) {
            return Errors.UNKNOWN_MEMBER_ID;
        }
        return member.epoch() == generation ? Errors.NONE : Errors.ILLEGAL_GENERATION;
    }

    private Errors refusal(ConsumerMember member, SyncGroupRequestData request) {
        boolean sameType = request.protocolType() == null || request.protocolType().equals(ClassicGroup.CONSUMER);
        boolean sameName = request.protocolName() == null
                || request.protocolName().equals(member.classic().orElseThrow().spoken().name());
        if (!sameType || !sameName) {
            return Errors.INCONSISTENT_GROUP_PROTOCOL;
        }
        boolean behind = group.targetEpoch().epoch() > member.epoch() && member.ownership().state() != MemberState.UNREVOKED_PARTITIONS;
        if (behind) {
            shard.consumers().expectJoin(group.id(), member, turn);
        }
        return behind ? Errors.REBALANCE_IN_PROGRESS : Errors.NONE;
    }

    void heartbeat(HeartbeatRequestData request, ReplyTo<HeartbeatResponseData> reply) {
        Membership membership = new Membership(group, request.memberId(), Optional.ofNullable(request.groupInstanceId()));
        Errors error = refusal(membership, request.generationId());
        if (error == Errors.NONE) {
            ConsumerMember member = membership.known().orElseThrow();
            shard.consumers().expectHeartbeat(group.id(), member, turn);
            if (mustJoinAgain(member)) {
                shard.consumers().expectJoin(group.id(), member, turn);
                error = Errors.REBALANCE_IN_PROGRESS;
            }
        }
        turn.answer(reply, new HeartbeatResponseData().setErrorCode(error.code()));
    }

    private boolean mustJoinAgain(ConsumerMember member) {
        return switch (member.ownership().state()) {
            case UNREVOKED_PARTITIONS -> true;
            case UNRELEASED_PARTITIONS -> member.epoch() < group.targetEpoch().epoch() || !waits(member);
            default -> member.epoch() < group.targetEpoch().epoch();
        };
    }

    /** For a partition that somebody else has not given up yet. */
    private boolean waits(ConsumerMember member) {
        return group.target(member.id()).partitions().entrySet().stream().anyMatch(topic -> topic.getValue().stream()
                .anyMatch(partition -> !member.ownership().assigned().contains(topic.getKey(), partition)
                        && group.held().contains(topic.getKey(), partition)));
    }

    void leave(LeaveGroupRequestData request, ReplyTo<LeaveGroupResponseData> reply) {
        List<MemberResponse> results = new ArrayList<>();
        Set<ConsumerMember> going = new LinkedHashSet<>();
        for (MemberIdentity identity : request.members()) {
            Errors error = leave(identity, going);
            results.add(new MemberResponse()
                    .setMemberId(identity.memberId())
                    .setGroupInstanceId(identity.groupInstanceId())
                    .setErrorCode(error.code()));
        }
        boolean byAdmin = request.members().stream().allMatch(identity -> identity.memberId().isEmpty());
        String who = String.join(", ", going.stream().map(ConsumerMember::id).toList());
        shard.consumers().remove(group, going, byAdmin ? LeaveCause.REMOVED_BY_ADMIN : LeaveCause.LEFT, "members left: " + who, turn);
        turn.answer(reply, new LeaveGroupResponseData().setMembers(results));
    }

    private Errors leave(MemberIdentity identity, Set<ConsumerMember> going) {
        Membership membership = new Membership(group, identity.memberId(), Optional.ofNullable(identity.groupInstanceId()));
        Optional<ConsumerMember> member = membership.known();
        boolean byInstance = identity.groupInstanceId() != null && identity.memberId().isEmpty();
        Optional<Refusal> refusal = byInstance && member.isPresent() ? Optional.empty() : membership.stranger();
        if (refusal.isEmpty()) {
            going.add(member.orElseThrow());
        }
        return refusal.map(Refusal::error).orElse(Errors.NONE);
    }
}
