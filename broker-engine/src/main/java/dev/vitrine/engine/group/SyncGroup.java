package dev.vitrine.engine.group;

import dev.vitrine.engine.coordinator.ReplyTo;
import dev.vitrine.engine.observe.Event.AssignmentComputed;
import dev.vitrine.engine.observe.Event.AssignmentFetched;
import dev.vitrine.engine.observe.Event.GroupStateChanged;
import dev.vitrine.engine.observe.GroupState;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.SyncGroupRequestData;
import org.apache.kafka.common.message.SyncGroupResponseData;
import org.apache.kafka.common.protocol.Errors;

/**
 * A member fetches its assignment; the leader brings everybody's. Followers wait for the leader. The group is stable once the assignment is
 * in the log, and all are answered then. v3: static members. v5 (KIP-559): the protocol is checked.
 */
record SyncGroup(SyncGroupRequestData request, ReplyTo<SyncGroupResponseData> reply) implements Operation {

    @Override
    public void apply(GroupShard shard, Turn turn) {
        Optional<ConsumerGroup> consumers = shard.consumer(request.groupId());
        if (consumers.filter(group -> group.size() > 0).isPresent()) {
            new ClassicInConsumerGroup(shard, consumers.get(), turn).sync(request, reply);
            return;
        }
        Optional<ClassicGroup> known = shard.classic(request.groupId());
        Errors refusal = known.map(this::check).orElse(Errors.UNKNOWN_MEMBER_ID);
        if (request.groupId().isEmpty()) {
            refusal = Errors.INVALID_GROUP_ID;
        }
        if (refusal != Errors.NONE) {
            turn.answer(reply, SyncReplies.error(refusal));
            return;
        }
        ClassicGroup group = known.orElseThrow();
        Member member = group.members().find(request.memberId()).orElseThrow();
        shard.rebalance().synced(group, member.id(), turn);
        if (group.state() == GroupState.STABLE) {
            turn.answer(reply, SyncReplies.assigned(group, member.assignment()));
            turn.publish(new AssignmentFetched(group.id(), member.id(), group.generation()));
            return;
        }
        // A second sync while the first is parked: the client gave up on that one.
        member.takeSync().ifPresent(former -> turn.answer(former, SyncReplies.error(Errors.REBALANCE_IN_PROGRESS)));
        member.parkSync(reply);
        if (group.members().isLeader(member.id())) {
            assign(shard, group, turn);
        }
    }

    private Errors check(ClassicGroup group) {
        Errors unknown = group.members().check(request.memberId(), Optional.ofNullable(request.groupInstanceId()));
        if (unknown != Errors.NONE) {
            return unknown;
        }
        if (request.generationId() != group.generation()) {
            return Errors.ILLEGAL_GENERATION;
        }
        if (contradicts(request.protocolType(), group.protocolType()) || contradicts(request.protocolName(), group.protocol())) {
            return Errors.INCONSISTENT_GROUP_PROTOCOL;
        }
        return group.state() == GroupState.PREPARING_REBALANCE ? Errors.REBALANCE_IN_PROGRESS : Errors.NONE;
    }

    private static boolean contradicts(String said, Optional<String> known) {
        return said != null && known.isPresent() && !known.get().equals(said);
    }

    /** Who is not in the leader's list gets nothing; who is not in the group is not listened to. */
    private void assign(GroupShard shard, ClassicGroup group, Turn turn) {
        Map<String, OpaqueBytes> shares = new HashMap<>();
        request.assignments().forEach(share -> shares.put(share.memberId(), OpaqueBytes.of(share.assignment())));
        group.becomesStable(turn.now());
        turn.write(group.record(member -> shares.getOrDefault(member.id(), OpaqueBytes.EMPTY)));
        turn.publish(computed(group, shares));
        turn.publish(new GroupStateChanged(
                group.id(), group.state(), GroupState.STABLE, group.generation(), "the leader's assignment is in place"));
        for (Member member : group.members().all()) {
            member.takeSync().ifPresent(sync -> {
                turn.answer(sync, SyncReplies.assigned(group, shares.getOrDefault(member.id(), OpaqueBytes.EMPTY)));
                turn.publish(new AssignmentFetched(group.id(), member.id(), group.generation()));
                // Its session may have run out, excused, while it waited here.
                shard.rebalance().expectHeartbeat(group, member, turn);
            });
        }
    }

    private static AssignmentComputed computed(ClassicGroup group, Map<String, OpaqueBytes> shares) {
        Map<String, List<TopicPartition>> legible = new LinkedHashMap<>();
        boolean consumers = group.protocolType().filter(ClassicGroup.CONSUMER::equals).isPresent();
        for (Member member : group.members().all()) {
            OpaqueBytes share = shares.getOrDefault(member.id(), OpaqueBytes.EMPTY);
            legible.put(member.id(), consumers ? ConsumerBytes.partitions(share).orElse(List.of()) : List.of());
        }
        return new AssignmentComputed(group.id(), group.generation(), group.protocol().orElse(""), legible);
    }
}
