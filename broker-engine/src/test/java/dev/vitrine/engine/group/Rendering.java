package dev.vitrine.engine.group;

import dev.vitrine.engine.coordinator.CommittedLog.KeyValue;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatResponseData;
import org.apache.kafka.common.message.ConsumerProtocolAssignment;
import org.apache.kafka.common.message.JoinGroupResponseData;
import org.apache.kafka.common.message.SyncGroupResponseData;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.coordinator.common.runtime.CoordinatorRecord;
import org.apache.kafka.coordinator.group.GroupCoordinatorRecordSerde;
import org.apache.kafka.coordinator.group.generated.ConsumerGroupCurrentMemberAssignmentValue;
import org.apache.kafka.coordinator.group.generated.ConsumerGroupRegularExpressionValue;
import org.apache.kafka.coordinator.group.generated.ConsumerGroupTargetAssignmentMemberValue;
import org.apache.kafka.coordinator.group.generated.GroupMetadataValue;

/**
 * Answers and records of one side as text that can be laid beside the other side's: sets in one order, and the ids that a coordinator made by
 * chance under the names that the test gave them.
 */
final class Rendering {

    private final Map<String, String> names = new HashMap<>();

    /** From now on this id is called so. */
    void name(String id, String name) {
        if (!id.isEmpty()) {
            names.putIfAbsent(id, name);
        }
    }

    private String named(String text) {
        String result = text;
        for (Map.Entry<String, String> name : names.entrySet()) {
            result = result.replace(name.getKey(), name.getValue());
        }
        return result;
    }

    String of(Object answer) {
        return named(switch (answer) {
            case ConsumerGroupHeartbeatResponseData beat -> of(beat);
            case JoinGroupResponseData join -> of(join);
            case SyncGroupResponseData sync -> Errors.forCode(sync.errorCode()) + " " + sync.protocolType() + " " + sync.protocolName() + " "
                    + assignment(sync.assignment());
            default -> answer.toString();
        });
    }

    private static String of(ConsumerGroupHeartbeatResponseData beat) {
        String assignment = beat.assignment() == null ? "-" : beat.assignment().topicPartitions().stream()
                .map(topic -> topic.topicId() + "=" + topic.partitions().stream().sorted().toList()).sorted().toList().toString();
        return Errors.forCode(beat.errorCode()) + " " + beat.errorMessage() + " " + beat.memberId() + " @" + beat.memberEpoch() + " every "
                + beat.heartbeatIntervalMs() + " " + assignment;
    }

    private String of(JoinGroupResponseData join) {
        String members = join.members().stream().map(member -> named(member.memberId()) + "/" + member.groupInstanceId() + "/"
                + member.metadata().length).sorted().toList().toString();
        return Errors.forCode(join.errorCode()) + " " + join.memberId() + " @" + join.generationId() + " " + join.protocolType() + " "
                + join.protocolName() + " leader " + join.leader() + " skip " + join.skipAssignment() + " " + members;
    }

    private static String assignment(byte[] bytes) {
        if (bytes.length < Short.BYTES) {
            return "nothing";
        }
        try {
            ByteBufferAccessor accessor = new ByteBufferAccessor(ByteBuffer.wrap(bytes));
            Map<String, List<Integer>> topics = new TreeMap<>();
            short version = accessor.readShort();
            new ConsumerProtocolAssignment(accessor, version).assignedPartitions()
                    .forEach(topic -> topics.put(topic.topic(), topic.partitions().stream().sorted().toList()));
            return "v" + version + topics;
        } catch (RuntimeException other) {
            return Arrays.toString(bytes);
        }
    }

    List<String> ofOurs(List<GroupRecord> records) {
        GroupRecordCodec codec = new GroupRecordCodec();
        return records.stream().map(record -> {
            KeyValue bytes = codec.encode(record);
            return of(new GroupCoordinatorRecordSerde().deserialize(
                    ByteBuffer.wrap(bytes.key()), bytes.value() == null ? null : ByteBuffer.wrap(bytes.value())));
        }).toList();
    }

    List<String> ofKafkas(List<CoordinatorRecord> records) {
        return records.stream().map(this::of).toList();
    }

    private String of(CoordinatorRecord record) {
        String value = record.value() == null ? "-" : switch (record.value().message()) {
            case ConsumerGroupTargetAssignmentMemberValue target -> target.topicPartitions().stream()
                    .map(topic -> topic.topicId() + "=" + topic.partitions().stream().sorted().toList()).sorted().toList().toString();
            case ConsumerGroupCurrentMemberAssignmentValue current -> "@" + current.memberEpoch() + " after " + current.previousMemberEpoch()
                    + " state " + current.state() + " has " + owned(current.assignedPartitions()) + " revokes "
                    + owned(current.partitionsPendingRevocation());
            case ConsumerGroupRegularExpressionValue regex -> regex.topics() + " at " + regex.timestamp();
            case GroupMetadataValue group -> of(group);
            default -> record.value().message().toString();
        };
        return named(record.key() + " → " + value);
    }

    private static String owned(List<ConsumerGroupCurrentMemberAssignmentValue.TopicPartitions> topics) {
        List<String> owned = new ArrayList<>();
        topics.forEach(topic -> {
            Map<Integer, Integer> epochs = new TreeMap<>();
            for (int i = 0; i < topic.partitions().size(); i++) {
                epochs.put(topic.partitions().get(i), topic.assignmentEpochs().get(i));
            }
            owned.add(topic.topicId() + "=" + epochs);
        });
        return owned.stream().sorted().collect(Collectors.joining(" "));
    }

    private String of(GroupMetadataValue group) {
        String members = group.members().stream()
                .sorted(Comparator.comparing(member -> named(member.memberId())))
                .map(member -> member.memberId() + "/" + member.groupInstanceId() + "/" + member.clientId() + "/" + member.clientHost() + "/"
                        + member.rebalanceTimeout() + "/" + member.sessionTimeout() + "/" + member.subscription().length + "/"
                        + assignment(member.assignment()))
                .toList().toString();
        return group.protocolType() + " " + group.protocol() + " @" + group.generation() + " leader " + group.leader() + " since "
                + group.currentStateTimestamp() + " " + members;
    }
}
