package dev.vitrine.engine.group;

import dev.vitrine.engine.group.assign.Assignment;
import dev.vitrine.engine.group.assign.Assignors;
import dev.vitrine.engine.group.assign.OwnedPartitions;
import dev.vitrine.engine.metadata.ClusterImage;
import dev.vitrine.engine.observe.CommittedOffset;
import dev.vitrine.engine.observe.ConsumerMemberView;
import dev.vitrine.engine.observe.Event.AssignmentComputed;
import dev.vitrine.engine.observe.Event.MemberReconciled;
import dev.vitrine.engine.observe.GroupView;
import dev.vitrine.engine.observe.MemberView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/** A {@link ConsumerGroup} as observers see it: topics by name; those that are gone are left out. */
record ConsumerGroupViews(ConsumerGroup group, ClusterImage image) {

    /** When it came to its state nobody keeps: the state follows from the epochs. */
    private static final long UNKNOWN_SINCE = -1;

    GroupView view(ViewGroups by, Members members, List<CommittedOffset> offsets) {
        return new GroupView(
                group.id(),
                group.type(),
                group.state(),
                group.epoch(),
                OptionalInt.of(group.targetEpoch().epoch()),
                ClassicGroup.CONSUMER,
                members.preferred().or(by::assignor),
                Optional.empty(),
                by.broker(),
                UNKNOWN_SINCE,
                members.views(),
                offsets);
    }

    /** @param image that their topics are named by; @param preferred the assignor that they prefer */
    record Members(ClusterImage image, Optional<String> preferred, List<MemberView> views) {

        Members {
            views = List.copyOf(views);
        }
    }

    Members members(ViewGroups by) {
        return new Members(
                image,
                Assignors.preferred(group.members().stream().map(m -> m.subscription().assignor()).toList()),
                group.members().stream().sorted(Comparator.comparing(ConsumerMember::id)).map(member -> view(by, member)).toList());
    }

    private MemberView view(ViewGroups by, ConsumerMember member) {
        MemberSubscription says = member.subscription();
        return new MemberView(
                member.id(),
                says.instanceId(),
                says.clientId(),
                says.clientHost(),
                member.classic().map(MemberSubscription.ClassicSide::sessionTimeoutMs).orElse(by.sessionTimeoutMs(group.id())),
                says.rebalanceTimeoutMs(),
                says.assignor().stream().toList(),
                says.asked().topics(group.regexes()).stream().sorted().toList(),
                named(member.ownership().assigned(), image),
                Optional.of(new ConsumerMemberView(
                        member.epoch(),
                        member.ownership().previousEpoch(),
                        member.ownership().state().name(),
                        Optional.of(says.regex()).filter(regex -> !regex.isEmpty()),
                        says.rackId(),
                        member.isClassic(),
                        named(group.target(member.id()).partitions(), image),
                        named(member.ownership().revoking(), image))));
    }

    static AssignmentComputed computed(
            String group, int epoch, String assignor, Set<String> members, Map<String, Assignment> shares, ClusterImage image) {
        Map<String, List<TopicPartition>> legible = new TreeMap<>();
        members.forEach(member -> legible.put(member, named(shares.getOrDefault(member, Assignment.EMPTY).partitions(), image)));
        return new AssignmentComputed(group, epoch, assignor, legible);
    }

    static MemberReconciled moved(String group, ConsumerMember member, Ownership next, ClusterImage image) {
        List<TopicPartition> had = named(member.ownership().assigned(), image);
        List<TopicPartition> has = named(next.assigned(), image);
        List<TopicPartition> revoking = named(next.revoking(), image);
        List<TopicPartition> held = new ArrayList<>(had);
        held.addAll(named(member.ownership().revoking(), image));
        return new MemberReconciled(group, member.id(), next.epoch(), without(has, had), revoking, without(without(held, has), revoking));
    }

    private static List<TopicPartition> without(List<TopicPartition> all, Collection<TopicPartition> these) {
        return all.stream().filter(partition -> !these.contains(partition)).toList();
    }

    private static List<TopicPartition> named(OwnedPartitions owned, ClusterImage image) {
        return named(owned.partitions().partitions(), image);
    }

    private static List<TopicPartition> named(Map<Uuid, Set<Integer>> partitions, ClusterImage image) {
        List<TopicPartition> named = new ArrayList<>();
        partitions.forEach((id, indexes) -> image.topic(id).ifPresent(topic ->
                indexes.forEach(index -> named.add(new TopicPartition(topic.name(), index)))));
        named.sort(Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition));
        return named;
    }
}
