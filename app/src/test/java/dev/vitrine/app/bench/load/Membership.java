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

    private final Wire wire;
    private final String group;
    private final String topic;
    private final Uuid topicId;
    private final String id = Uuid.randomUuid().toString();
    private int epoch;
    /** Others ask how far it has come. */
    private volatile List<Integer> owned = List.of();
    private boolean tell = true;
    private long dueMillis;

    Membership(Wire wire, String group, String topic, Uuid topicId) {
        this.wire = wire;
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
    void find() throws IOException {
        wire.ask(ApiKeys.FIND_COORDINATOR, FIND_VERSION, new FindCoordinatorRequestData().setCoordinatorKeys(List.of(group)), FindCoordinatorResponseData.class);
    }

    /** One heartbeat. @return whether it now owns something else than before */
    boolean beat(long nowMillis) throws IOException {
        ConsumerGroupHeartbeatRequestData beat = new ConsumerGroupHeartbeatRequestData().setGroupId(group).setMemberId(id).setMemberEpoch(epoch);
        if (epoch == 0) {
            beat.setRebalanceTimeoutMs(REBALANCE_TIMEOUT_MS).setSubscribedTopicNames(List.of(topic));
        }
        if (tell) {
            beat.setTopicPartitions(owned.isEmpty() ? List.of() : List.of(new TopicPartitions().setTopicId(topicId).setPartitions(owned)));
        }
        ConsumerGroupHeartbeatResponseData answer = wire.ask(ApiKeys.CONSUMER_GROUP_HEARTBEAT, VERSION, beat, ConsumerGroupHeartbeatResponseData.class);
        Errors error = Errors.forCode(answer.errorCode());
        switch (error) {
            case NONE -> { }
            case COORDINATOR_LOAD_IN_PROGRESS, COORDINATOR_NOT_AVAILABLE -> {
                dueMillis = nowMillis + AGAIN_MS;
                return false;
            }
            case UNKNOWN_MEMBER_ID, FENCED_MEMBER_EPOCH -> {
                boolean lost = !owned.isEmpty();
                forget();
                return lost;
            }
            default -> throw new IOException(group + ": " + error + " " + answer.errorMessage());
        }
        epoch = answer.memberEpoch();
        tell = answer.assignment() != null;
        dueMillis = nowMillis + (tell ? 0 : answer.heartbeatIntervalMs());
        List<Integer> before = owned;
        if (tell) {
            owned = answer.assignment().topicPartitions().stream().flatMap(assigned -> assigned.partitions().stream()).sorted().toList();
        }
        return !owned.equals(before);
    }

    /** Says goodbye; the next heartbeat joins anew. */
    void leave() throws IOException {
        wire.ask(ApiKeys.CONSUMER_GROUP_HEARTBEAT, VERSION, new ConsumerGroupHeartbeatRequestData().setGroupId(group).setMemberId(id).setMemberEpoch(LEFT),
                ConsumerGroupHeartbeatResponseData.class);
        forget();
    }

    private void forget() {
        epoch = 0;
        owned = List.of();
        tell = true;
        dueMillis = 0;
    }
}
