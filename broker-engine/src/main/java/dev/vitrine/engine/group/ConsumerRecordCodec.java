package dev.vitrine.engine.group;

import dev.vitrine.engine.group.ConsumerGroupRecord.AssignmentEpoch;
import dev.vitrine.engine.group.ConsumerGroupRecord.GroupEpoch;
import dev.vitrine.engine.group.MemberSubscription.ClassicSide;
import dev.vitrine.engine.group.assign.Assignment;
import dev.vitrine.engine.group.assign.OwnedPartitions;
import dev.vitrine.engine.group.assign.ResolvedRegex;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.coordinator.group.generated.ConsumerGroupCurrentMemberAssignmentKey;
import org.apache.kafka.coordinator.group.generated.ConsumerGroupCurrentMemberAssignmentValue;
import org.apache.kafka.coordinator.group.generated.ConsumerGroupMemberMetadataKey;
import org.apache.kafka.coordinator.group.generated.ConsumerGroupMemberMetadataValue;
import org.apache.kafka.coordinator.group.generated.ConsumerGroupMemberMetadataValue.ClassicMemberMetadata;
import org.apache.kafka.coordinator.group.generated.ConsumerGroupMemberMetadataValue.ClassicProtocol;
import org.apache.kafka.coordinator.group.generated.ConsumerGroupMetadataKey;
import org.apache.kafka.coordinator.group.generated.ConsumerGroupMetadataValue;
import org.apache.kafka.coordinator.group.generated.ConsumerGroupPartitionMetadataKey;
import org.apache.kafka.coordinator.group.generated.ConsumerGroupPartitionMetadataValue;
import org.apache.kafka.coordinator.group.generated.ConsumerGroupRegularExpressionKey;
import org.apache.kafka.coordinator.group.generated.ConsumerGroupRegularExpressionValue;
import org.apache.kafka.coordinator.group.generated.ConsumerGroupTargetAssignmentMemberKey;
import org.apache.kafka.coordinator.group.generated.ConsumerGroupTargetAssignmentMemberValue;
import org.apache.kafka.coordinator.group.generated.ConsumerGroupTargetAssignmentMetadataKey;
import org.apache.kafka.coordinator.group.generated.ConsumerGroupTargetAssignmentMetadataValue;

/** The records of the consumer protocol as Kafka's own messages, and back. */
final class ConsumerRecordCodec {

    private ConsumerRecordCodec() {}

    static ApiMessage key(ConsumerGroupRecord record) {
        return switch (record) {
            case ConsumerGroupRecord.Epoch epoch -> new ConsumerGroupMetadataKey().setGroupId(epoch.group());
            case ConsumerGroupRecord.PartitionMetadata gone -> new ConsumerGroupPartitionMetadataKey().setGroupId(gone.group());
            case ConsumerGroupRecord.Member member ->
                    new ConsumerGroupMemberMetadataKey().setGroupId(member.group()).setMemberId(member.member());
            case ConsumerGroupRecord.TargetEpoch epoch -> new ConsumerGroupTargetAssignmentMetadataKey().setGroupId(epoch.group());
            case ConsumerGroupRecord.Target target ->
                    new ConsumerGroupTargetAssignmentMemberKey().setGroupId(target.group()).setMemberId(target.member());
            case ConsumerGroupRecord.Current current ->
                    new ConsumerGroupCurrentMemberAssignmentKey().setGroupId(current.group()).setMemberId(current.member());
            case ConsumerGroupRecord.Regex regex ->
                    new ConsumerGroupRegularExpressionKey().setGroupId(regex.group()).setRegularExpression(regex.regex());
        };
    }

    /** Empty for a tombstone. */
    static Optional<ApiMessage> value(ConsumerGroupRecord record) {
        return switch (record) {
            case ConsumerGroupRecord.Epoch epoch -> epoch.value().map(value ->
                    new ConsumerGroupMetadataValue().setEpoch(value.epoch()).setMetadataHash(value.metadataHash()));
            case ConsumerGroupRecord.PartitionMetadata old ->
                    old.present() ? Optional.of(new ConsumerGroupPartitionMetadataValue()) : Optional.empty();
            case ConsumerGroupRecord.Member member -> member.value().map(ConsumerRecordCodec::message);
            case ConsumerGroupRecord.TargetEpoch epoch -> epoch.value().map(value -> new ConsumerGroupTargetAssignmentMetadataValue()
                    .setAssignmentEpoch(value.epoch()).setAssignmentTimestamp(value.atMillis()));
            case ConsumerGroupRecord.Target target -> target.value().map(ConsumerRecordCodec::message);
            case ConsumerGroupRecord.Current current -> current.value().map(ConsumerRecordCodec::message);
            case ConsumerGroupRecord.Regex regex -> regex.value().map(value -> new ConsumerGroupRegularExpressionValue()
                    .setTopics(List.copyOf(value.topics())).setVersion(value.version()).setTimestamp(value.atMillis()));
        };
    }

    private static ConsumerGroupMemberMetadataValue message(MemberSubscription member) {
        return new ConsumerGroupMemberMetadataValue()
                .setInstanceId(member.instanceId().orElse(null))
                .setRackId(member.rackId().orElse(null))
                .setClientId(member.clientId())
                .setClientHost(member.clientHost())
                .setSubscribedTopicNames(member.topics().stream().sorted().toList())
                .setSubscribedTopicRegex(member.regex())
                .setServerAssignor(member.assignor().orElse(null))
                .setRebalanceTimeoutMs(member.rebalanceTimeoutMs())
                .setClassicMemberMetadata(member.classic().map(ConsumerRecordCodec::message).orElse(null));
    }

    private static ClassicMemberMetadata message(ClassicSide classic) {
        return new ClassicMemberMetadata()
                .setSessionTimeoutMs(classic.sessionTimeoutMs())
                .setSupportedProtocols(classic.protocols().stream()
                        .map(protocol -> new ClassicProtocol().setName(protocol.name()).setMetadata(protocol.metadata().bytes()))
                        .toList());
    }

    private static ConsumerGroupTargetAssignmentMemberValue message(Assignment target) {
        List<ConsumerGroupTargetAssignmentMemberValue.TopicPartition> topics = new ArrayList<>();
        target.partitions().forEach((topic, partitions) -> topics.add(new ConsumerGroupTargetAssignmentMemberValue.TopicPartition()
                .setTopicId(topic).setPartitions(List.copyOf(partitions))));
        return new ConsumerGroupTargetAssignmentMemberValue().setTopicPartitions(topics);
    }

    private static ConsumerGroupCurrentMemberAssignmentValue message(Ownership current) {
        return new ConsumerGroupCurrentMemberAssignmentValue()
                .setMemberEpoch(current.epoch())
                .setPreviousMemberEpoch(current.previousEpoch())
                .setState(current.state().id())
                .setAssignedPartitions(messages(current.assigned()))
                .setPartitionsPendingRevocation(messages(current.revoking()));
    }

    private static List<ConsumerGroupCurrentMemberAssignmentValue.TopicPartitions> messages(OwnedPartitions owned) {
        List<ConsumerGroupCurrentMemberAssignmentValue.TopicPartitions> topics = new ArrayList<>();
        owned.epochs().forEach((topic, epochs) -> topics.add(new ConsumerGroupCurrentMemberAssignmentValue.TopicPartitions()
                .setTopicId(topic).setPartitions(List.copyOf(epochs.keySet())).setAssignmentEpochs(List.copyOf(epochs.values()))));
        return topics;
    }

    static GroupEpoch epoch(ConsumerGroupMetadataValue value) {
        return new GroupEpoch(value.epoch(), value.metadataHash());
    }

    static AssignmentEpoch epoch(ConsumerGroupTargetAssignmentMetadataValue value) {
        return new AssignmentEpoch(value.assignmentEpoch(), value.assignmentTimestamp());
    }

    static MemberSubscription member(ConsumerGroupMemberMetadataValue value) {
        return new MemberSubscription(
                Optional.ofNullable(value.instanceId()),
                Optional.ofNullable(value.rackId()),
                value.clientId(),
                value.clientHost(),
                Set.copyOf(value.subscribedTopicNames()),
                Optional.ofNullable(value.subscribedTopicRegex()).orElse(""),
                Optional.ofNullable(value.serverAssignor()),
                value.rebalanceTimeoutMs(),
                Optional.ofNullable(value.classicMemberMetadata()).map(ConsumerRecordCodec::classic));
    }

    private static ClassicSide classic(ClassicMemberMetadata value) {
        return new ClassicSide(
                value.sessionTimeoutMs(),
                value.supportedProtocols().stream().map(p -> new Protocol(p.name(), OpaqueBytes.of(p.metadata()))).toList());
    }

    static Assignment target(ConsumerGroupTargetAssignmentMemberValue value) {
        Map<Uuid, Set<Integer>> target = new HashMap<>();
        value.topicPartitions().forEach(topic -> target.put(topic.topicId(), new HashSet<>(topic.partitions())));
        return new Assignment(target);
    }

    static Ownership current(ConsumerGroupCurrentMemberAssignmentValue value) {
        return new Ownership(
                value.memberEpoch(),
                value.previousMemberEpoch(),
                MemberState.of(value.state()),
                owned(value.assignedPartitions(), value.memberEpoch()),
                owned(value.partitionsPendingRevocation(), value.memberEpoch()));
    }

    /** Before KIP-1251 there were no epochs by partition: the member's stands for them. */
    private static OwnedPartitions owned(List<ConsumerGroupCurrentMemberAssignmentValue.TopicPartitions> topics, int memberEpoch) {
        Map<Uuid, Map<Integer, Integer>> owned = new HashMap<>();
        for (ConsumerGroupCurrentMemberAssignmentValue.TopicPartitions topic : topics) {
            List<Integer> epochs = topic.assignmentEpochs();
            boolean known = epochs != null && epochs.size() == topic.partitions().size();
            Map<Integer, Integer> since = new HashMap<>();
            for (int i = 0; i < topic.partitions().size(); i++) {
                since.put(topic.partitions().get(i), known ? epochs.get(i) : Integer.valueOf(Math.max(memberEpoch, 0)));
            }
            owned.put(topic.topicId(), since);
        }
        return new OwnedPartitions(owned);
    }

    static ResolvedRegex regex(ConsumerGroupRegularExpressionValue value) {
        return new ResolvedRegex(Set.copyOf(value.topics()), value.version(), value.timestamp());
    }
}
