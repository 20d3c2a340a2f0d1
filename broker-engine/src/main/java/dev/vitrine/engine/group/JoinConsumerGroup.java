package dev.vitrine.engine.group;

import dev.vitrine.engine.coordinator.ReplyTo;
import dev.vitrine.engine.group.MemberSubscription.ClassicSide;
import dev.vitrine.engine.observe.Event.LeaveCause;
import dev.vitrine.engine.observe.Event.MemberJoined;
import dev.vitrine.engine.observe.Event.MemberLeft;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.ConsumerProtocolSubscription;
import org.apache.kafka.common.message.JoinGroupRequestData;
import org.apache.kafka.common.message.JoinGroupResponseData;
import org.apache.kafka.common.protocol.Errors;

/**
 * A classic member joins a {@link ConsumerGroup}, for the first time or again: what a heartbeat is to the others is a join to it. Nobody waits:
 * it is answered with an epoch for a generation, leads nobody, and fetches what the coordinator has given it with {@link SyncGroup}.
 */
record JoinConsumerGroup(JoinGroupRequestData request, Caller caller, ReplyTo<JoinGroupResponseData> reply) {

    private static final short MEMBER_ID_REQUIRED_SINCE = 4;

    void apply(GroupShard shard, ConsumerGroup group, Turn turn) {
        boolean stranger = request.memberId().isEmpty();
        String memberId = stranger ? shard.newId() : request.memberId();
        List<Protocol> offered = Protocol.of(request.protocols());
        Errors refusal = refusal(shard, group, memberId, offered);
        if (refusal != Errors.NONE) {
            turn.answer(reply, JoinReplies.error("", refusal));
        } else if (stranger && request.groupInstanceId() == null && caller.apiVersion() >= MEMBER_ID_REQUIRED_SINCE) {
            turn.answer(reply, JoinReplies.error(memberId, Errors.MEMBER_ID_REQUIRED));
        } else {
            admit(shard, group, memberId, offered, turn);
        }
    }

    private Errors refusal(GroupShard shard, ConsumerGroup group, String memberId, List<Protocol> offered) {
        if (!shard.migration().takesClassicMembers()) {
            return Errors.INCONSISTENT_GROUP_PROTOCOL;
        }
        if (group.size() >= shard.config().consumers().maxSize() && group.find(memberId).isEmpty()) {
            return Errors.GROUP_MAX_SIZE_REACHED;
        }
        return group.supports(request.protocolType(), offered) ? Errors.NONE : Errors.INCONSISTENT_GROUP_PROTOCOL;
    }

    private void admit(GroupShard shard, ConsumerGroup group, String memberId, List<Protocol> offered, Turn turn) {
        Optional<ConsumerProtocolSubscription> asks = ConsumerBytes.subscription(offered.get(0).metadata());
        Optional<Refusal> stranger = request.memberId().isEmpty() || request.groupInstanceId() == null
                ? Optional.empty()
                : new Membership(group, memberId, Optional.of(request.groupInstanceId())).stranger();
        if (asks.isEmpty() || stranger.isPresent()) {
            turn.answer(reply, JoinReplies.error("", stranger.map(Refusal::error).orElse(Errors.UNKNOWN_SERVER_ERROR)));
            return;
        }
        Optional<ConsumerMember> former = group.ofInstance(Optional.ofNullable(request.groupInstanceId()));
        boolean downgrades = former.isPresent() && !former.get().isClassic()
                && shard.migration().mayDowngrade(others(group, former.get()), group.size());
        ConsumerMember before = before(shard, group, former, memberId, turn);
        MemberUpdate update = new MemberUpdate(shard, group, before, subscription(before.subscription(), asks.get(), offered), turn);
        update.subscribe(RegexChange.Lookup.AT_ONCE);
        Optional<Refusal> failure = downgrades
                ? downgrade(shard, group, update, owned(shard, asks.get()), turn)
                : update.retarget().or(() -> update.reconcile(owned(shard, asks.get())));
        if (failure.isPresent()) {
            turn.forget();
            turn.answer(reply, JoinReplies.error("", failure.get().error()));
            return;
        }
        answer(shard, group, update.member(), downgrades, turn);
    }

    private static List<ConsumerMember> others(ConsumerGroup group, ConsumerMember without) {
        List<ConsumerMember> others = new ArrayList<>(group.members());
        others.remove(without);
        return others;
    }

    private ConsumerMember before(GroupShard shard, ConsumerGroup group, Optional<ConsumerMember> former, String memberId, Turn turn) {
        if (former.isPresent() && request.memberId().isEmpty()) {
            MemberSubscription said = former.get().subscription();
            turn.publish(new MemberLeft(group.id(), former.get().id(), said.clientId(), said.clientHost(), LeaveCause.FENCED, "", 0));
            turn.publish(joined(group, memberId, former.get().instanceId()));
            return shard.consumers().replace(group, former.get(), memberId, turn);
        }
        Optional<ConsumerMember> known = former.or(() -> group.find(memberId));
        if (known.isEmpty()) {
            turn.publish(joined(group, memberId, Optional.ofNullable(request.groupInstanceId())));
        }
        return known.orElseGet(() -> ConsumerMember.fresh(memberId));
    }

    private MemberJoined joined(ConsumerGroup group, String memberId, Optional<String> instanceId) {
        return new MemberJoined(group.id(), memberId, caller.clientId(), caller.clientHost(), instanceId, JoinGroup.said(request.reason()));
    }

    private MemberSubscription subscription(MemberSubscription before, ConsumerProtocolSubscription asks, List<Protocol> offered) {
        return new MemberSubscription(
                Optional.ofNullable(request.groupInstanceId()).or(before::instanceId),
                Optional.ofNullable(asks.rackId()).filter(rack -> !rack.isEmpty()).or(before::rackId),
                caller.clientId(),
                caller.clientHost(),
                new HashSet<>(asks.topics()),
                "",
                before.assignor(),
                request.rebalanceTimeoutMs() == -1 ? before.rebalanceTimeoutMs() : request.rebalanceTimeoutMs(),
                Optional.of(new ClassicSide(request.sessionTimeoutMs(), offered)));
    }

    /** Of topics that don't exist nobody can have anything. */
    private static Optional<Map<Uuid, ? extends Collection<Integer>>> owned(GroupShard shard, ConsumerProtocolSubscription asks) {
        Map<Uuid, List<Integer>> owned = new HashMap<>();
        asks.ownedPartitions().forEach(topic -> shard.image().topic(topic.topic())
                .ifPresent(known -> owned.put(known.id(), topic.partitions())));
        return Optional.of(owned);
    }

    /** It takes the place of the last member that was not classic. */
    private Optional<Refusal> downgrade(
            GroupShard shard, ConsumerGroup group, MemberUpdate update, Optional<Map<Uuid, ? extends Collection<Integer>>> owned, Turn turn) {
        boolean stale = group.targetEpoch().epoch() < update.groupEpoch();
        if (!stale) {
            update.keepTarget();
            Optional<Refusal> failure = update.reconcile(owned);
            if (failure.isPresent()) {
                return failure;
            }
        }
        // A pattern that its former self was the last to ask for ends here once more: so does Kafka, which looks at the group as it was.
        ConsumerGroup replaced = group.with(turn.written().stream().filter(record -> !(record instanceof ConsumerGroupRecord.Regex)).toList());
        replaced.tombstones().forEach(turn::write);
        List<ConsumerMember> members = new ArrayList<>();
        group.members().stream().filter(member -> !member.instanceId().equals(update.member().instanceId())).forEach(members::add);
        members.add(update.member());
        ClassicGroup classic = shard.migration().become(group, members, turn);
        if (stale) {
            shard.rebalance().prepare(classic, "its members are classic now, and its assignment is not the newest", turn);
        }
        return Optional.empty();
    }

    private void answer(GroupShard shard, ConsumerGroup group, ConsumerMember member, boolean downgraded, Turn turn) {
        shard.consumers().joined(group.id(), member.id(), turn);
        if (!downgraded) {
            shard.consumers().expectHeartbeat(group.id(), member, turn);
            shard.consumers().expectSync(group.id(), member.id(), request.rebalanceTimeoutMs(), turn);
            shard.consumers().tellState(group, "classic member " + member.id() + " joins: " + JoinGroup.reason(request), turn);
        }
        turn.answer(reply, new JoinGroupResponseData()
                .setMemberId(member.id())
                .setGenerationId(member.epoch())
                .setProtocolType(ClassicGroup.CONSUMER)
                .setProtocolName(member.classic().orElseThrow().spoken().name()));
    }
}
