package dev.vitrine.app.bench.load;

import java.io.IOException;
import java.util.List;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatRequestData;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatRequestData.TopicPartitions;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatResponseData;
import org.apache.kafka.common.message.FindCoordinatorRequestData;
import org.apache.kafka.common.message.FindCoordinatorResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/**
 * A member's half of KIP-848, of a group that reads one topic: heartbeats, and the partitions that it was told to have.
 *
 * <pre>
 *   epoch 0, subscribed ──► told what to own ──► owns it and says so ──► heartbeats
 *        ▲                        ▲                                         │
 *        │ leave (epoch −1)       └───────────── told otherwise ◄───────────┤
 *        └──────────────────────────────────────────────────────────────────┘
 * </pre>
 */
final class Membership {

    private static final int VERSION = 1;
    private static final int FIND_VERSION = 4;
    private static final int REBALANCE_TIMEOUT_MS = 300_000;
    private static final int LEFT = -1;
    private static final long AGAIN_MS = 200;

    private final String clientId;
    private final String group;
    private final String topic;
    private final Uuid topicId;
    private final String id = Uuid.randomUuid().toString();
    private int epoch;
    /** Others ask how far it has come. */
    private volatile List<Integer> owned = List.of();
    private boolean tell = true;
    private long dueMillis;

    Membership(String clientId, String group, String topic, Uuid topicId) {
        this.clientId = clientId;
        this.group = group;
        this.topic = topic;
        this.topicId = topicId;
    }

    String id() {
        return id;
    }

    int epoch() {
        return epoch;
    }

    List<Integer> owned() {
        return owned;
    }

    /** When it wants to be heard of next, in {@link System#currentTimeMillis}. */
    long dueMillis() {
        return dueMillis;
    }

    /** Asks where the group is looked after, as every consumer does first: the broker makes room for it. */
    Question find() {
        return Question.of(ApiKeys.FIND_COORDINATOR, FIND_VERSION, new FindCoordinatorRequestData().setCoordinatorKeys(List.of(group)), clientId,
                FindCoordinatorResponseData.class, _ -> { });
    }

    /** One heartbeat. @param changed told when it owns something else than before */
    Question beat(long nowMillis, Runnable changed) {
        ConsumerGroupHeartbeatRequestData beat = new ConsumerGroupHeartbeatRequestData().setGroupId(group).setMemberId(id).setMemberEpoch(epoch);
        if (epoch == 0) {
            beat.setRebalanceTimeoutMs(REBALANCE_TIMEOUT_MS).setSubscribedTopicNames(List.of(topic));
        }
        if (tell) {
            beat.setTopicPartitions(owned.isEmpty() ? List.of() : List.of(new TopicPartitions().setTopicId(topicId).setPartitions(owned)));
        }
        return Question.of(ApiKeys.CONSUMER_GROUP_HEARTBEAT, VERSION, beat, clientId, ConsumerGroupHeartbeatResponseData.class, answer -> {
            List<Integer> before = owned;
            take(answer, nowMillis);
            if (!owned.equals(before)) {
                changed.run();
            }
        });
    }

    private void take(ConsumerGroupHeartbeatResponseData answer, long nowMillis) throws IOException {
        Errors error = Errors.forCode(answer.errorCode());
        switch (error) {
            case NONE -> {
                epoch = answer.memberEpoch();
                tell = answer.assignment() != null;
                dueMillis = nowMillis + (tell ? 0 : answer.heartbeatIntervalMs());
                if (tell) {
                    owned = answer.assignment().topicPartitions().stream().flatMap(assigned -> assigned.partitions().stream()).sorted().toList();
                }
            }
            case COORDINATOR_LOAD_IN_PROGRESS, COORDINATOR_NOT_AVAILABLE -> dueMillis = nowMillis + AGAIN_MS;
            case UNKNOWN_MEMBER_ID, FENCED_MEMBER_EPOCH -> forget();
            default -> throw new IOException(group + ": " + error + " " + answer.errorMessage());
        }
    }

    /** Says goodbye; the next heartbeat joins anew. */
    Question leave() {
        return Question.of(ApiKeys.CONSUMER_GROUP_HEARTBEAT, VERSION, new ConsumerGroupHeartbeatRequestData().setGroupId(group).setMemberId(id).setMemberEpoch(LEFT), clientId,
                ConsumerGroupHeartbeatResponseData.class, _ -> forget());
    }

    private void forget() {
        epoch = 0;
        owned = List.of();
        tell = true;
        dueMillis = 0;
    }
}
