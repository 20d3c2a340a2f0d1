package dev.vitrine.engine.group;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.ConsumerProtocolAssignment;
import org.apache.kafka.common.message.ConsumerProtocolSubscription;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.MessageUtil;

/**
 * Reads what members of the consumer protocol say to each other: a version (int16), then Kafka's message in it. A version newer than we know
 * is read as the newest that we know: newer ones only add at the end. The bytes are the clients' own; where they are not what they should be,
 * nothing is read.
 */
final class ConsumerBytes {

    private ConsumerBytes() {}

    static Optional<ConsumerProtocolSubscription> subscription(OpaqueBytes subscription) {
        return read(subscription, (accessor, version) ->
                new ConsumerProtocolSubscription(accessor, readable(version, ConsumerProtocolSubscription.HIGHEST_SUPPORTED_VERSION)));
    }

    /** What a member says that it holds while it joins again (KIP-429); nothing where it gives up all before, or can't be read. */
    static List<TopicPartition> owned(OpaqueBytes subscription) {
        List<TopicPartition> owned = new ArrayList<>();
        subscription(subscription).ifPresent(asks -> asks.ownedPartitions()
                .forEach(topic -> topic.partitions().forEach(p -> owned.add(new TopicPartition(topic.topic(), p)))));
        return owned;
    }

    static Optional<ConsumerProtocolAssignment> assignment(OpaqueBytes assignment) {
        return read(assignment, (accessor, version) ->
                new ConsumerProtocolAssignment(accessor, readable(version, ConsumerProtocolAssignment.HIGHEST_SUPPORTED_VERSION)));
    }

    /** In which version a member speaks; the first where it can't be read. */
    static short version(OpaqueBytes subscription) {
        return subscription.bytes().length < Short.BYTES ? 0 : ByteBuffer.wrap(subscription.bytes()).getShort();
    }

    static OpaqueBytes of(ConsumerProtocolAssignment assignment, short version) {
        short known = atMost(version, ConsumerProtocolAssignment.HIGHEST_SUPPORTED_VERSION);
        return OpaqueBytes.of(MessageUtil.toVersionPrefixedBytes(known, assignment));
    }

    /**
     * Which topics a member asks for. These stand first in every version and are read as version 0 has them, whatever the member says, as Kafka does:
     * some clients name a version and leave out what it added.
     */
    static Optional<List<String>> topics(OpaqueBytes subscription) {
        return read(subscription, (accessor, version) ->
                List.copyOf(new ConsumerProtocolSubscription(accessor, ConsumerProtocolSubscription.LOWEST_SUPPORTED_VERSION).topics()));
    }

    static Optional<List<TopicPartition>> partitions(OpaqueBytes assignment) {
        return read(assignment, (accessor, version) -> {
            short known = readable(version, ConsumerProtocolAssignment.HIGHEST_SUPPORTED_VERSION);
            List<TopicPartition> partitions = new ArrayList<>();
            new ConsumerProtocolAssignment(accessor, known).assignedPartitions()
                    .forEach(topic -> topic.partitions().forEach(p -> partitions.add(new TopicPartition(topic.topic(), p))));
            return List.copyOf(partitions);
        });
    }

    /**
     * All topics that the members of a group read; empty where it is not known: another protocol type, no generation yet, or unreadable
     * bytes.
     */
    static Optional<Set<String>> subscribedTopics(Optional<String> protocolType, Optional<String> protocol, Members members) {
        if (protocolType.filter(ClassicGroup.CONSUMER::equals).isEmpty()) {
            return Optional.empty();
        }
        if (members.isEmpty()) {
            return Optional.of(Set.of());
        }
        if (protocol.isEmpty()) {
            return Optional.empty();
        }
        Set<String> topics = new HashSet<>();
        for (Member member : members.all()) {
            Optional<List<String>> subscribed = topics(member.metadata(protocol.get()));
            if (subscribed.isEmpty()) {
                return Optional.empty();
            }
            topics.addAll(subscribed.get());
        }
        return Optional.of(topics);
    }

    private static short readable(short version, short known) {
        if (version < 0) {
            throw new IllegalArgumentException("no version: " + version);
        }
        return atMost(version, known);
    }

    private static short atMost(short version, short known) {
        return version > known ? known : version;
    }

    private static <T> Optional<T> read(OpaqueBytes bytes, Reader<T> reader) {
        ByteBufferAccessor accessor = new ByteBufferAccessor(ByteBuffer.wrap(bytes.bytes()));
        try {
            short version = accessor.readShort();
            return Optional.of(reader.read(accessor, version));
        } catch (RuntimeException malformed) {
            // The generated readers tell of what they can't read by various kinds of it, a plain RuntimeException among them.
            return Optional.empty();
        }
    }

    private interface Reader<T> {
        T read(ByteBufferAccessor accessor, short version);
    }
}
