package dev.vitrine.engine.group;

import dev.vitrine.engine.group.ConsumerGroupRecord.AssignmentEpoch;
import dev.vitrine.engine.group.ConsumerGroupRecord.GroupEpoch;
import dev.vitrine.engine.group.assign.Assignment;
import dev.vitrine.engine.group.assign.Assignor;
import dev.vitrine.engine.group.assign.Assignor.Asking;
import dev.vitrine.engine.group.assign.Assignor.Question;
import dev.vitrine.engine.group.assign.Assignors;
import dev.vitrine.engine.group.assign.MetadataHash;
import dev.vitrine.engine.group.assign.ResolvedRegex;
import dev.vitrine.engine.group.assign.Subscriptions;
import dev.vitrine.engine.group.assign.Subscriptions.Asked;
import dev.vitrine.engine.metadata.ClusterImage;
import dev.vitrine.engine.metadata.TopicImage;
import dev.vitrine.engine.observe.Event.GroupTopicsChanged;
import dev.vitrine.engine.observe.Event.SubscriptionChanged;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.protocol.Errors;

/**
 * What follows from one sign of life of one member of a {@link ConsumerGroup}, one step after the other: its subscription, the group's epoch, the
 * target of that epoch, and what the member gets of it. Each step writes what has changed, if anything has.
 */
final class MemberUpdate {

    private final GroupShard shard;
    private final ConsumerGroup group;
    private final Turn turn;
    private final ClusterImage image;
    private final ConsumerMember before;
    private ConsumerMember member;
    private boolean asked;
    private int groupEpoch;
    private boolean homogeneous;
    private int targetEpoch;
    private Assignment target;

    /** @param group as it was before this turn @param before the member as it was, or would be if it were there already */
    MemberUpdate(GroupShard shard, ConsumerGroup group, ConsumerMember before, MemberSubscription subscription, Turn turn) {
        this.shard = shard;
        this.group = group;
        this.turn = turn;
        this.image = shard.image();
        this.before = before;
        this.member = before.with(subscription);
        this.groupEpoch = group.epoch();
        this.homogeneous = group.wasHomogeneous();
    }

    ConsumerMember member() {
        return member;
    }

    /** Step one: who it is and what it asks for; then a new group epoch where that, or the topics, make one necessary. */
    void subscribe(RegexChange.Lookup lookup) {
        if (!member.subscription().equals(before.subscription())) {
            turn.write(new ConsumerGroupRecord.Member(group.id(), member.id(), Optional.of(member.subscription())));
        }
        boolean otherTopics = !member.subscription().topics().equals(before.subscription().topics());
        RegexChange regex = shard.regexes().update(group, before, member, turn);
        asked = otherTopics || regex != RegexChange.NONE;
        boolean needsEpoch = otherTopics || lookup.calls(regex);
        if (needsEpoch || shard.topicsSeen().mayHaveChanged(group, image)) {
            bump(needsEpoch);
        }
    }

    private void bump(boolean needed) {
        Subscriptions all = subscriptions();
        homogeneous = all.homogeneous();
        long hash = MetadataHash.of(all.topics(), image);
        if (needed || hash != group.metadataHash()) {
            groupEpoch++;
            turn.write(new ConsumerGroupRecord.Epoch(group.id(), Optional.of(new GroupEpoch(groupEpoch, hash))));
            tell(needed);
        }
        shard.topicsSeen().looked(group, image);
        if (group.keepsPartitionMetadata()) {
            turn.write(new ConsumerGroupRecord.PartitionMetadata(group.id(), false));
        }
    }

    /** Why there is another epoch; that somebody has joined is told already. */
    private void tell(boolean otherSubscription) {
        if (!otherSubscription) {
            turn.publish(new GroupTopicsChanged(group.id(), groupEpoch));
        } else if (group.find(before.id()).isPresent()) {
            List<String> topics = member.subscription().asked().topics(group.regexes()).stream().sorted().toList();
            turn.publish(new SubscriptionChanged(group.id(), member.id(), groupEpoch, topics));
        }
    }

    /** Of all members, with this one as it is now. */
    private Subscriptions subscriptions() {
        List<Asked> asked = all().values().stream().map(one -> one.subscription().asked()).toList();
        Map<String, ResolvedRegex> wanted = new HashMap<>(group.regexes());
        wanted.keySet().retainAll(asked.stream().map(Asked::regex).toList());
        return Subscriptions.of(asked, wanted);
    }

    /** In the place of a static member stands its next incarnation. */
    private Map<String, ConsumerMember> all() {
        Map<String, ConsumerMember> all = new HashMap<>();
        group.members().forEach(one -> all.put(one.id(), one));
        all.put(member.id(), member);
        group.ofInstance(member.instanceId()).filter(former -> !former.id().equals(member.id())).ifPresent(former -> all.remove(former.id()));
        return all;
    }

    int groupEpoch() {
        return groupEpoch;
    }

    /** Step two: a target for the epoch, unless the last one is too young ({@code group.consumer.assignment.interval.ms}, KIP-1263). */
    Optional<Refusal> retarget() {
        keepTarget();
        if (group.targetEpoch().epoch() >= groupEpoch || tooSoon(group.targetEpoch())) {
            return Optional.empty();
        }
        Map<String, ConsumerMember> all = all();
        String name = Assignors.preferred(group.members().stream().map(m -> m.subscription().assignor()).toList(),
                        before.subscription().assignor(), member.subscription().assignor())
                .filter(shard.assignors()::has) // the broker may have been started with others since
                .orElse(shard.assignors().byDefault());
        try {
            adopt(name, shard.assignors().get(name).assign(question(all)), all);
            return Optional.empty();
        } catch (Assignor.Failed failed) {
            return Optional.of(Refusal.because(Errors.UNKNOWN_SERVER_ERROR,
                    "Failed to compute a new target assignment for epoch " + groupEpoch + ": " + failed.getMessage()));
        }
    }

    /** The target that is there. */
    void keepTarget() {
        targetEpoch = group.targetEpoch().epoch();
        target = group.target(group.ofInstance(member.instanceId()).map(ConsumerMember::id).orElse(member.id()));
    }

    private boolean tooSoon(AssignmentEpoch last) {
        int interval = shard.settings(group.id()).assignmentIntervalMs();
        return last.atMillis() != 0 && interval != 0 && turn.now() < last.atMillis() + interval;
    }

    private Question question(Map<String, ConsumerMember> all) {
        Map<String, Asking> asking = new HashMap<>();
        all.values().forEach(one -> asking.put(one.id(), new Asking(
                one.subscription().rackId(), one.instanceId(), ids(one.subscription().asked()), former(one))));
        return new Question(asking, homogeneous, group.targets(), image);
    }

    private Assignment former(ConsumerMember one) {
        return one.id().equals(member.id()) ? target : group.target(one.id());
    }

    private void adopt(String assignor, Map<String, Assignment> shares, Map<String, ConsumerMember> all) {
        for (String id : all.keySet()) {
            Assignment share = shares.getOrDefault(id, Assignment.EMPTY);
            if (!group.knownTarget(id).equals(Optional.of(share))) {
                turn.write(new ConsumerGroupRecord.Target(group.id(), id, Optional.of(share)));
            }
        }
        turn.write(new ConsumerGroupRecord.TargetEpoch(group.id(), Optional.of(new AssignmentEpoch(groupEpoch, turn.now()))));
        targetEpoch = groupEpoch;
        target = shares.getOrDefault(member.id(), Assignment.EMPTY);
        turn.publish(ConsumerGroupViews.computed(group.id(), groupEpoch, assignor, all.keySet(), shares, image));
    }

    private Set<Uuid> ids(Asked what) {
        Set<Uuid> ids = new LinkedHashSet<>();
        what.topics(group.regexes()).forEach(name -> image.topic(name).map(TopicImage::id).ifPresent(ids::add));
        return ids;
    }

    /**
     * Step three: one step of the member towards its target.
     *
     * @param owned what its client says it has; empty where it says nothing
     */
    Optional<Refusal> reconcile(Optional<Map<Uuid, ? extends Collection<Integer>>> owned) {
        if (!asked && member.ownership().isReconciledTo(targetEpoch)) {
            return Optional.empty();
        }
        Optional<Ownership> next = new Reconciliation(
                member.ownership(), targetEpoch, target, asked, ids(member.subscription().asked()),
                member.subscription().asked().topics(group.regexes()).isEmpty(), group.held(), owned).step();
        if (next.isEmpty()) {
            return Optional.of(Refusal.because(Errors.FENCED_MEMBER_EPOCH,
                    "The consumer group member is in a unknown state. The member must abandon all its partitions and rejoin."));
        }
        if (!next.get().equals(member.ownership())) {
            turn.publish(ConsumerGroupViews.moved(group.id(), member, next.get(), image));
            member = member.with(next.get());
            turn.write(new ConsumerGroupRecord.Current(group.id(), member.id(), next));
            if (!member.isClassic()) {
                shard.consumers().watchRevocation(group.id(), member, turn);
            }
        }
        return Optional.empty();
    }
}
