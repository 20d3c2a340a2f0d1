package dev.vitrine.engine.group;

import dev.vitrine.engine.coordinator.CommittedLog.KeyValue;
import dev.vitrine.engine.coordinator.RecordCodec;
import dev.vitrine.engine.group.GroupMetadata.StoredMember;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Message;
import org.apache.kafka.common.protocol.ObjectSerializationCache;
import org.apache.kafka.coordinator.group.generated.ConsumerGroupCurrentMemberAssignmentKey;
import org.apache.kafka.coordinator.group.generated.ConsumerGroupCurrentMemberAssignmentValue;
import org.apache.kafka.coordinator.group.generated.ConsumerGroupMemberMetadataKey;
import org.apache.kafka.coordinator.group.generated.ConsumerGroupMemberMetadataValue;
import org.apache.kafka.coordinator.group.generated.ConsumerGroupMetadataKey;
import org.apache.kafka.coordinator.group.generated.ConsumerGroupMetadataValue;
import org.apache.kafka.coordinator.group.generated.ConsumerGroupPartitionMetadataKey;
import org.apache.kafka.coordinator.group.generated.ConsumerGroupRegularExpressionKey;
import org.apache.kafka.coordinator.group.generated.ConsumerGroupRegularExpressionValue;
import org.apache.kafka.coordinator.group.generated.ConsumerGroupTargetAssignmentMemberKey;
import org.apache.kafka.coordinator.group.generated.ConsumerGroupTargetAssignmentMemberValue;
import org.apache.kafka.coordinator.group.generated.ConsumerGroupTargetAssignmentMetadataKey;
import org.apache.kafka.coordinator.group.generated.ConsumerGroupTargetAssignmentMetadataValue;
import org.apache.kafka.coordinator.group.generated.CoordinatorRecordType;
import org.apache.kafka.coordinator.group.generated.GroupMetadataKey;
import org.apache.kafka.coordinator.group.generated.GroupMetadataValue;
import org.apache.kafka.coordinator.group.generated.GroupMetadataValue.MemberMetadata;
import org.apache.kafka.coordinator.group.generated.OffsetCommitKey;
import org.apache.kafka.coordinator.group.generated.OffsetCommitValue;

/**
 * Kafka's own schemas of {@code __consumer_offsets}, in the versions that Kafka 4.3 writes, so that Kafka's tools read what lies there: a key
 * is its record type (int16) and a message of version 0, a value its version (int16) and a message.
 */
public final class GroupRecordCodec implements RecordCodec<GroupRecord> {

    private static final short KEY_VERSION = 0;
    private static final short GROUP_METADATA_VERSION = 3;
    private static final short OFFSET_VERSION = 4;
    private static final short CONSUMER_GROUP_VERSION = 0;
    /** The last version that can say when an offset expires. */
    private static final short EXPIRING_OFFSET_VERSION = 1;
    private static final int PREFIX_BYTES = Short.BYTES;
    private static final long NO_TIME = -1;

    @Override
    public KeyValue encode(GroupRecord record) {
        return switch (record) {
            case GroupRecord.Metadata metadata -> new KeyValue(
                    key(CoordinatorRecordType.GROUP_METADATA, new GroupMetadataKey().setGroup(metadata.group())),
                    metadata.value().map(value -> bytes(GROUP_METADATA_VERSION, message(value), GROUP_METADATA_VERSION)).orElse(null));
            case GroupRecord.Offset offset -> new KeyValue(
                    key(CoordinatorRecordType.OFFSET_COMMIT, message(offset.group(), offset.partition())),
                    offset.value().map(GroupRecordCodec::value).orElse(null));
            case ConsumerGroupRecord consumer -> encode(consumer);
        };
    }

    private static KeyValue encode(ConsumerGroupRecord record) {
        ApiMessage key = ConsumerRecordCodec.key(record);
        byte[] value = ConsumerRecordCodec.value(record)
                .map(message -> bytes(CONSUMER_GROUP_VERSION, message, CONSUMER_GROUP_VERSION)).orElse(null);
        return new KeyValue(bytes(key.apiKey(), key, KEY_VERSION), value);
    }

    @Override
    public Optional<GroupRecord> decode(ByteBuffer key, ByteBuffer value) {
        ByteBufferAccessor keyReader = new ByteBufferAccessor(key.duplicate());
        short type = keyReader.readShort();
        if (type == CoordinatorRecordType.OFFSET_COMMIT.id() || type == CoordinatorRecordType.LEGACY_OFFSET_COMMIT.id()) {
            OffsetCommitKey where = new OffsetCommitKey(keyReader, KEY_VERSION);
            return Optional.of(new GroupRecord.Offset(
                    where.group(), new TopicPartition(where.topic(), where.partition()), Optional.ofNullable(value).map(this::offset)));
        }
        if (type == CoordinatorRecordType.GROUP_METADATA.id()) {
            String group = new GroupMetadataKey(keyReader, KEY_VERSION).group();
            return Optional.of(new GroupRecord.Metadata(group, Optional.ofNullable(value).map(this::metadata)));
        }
        return decodeConsumerGroups(type, keyReader, Optional.ofNullable(value).map(ByteBuffer::duplicate).map(ByteBufferAccessor::new));
    }

    private static Optional<GroupRecord> decodeConsumerGroups(short type, ByteBufferAccessor key, Optional<ByteBufferAccessor> value) {
        if (type == CoordinatorRecordType.CONSUMER_GROUP_METADATA.id()) {
            ConsumerGroupMetadataKey of = new ConsumerGroupMetadataKey(key, KEY_VERSION);
            return Optional.of(new ConsumerGroupRecord.Epoch(of.groupId(), value.map(v -> ConsumerRecordCodec.epoch(
                    new ConsumerGroupMetadataValue(v, version(v, ConsumerGroupMetadataValue.HIGHEST_SUPPORTED_VERSION))))));
        }
        if (type == CoordinatorRecordType.CONSUMER_GROUP_PARTITION_METADATA.id()) {
            return Optional.of(new ConsumerGroupRecord.PartitionMetadata(
                    new ConsumerGroupPartitionMetadataKey(key, KEY_VERSION).groupId(), value.isPresent()));
        }
        if (type == CoordinatorRecordType.CONSUMER_GROUP_TARGET_ASSIGNMENT_METADATA.id()) {
            ConsumerGroupTargetAssignmentMetadataKey of = new ConsumerGroupTargetAssignmentMetadataKey(key, KEY_VERSION);
            return Optional.of(new ConsumerGroupRecord.TargetEpoch(of.groupId(), value.map(v -> ConsumerRecordCodec.epoch(
                    new ConsumerGroupTargetAssignmentMetadataValue(
                            v, version(v, ConsumerGroupTargetAssignmentMetadataValue.HIGHEST_SUPPORTED_VERSION))))));
        }
        if (type == CoordinatorRecordType.CONSUMER_GROUP_REGULAR_EXPRESSION.id()) {
            ConsumerGroupRegularExpressionKey of = new ConsumerGroupRegularExpressionKey(key, KEY_VERSION);
            return Optional.of(new ConsumerGroupRecord.Regex(of.groupId(), of.regularExpression(), value.map(v -> ConsumerRecordCodec.regex(
                    new ConsumerGroupRegularExpressionValue(v, version(v, ConsumerGroupRegularExpressionValue.HIGHEST_SUPPORTED_VERSION))))));
        }
        return decodeConsumerMembers(type, key, value);
    }

    private static Optional<GroupRecord> decodeConsumerMembers(short type, ByteBufferAccessor key, Optional<ByteBufferAccessor> value) {
        if (type == CoordinatorRecordType.CONSUMER_GROUP_MEMBER_METADATA.id()) {
            ConsumerGroupMemberMetadataKey of = new ConsumerGroupMemberMetadataKey(key, KEY_VERSION);
            return Optional.of(new ConsumerGroupRecord.Member(of.groupId(), of.memberId(), value.map(v -> ConsumerRecordCodec.member(
                    new ConsumerGroupMemberMetadataValue(v, version(v, ConsumerGroupMemberMetadataValue.HIGHEST_SUPPORTED_VERSION))))));
        }
        if (type == CoordinatorRecordType.CONSUMER_GROUP_TARGET_ASSIGNMENT_MEMBER.id()) {
            ConsumerGroupTargetAssignmentMemberKey of = new ConsumerGroupTargetAssignmentMemberKey(key, KEY_VERSION);
            return Optional.of(new ConsumerGroupRecord.Target(of.groupId(), of.memberId(), value.map(v -> ConsumerRecordCodec.target(
                    new ConsumerGroupTargetAssignmentMemberValue(
                            v, version(v, ConsumerGroupTargetAssignmentMemberValue.HIGHEST_SUPPORTED_VERSION))))));
        }
        if (type == CoordinatorRecordType.CONSUMER_GROUP_CURRENT_MEMBER_ASSIGNMENT.id()) {
            ConsumerGroupCurrentMemberAssignmentKey of = new ConsumerGroupCurrentMemberAssignmentKey(key, KEY_VERSION);
            return Optional.of(new ConsumerGroupRecord.Current(of.groupId(), of.memberId(), value.map(v -> ConsumerRecordCodec.current(
                    new ConsumerGroupCurrentMemberAssignmentValue(
                            v, version(v, ConsumerGroupCurrentMemberAssignmentValue.HIGHEST_SUPPORTED_VERSION))))));
        }
        return Optional.empty();
    }

    private static byte[] value(OffsetAndMetadata offset) {
        short version = offset.expireAtMillis().isPresent() ? EXPIRING_OFFSET_VERSION : OFFSET_VERSION;
        return bytes(version, message(offset), version);
    }

    private static byte[] key(CoordinatorRecordType type, Message key) {
        return bytes(type.id(), key, KEY_VERSION);
    }

    private static byte[] bytes(short prefix, Message message, short version) {
        ObjectSerializationCache cache = new ObjectSerializationCache();
        ByteBuffer buffer = ByteBuffer.allocate(PREFIX_BYTES + message.size(cache, version));
        ByteBufferAccessor writer = new ByteBufferAccessor(buffer);
        writer.writeShort(prefix);
        message.write(writer, cache, version);
        return buffer.array();
    }

    private static OffsetCommitKey message(String group, TopicPartition partition) {
        return new OffsetCommitKey().setGroup(group).setTopic(partition.topic()).setPartition(partition.partition());
    }

    private static OffsetCommitValue message(OffsetAndMetadata offset) {
        return new OffsetCommitValue()
                .setOffset(offset.offset())
                .setLeaderEpoch(offset.leaderEpoch().orElse(-1))
                .setMetadata(offset.metadata())
                .setCommitTimestamp(offset.committedAtMillis())
                .setExpireTimestamp(offset.expireAtMillis().orElse(NO_TIME))
                .setTopicId(offset.topicId());
    }

    private OffsetAndMetadata offset(ByteBuffer buffer) {
        ByteBufferAccessor reader = new ByteBufferAccessor(buffer.duplicate());
        OffsetCommitValue value = new OffsetCommitValue(reader, version(reader, OffsetCommitValue.HIGHEST_SUPPORTED_VERSION));
        return OffsetAndMetadata.at(value.offset(), value.leaderEpoch(), value.metadata(), value.commitTimestamp())
                .expiringAt(time(value.expireTimestamp()))
                .ofTopic(value.topicId());
    }

    private static GroupMetadataValue message(GroupMetadata metadata) {
        return new GroupMetadataValue()
                .setProtocolType(metadata.protocolType())
                .setGeneration(metadata.generation())
                .setProtocol(metadata.protocol().orElse(null))
                .setLeader(metadata.leader().orElse(null))
                .setCurrentStateTimestamp(metadata.stateSinceMillis().orElse(NO_TIME))
                .setMembers(metadata.members().stream().map(GroupRecordCodec::message).toList());
    }

    private static MemberMetadata message(StoredMember member) {
        return new MemberMetadata()
                .setMemberId(member.id())
                .setGroupInstanceId(member.instanceId().orElse(null))
                .setClientId(member.clientId())
                .setClientHost(member.clientHost())
                .setRebalanceTimeout(member.rebalanceTimeoutMs())
                .setSessionTimeout(member.sessionTimeoutMs())
                .setSubscription(member.subscription().bytes())
                .setAssignment(member.assignment().bytes());
    }

    private GroupMetadata metadata(ByteBuffer buffer) {
        ByteBufferAccessor reader = new ByteBufferAccessor(buffer.duplicate());
        short version = version(reader, GroupMetadataValue.HIGHEST_SUPPORTED_VERSION);
        GroupMetadataValue value = new GroupMetadataValue(reader, version);
        return new GroupMetadata(
                value.protocolType(),
                value.generation(),
                Optional.ofNullable(value.protocol()),
                Optional.ofNullable(value.leader()),
                time(value.currentStateTimestamp()),
                value.members().stream().map(member -> member(member, version)).toList());
    }

    private static StoredMember member(MemberMetadata member, short version) {
        return new StoredMember(
                member.memberId(),
                Optional.ofNullable(member.groupInstanceId()),
                member.clientId(),
                member.clientHost(),
                version == 0 ? member.sessionTimeout() : member.rebalanceTimeout(),
                member.sessionTimeout(),
                OpaqueBytes.of(member.subscription()),
                OpaqueBytes.of(member.assignment()));
    }

    private static short version(ByteBufferAccessor reader, short highest) {
        short version = reader.readShort();
        if (version < 0 || version > highest) {
            throw new IllegalArgumentException("a value of version " + version + ", of which we know up to " + highest);
        }
        return version;
    }

    private static OptionalLong time(long millis) {
        return millis == NO_TIME ? OptionalLong.empty() : OptionalLong.of(millis);
    }
}
