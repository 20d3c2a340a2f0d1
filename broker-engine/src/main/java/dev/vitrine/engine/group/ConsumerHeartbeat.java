package dev.vitrine.engine.group;

import dev.vitrine.engine.coordinator.ReplyTo;
import dev.vitrine.engine.group.assign.OwnedPartitions;
import dev.vitrine.engine.observe.Event.LeaveCause;
import dev.vitrine.engine.observe.Event.MemberJoined;
import dev.vitrine.engine.observe.Event.MemberLeft;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatRequestData;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatResponseData;
import org.apache.kafka.common.protocol.Errors;

/**
 * The one request of a member of a {@link ConsumerGroup}: it joins (epoch 0), lives, says what has changed and what it has, and hears what it
 * should have. What it does not say has not changed. Leaving is {@link ConsumerLeave}.
 *
 * @param request as {@link HeartbeatRules} let it through
 */
record ConsumerHeartbeat(ConsumerGroupHeartbeatRequestData request, Caller caller, ReplyTo<ConsumerGroupHeartbeatResponseData> reply)
        implements Operation {

    private static final int UNCHANGED = -1;

    @Override
    public void apply(GroupShard shard, Turn turn) {
        if (request.memberEpoch() < 0) {
            new ConsumerLeave(request, reply).apply(shard, turn);
            return;
        }
        Admission.Result admitted = new Admission(shard, turn, request.groupId()).toConsumerGroup(joins());
        switch (admitted) {
            case Admission.Result.Refused(Refusal refusal) -> refuse(refusal, turn);
            case Admission.Result.Admitted(ConsumerGroup group) -> beat(shard, group, turn);
        }
    }

    private boolean joins() {
        return request.memberEpoch() == 0;
    }

    private void beat(GroupShard shard, ConsumerGroup group, Turn turn) {
        String memberId = request.memberId().isEmpty() ? shard.newId() : request.memberId();
        Optional<Refusal> refusal = group.size() >= shard.config().consumers().maxSize() && group.find(request.memberId()).isEmpty()
                ? Optional.of(full(shard.config().consumers().maxSize()))
                : refusal(group, memberId);
        if (refusal.isPresent()) {
            refuse(refusal.get(), turn);
            return;
        }
        ConsumerMember before = before(shard, group, memberId, turn);
        MemberUpdate update = new MemberUpdate(shard, group, before, subscription(before.subscription()), turn);
        update.subscribe(RegexChange.Lookup.LATER);
        Optional<Refusal> failure = update.retarget().or(() -> update.reconcile(owned()));
        if (failure.isPresent()) {
            refuse(failure.get(), turn);
            return;
        }
        shard.consumers().expectHeartbeat(group.id(), update.member(), turn);
        shard.consumers().tellState(group, why(memberId), turn);
        turn.answer(reply, answer(before, update.member(), shard.settings(group.id()).heartbeatIntervalMs()));
    }

    private static Refusal full(int maxSize) {
        return Refusal.because(Errors.GROUP_MAX_SIZE_REACHED, "The consumer group has reached its maximum capacity of " + maxSize + " members.");
    }

    private String why(String memberId) {
        return (joins() ? "member " + memberId + " joins" : "member " + memberId + " sent a heartbeat");
    }

    /** All that can be held against the request, before anything is written. */
    private Optional<Refusal> refusal(ConsumerGroup group, String memberId) {
        Membership membership = new Membership(group, memberId, Optional.ofNullable(request.instanceId()));
        Optional<Refusal> stranger = membership.refusal(joins(), request.memberEpoch(), owned());
        String regex = Optional.ofNullable(request.subscribedTopicRegex()).orElse("");
        return stranger.or(() -> Regexes.refusal(group, membership.known().orElseGet(() -> ConsumerMember.fresh(memberId)), regex));
    }

    /** The member as it was. A newcomer was nobody; the next incarnation of a static member begins as its former self. */
    private ConsumerMember before(GroupShard shard, ConsumerGroup group, String memberId, Turn turn) {
        Optional<String> instance = Optional.ofNullable(request.instanceId());
        Optional<ConsumerMember> former = group.ofInstance(instance);
        if (instance.isPresent() && joins() && former.isPresent()) {
            return replace(shard, group, former.get(), memberId, turn);
        }
        Optional<ConsumerMember> known = instance.isPresent() ? former : group.find(memberId);
        if (known.isEmpty()) {
            turn.publish(new MemberJoined(group.id(), memberId, caller.clientId(), caller.clientHost(), instance, ""));
        }
        return known.orElseGet(() -> ConsumerMember.fresh(memberId));
    }

    private ConsumerMember replace(GroupShard shard, ConsumerGroup group, ConsumerMember former, String memberId, Turn turn) {
        turn.publish(new MemberLeft(group.id(), former.id(), former.subscription().clientId(), former.subscription().clientHost(),
                LeaveCause.FENCED, "", 0));
        turn.publish(new MemberJoined(group.id(), memberId, caller.clientId(), caller.clientHost(), former.instanceId(), ""));
        return shard.consumers().replace(group, former, memberId, turn);
    }

    private MemberSubscription subscription(MemberSubscription before) {
        return new MemberSubscription(
                Optional.ofNullable(request.instanceId()).or(before::instanceId),
                Optional.ofNullable(request.rackId()).or(before::rackId),
                caller.clientId(),
                caller.clientHost(),
                request.subscribedTopicNames() == null ? before.topics() : new HashSet<>(request.subscribedTopicNames()),
                Optional.ofNullable(request.subscribedTopicRegex()).orElse(before.regex()),
                Optional.ofNullable(request.serverAssignor()).or(before::assignor),
                request.rebalanceTimeoutMs() == UNCHANGED ? before.rebalanceTimeoutMs() : request.rebalanceTimeoutMs(),
                Optional.empty());
    }

    private Optional<Map<Uuid, ? extends Collection<Integer>>> owned() {
        if (request.topicPartitions() == null) {
            return Optional.empty();
        }
        Map<Uuid, Set<Integer>> owned = new HashMap<>();
        request.topicPartitions().forEach(topic -> owned.computeIfAbsent(topic.topicId(), t -> new HashSet<>()).addAll(topic.partitions()));
        return Optional.of(owned);
    }

    /** Who says everything is told everything: it may not have got the last answer. */
    private boolean saysEverything() {
        return request.rebalanceTimeoutMs() != UNCHANGED
                && (request.subscribedTopicNames() != null || request.subscribedTopicRegex() != null)
                && request.topicPartitions() != null;
    }

    private ConsumerGroupHeartbeatResponseData answer(ConsumerMember before, ConsumerMember after, int intervalMs) {
        ConsumerGroupHeartbeatResponseData answer = new ConsumerGroupHeartbeatResponseData()
                .setMemberId(after.id())
                .setMemberEpoch(after.epoch())
                .setHeartbeatIntervalMs(intervalMs);
        boolean changed = !before.ownership().assigned().equals(after.ownership().assigned());
        return joins() || saysEverything() || changed ? answer.setAssignment(assignment(after.ownership().assigned())) : answer;
    }

    private static ConsumerGroupHeartbeatResponseData.Assignment assignment(OwnedPartitions assigned) {
        List<ConsumerGroupHeartbeatResponseData.TopicPartitions> topics = assigned.epochs().entrySet().stream()
                .map(topic -> new ConsumerGroupHeartbeatResponseData.TopicPartitions()
                        .setTopicId(topic.getKey())
                        .setPartitions(List.copyOf(topic.getValue().keySet())))
                .toList();
        return new ConsumerGroupHeartbeatResponseData.Assignment().setTopicPartitions(topics);
    }

    private void refuse(Refusal refusal, Turn turn) {
        turn.forget();
        turn.answer(reply, error(refusal));
    }

    static ConsumerGroupHeartbeatResponseData error(Refusal refusal) {
        return new ConsumerGroupHeartbeatResponseData().setErrorCode(refusal.error().code()).setErrorMessage(refusal.message());
    }
}
