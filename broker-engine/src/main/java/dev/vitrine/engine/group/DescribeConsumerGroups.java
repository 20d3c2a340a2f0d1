package dev.vitrine.engine.group;

import dev.vitrine.engine.group.assign.Assignors;
import dev.vitrine.engine.metadata.ClusterImage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.ConsumerGroupDescribeResponseData.Assignment;
import org.apache.kafka.common.message.ConsumerGroupDescribeResponseData.DescribedGroup;
import org.apache.kafka.common.message.ConsumerGroupDescribeResponseData.Member;
import org.apache.kafka.common.message.ConsumerGroupDescribeResponseData.TopicPartitions;
import org.apache.kafka.common.protocol.Errors;

/** Tells all about {@link ConsumerGroup}s. A member has what it was told to give up until it says that it did. v1: which protocol members speak. */
record DescribeConsumerGroups(List<String> ids) {

    private static final byte CLASSIC = 0;
    private static final byte CONSUMER = 1;

    List<DescribedGroup> from(GroupShard shard) {
        return ids.stream().map(id -> describe(shard, id)).toList();
    }

    static List<DescribedGroup> refused(List<String> ids, Errors error) {
        return ids.stream().map(id -> new DescribedGroup().setGroupId(id).setErrorCode(error.code())).toList();
    }

    private static DescribedGroup describe(GroupShard shard, String id) {
        if (id.isEmpty()) {
            return new DescribedGroup().setGroupId(id).setErrorCode(Errors.INVALID_GROUP_ID.code());
        }
        return shard.consumer(id).map(group -> describe(shard, group)).orElseGet(() -> new DescribedGroup()
                .setGroupId(id)
                .setErrorCode(Errors.GROUP_ID_NOT_FOUND.code())
                .setErrorMessage("Group " + id + (shard.group(id).isPresent() ? " is not a consumer group." : " not found.")));
    }

    private static DescribedGroup describe(GroupShard shard, ConsumerGroup group) {
        DescribedGroup described = new DescribedGroup()
                .setGroupId(group.id())
                .setGroupState(group.state().label())
                .setGroupEpoch(group.epoch())
                .setAssignmentEpoch(group.targetEpoch().epoch())
                .setAssignorName(Assignors.preferred(group.members().stream().map(m -> m.subscription().assignor()).toList())
                        .orElse(shard.assignors().byDefault()));
        group.members().forEach(member -> described.members().add(describe(group, member, shard.image())));
        return described;
    }

    private static Member describe(ConsumerGroup group, ConsumerMember member, ClusterImage image) {
        MemberSubscription says = member.subscription();
        Map<Uuid, Collection<Integer>> has = new HashMap<>();
        member.ownership().assigned().epochs().forEach((topic, of) -> has.computeIfAbsent(topic, t -> new TreeSet<>()).addAll(of.keySet()));
        member.ownership().revoking().epochs().forEach((topic, of) -> has.computeIfAbsent(topic, t -> new TreeSet<>()).addAll(of.keySet()));
        return new Member()
                .setMemberId(member.id())
                .setInstanceId(says.instanceId().orElse(null))
                .setRackId(says.rackId().orElse(null))
                .setMemberEpoch(member.epoch())
                .setClientId(says.clientId())
                .setClientHost(says.clientHost())
                .setSubscribedTopicNames(says.topics().stream().sorted().toList())
                .setSubscribedTopicRegex(says.regex())
                .setAssignment(assignment(has, image))
                .setTargetAssignment(assignment(group.target(member.id()).partitions(), image))
                .setMemberType(member.isClassic() ? CLASSIC : CONSUMER);
    }

    /** Topics that are gone are left out. */
    private static Assignment assignment(Map<Uuid, ? extends Collection<Integer>> partitions, ClusterImage image) {
        List<TopicPartitions> topics = new ArrayList<>();
        partitions.forEach((id, indexes) -> image.topic(id).ifPresent(topic -> topics.add(new TopicPartitions()
                .setTopicId(id).setTopicName(topic.name()).setPartitions(indexes.stream().sorted().toList()))));
        return new Assignment().setTopicPartitions(topics);
    }
}
