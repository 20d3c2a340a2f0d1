package dev.vitrine.engine.group;

import dev.vitrine.engine.group.assign.Assignors;
import java.util.Optional;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatRequestData;
import org.apache.kafka.common.protocol.Errors;

/** What a heartbeat of the consumer protocol must look like, whatever group it is for; in Kafka's order and words. */
record HeartbeatRules(Assignors assignors, short version) {

    /** From v1 on clients make their member ids themselves (KIP-1082). */
    private static final short MEMBER_ID_FROM_CLIENT_SINCE = 1;
    private static final int MISSING = -1;

    Optional<Refusal> refusal(ConsumerGroupHeartbeatRequestData request) {
        return emptyNames(request)
                .or(() -> epoch(request))
                .or(() -> assignor(request.serverAssignor()));
    }

    private Optional<Refusal> emptyNames(ConsumerGroupHeartbeatRequestData request) {
        boolean needsId = version >= MEMBER_ID_FROM_CLIENT_SINCE || request.memberEpoch() > 0 || request.memberEpoch() == Ownership.LEFT;
        if (needsId && isBlank(request.memberId())) {
            return invalid("MemberId can't be empty.");
        }
        if (isBlank(request.groupId())) {
            return invalid("GroupId can't be empty.");
        }
        if (isBlank(request.instanceId())) {
            return invalid("InstanceId can't be empty.");
        }
        return isBlank(request.rackId()) ? invalid("RackId can't be empty.") : Optional.empty();
    }

    private static boolean isBlank(String text) {
        return text != null && text.trim().isEmpty();
    }

    private static Optional<Refusal> epoch(ConsumerGroupHeartbeatRequestData request) {
        return switch (request.memberEpoch()) {
            case 0 -> joining(request);
            case Ownership.LEFT -> Optional.empty();
            case Ownership.AWAY -> request.instanceId() == null ? invalid("InstanceId can't be null.") : Optional.empty();
            default -> request.memberEpoch() < 0 ? invalid("MemberEpoch is invalid.") : Optional.empty();
        };
    }

    private static Optional<Refusal> joining(ConsumerGroupHeartbeatRequestData request) {
        if (request.rebalanceTimeoutMs() == MISSING) {
            return invalid("RebalanceTimeoutMs must be provided in first request.");
        }
        if (request.topicPartitions() == null || !request.topicPartitions().isEmpty()) {
            return invalid("TopicPartitions must be empty when (re-)joining.");
        }
        return request.subscribedTopicNames() == null && request.subscribedTopicRegex() == null
                ? invalid("Either SubscribedTopicNames or SubscribedTopicRegex must be non-null when (re-)joining.")
                : Optional.empty();
    }

    private Optional<Refusal> assignor(String name) {
        return name == null || assignors.has(name) ? Optional.empty() : Optional.of(Refusal.because(Errors.UNSUPPORTED_ASSIGNOR,
                "ServerAssignor " + name + " is not supported. Supported assignors: " + String.join(", ", assignors.names()) + "."));
    }

    private static Optional<Refusal> invalid(String why) {
        return Optional.of(Refusal.because(Errors.INVALID_REQUEST, why));
    }
}
