package dev.vitrine.engine.group;

import dev.vitrine.engine.group.ConsumerGroupRecord.AssignmentEpoch;
import dev.vitrine.engine.group.ConsumerGroupRecord.GroupEpoch;
import dev.vitrine.engine.group.MemberSubscription.ClassicSide;
import dev.vitrine.engine.group.assign.Assignment;
import dev.vitrine.engine.group.assign.MetadataHash;
import dev.vitrine.engine.group.assign.OwnedPartitions;
import dev.vitrine.engine.metadata.ClusterImage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.ConsumerProtocolAssignment;
import org.apache.kafka.common.message.ConsumerProtocolSubscription;

/** The members of a classic group as those of a consumer group, and back: what they ask for and what they have stays. */
record ClassicMembers(ClassicGroup group, ClusterImage image) {

    /** An assignor of its own has something to say to itself in what it assigned, which a consumer group could not keep. */
    static boolean usesOwnAssignor(ClassicGroup group) {
        return group.members().all().stream()
                .flatMap(member -> ConsumerBytes.assignment(member.assignment()).stream())
                .anyMatch(assignment -> assignment.userData() != null && assignment.userData().hasRemaining());
    }

    /** The records of the consumer group that this group becomes; empty where its members' bytes are not a consumer's. */
    Optional<List<GroupRecord>> records() {
        String protocol = group.protocol().or(group.members()::chooseProtocol).orElse("");
        List<ConsumerMember> members = new ArrayList<>();
        for (Member member : group.members().all()) {
            Optional<ConsumerProtocolSubscription> asks = ConsumerBytes.subscription(member.metadata(protocol));
            Optional<Assignment> has = assignment(member);
            if (asks.isEmpty() || has.isEmpty()) {
                return Optional.empty();
            }
            members.add(member(member, asks.get(), has.get()));
        }
        return Optional.of(records(members));
    }

    private ConsumerMember member(Member member, ConsumerProtocolSubscription asks, Assignment has) {
        MemberSubscription subscription = new MemberSubscription(
                member.instanceId(),
                Optional.ofNullable(asks.rackId()).filter(rack -> !rack.isEmpty()),
                member.clientId(),
                member.clientHost(),
                new HashSet<>(asks.topics()),
                "",
                Optional.empty(),
                member.rebalanceTimeoutMs(),
                Optional.of(new ClassicSide(member.sessionTimeoutMs(), member.protocols())));
        int epoch = group.generation();
        return new ConsumerMember(member.id(), subscription, new Ownership(
                epoch, epoch, MemberState.STABLE, OwnedPartitions.since(epoch, has), OwnedPartitions.NONE));
    }

    private Optional<Assignment> assignment(Member member) {
        if (member.assignment().equals(OpaqueBytes.EMPTY)) {
            return Optional.of(Assignment.EMPTY);
        }
        return ConsumerBytes.assignment(member.assignment()).map(assigned -> {
            Map<Uuid, Set<Integer>> partitions = new HashMap<>();
            assigned.assignedPartitions().forEach(topic -> image.topic(topic.topic())
                    .ifPresent(known -> partitions.put(known.id(), new HashSet<>(topic.partitions()))));
            return new Assignment(partitions);
        });
    }

    private List<GroupRecord> records(List<ConsumerMember> members) {
        String id = group.id();
        Set<String> topics = new HashSet<>();
        members.forEach(member -> topics.addAll(member.subscription().topics()));
        List<GroupRecord> records = new ArrayList<>();
        members.forEach(member -> records.add(new ConsumerGroupRecord.Member(id, member.id(), Optional.of(member.subscription()))));
        records.add(new ConsumerGroupRecord.Epoch(id, Optional.of(new GroupEpoch(group.generation(), MetadataHash.of(topics, image)))));
        members.forEach(member -> records.add(
                new ConsumerGroupRecord.Target(id, member.id(), Optional.of(member.ownership().assigned().partitions()))));
        records.add(new ConsumerGroupRecord.TargetEpoch(id, Optional.of(new AssignmentEpoch(group.generation(), 0))));
        members.forEach(member -> records.add(new ConsumerGroupRecord.Current(id, member.id(), Optional.of(member.ownership()))));
        return records;
    }

    /**
     * The classic group of members that all are classic.
     *
     * @param members with what they ask for; what they get is their target, a static member's that of its former incarnation
     */
    static ClassicGroup classicGroup(ConsumerGroup from, List<ConsumerMember> members, ClusterImage image, long nowMillis) {
        List<Member> classic = members.stream().map(Member::ofConsumerGroup).toList();
        ClassicGroup group = ClassicGroup.stable(from.id(), from.epoch(), classic, nowMillis);
        for (ConsumerMember member : members) {
            String heir = from.ofInstance(member.instanceId()).map(ConsumerMember::id).orElse(member.id());
            Member assigned = group.members().find(member.id()).orElseThrow();
            short version = ConsumerBytes.version(assigned.metadata(group.protocol().orElse("")));
            assigned.assign(ConsumerBytes.of(protocolAssignment(from.target(heir), image), version));
        }
        return group;
    }

    /** What a classic member of a consumer group is told that it has. */
    static ConsumerProtocolAssignment protocolAssignment(Assignment assignment, ClusterImage image) {
        ConsumerProtocolAssignment told = new ConsumerProtocolAssignment();
        assignment.partitions().forEach((topic, partitions) -> image.topic(topic).ifPresent(known -> told.assignedPartitions().add(
                new ConsumerProtocolAssignment.TopicPartition().setTopic(known.name()).setPartitions(List.copyOf(partitions)))));
        return told;
    }
}
