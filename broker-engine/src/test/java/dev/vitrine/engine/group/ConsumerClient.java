package dev.vitrine.engine.group;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatRequestData;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatRequestData.TopicPartitions;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatResponseData;
import org.apache.kafka.common.protocol.Errors;

/** A client of the consumer protocol that does as it is told, one heartbeat at a time. */
final class ConsumerClient {

    static final String GROUP = "readers";

    final String memberId;
    String instanceId;
    int epoch;
    /** What it has, by topic id. */
    Map<Uuid, Set<Integer>> owned = new HashMap<>();
    private final GroupHarness harness;

    ConsumerClient(GroupHarness harness, String memberId) {
        this.harness = harness;
        this.memberId = memberId;
    }

    ConsumerGroupHeartbeatRequestData joining() {
        return new ConsumerGroupHeartbeatRequestData()
                .setGroupId(GROUP)
                .setMemberId(memberId)
                .setInstanceId(instanceId)
                .setMemberEpoch(0)
                .setRebalanceTimeoutMs(60_000)
                .setSubscribedTopicNames(List.of())
                .setTopicPartitions(List.of());
    }

    ConsumerGroupHeartbeatResponseData join(String... topics) {
        return send(joining().setSubscribedTopicNames(List.of(topics)));
    }

    ConsumerGroupHeartbeatResponseData joinMatching(String regex) {
        return send(joining().setSubscribedTopicRegex(regex));
    }

    /** Says nothing but that it lives. */
    ConsumerGroupHeartbeatResponseData beat() {
        return send(living());
    }

    ConsumerGroupHeartbeatRequestData living() {
        return new ConsumerGroupHeartbeatRequestData()
                .setGroupId(GROUP).setMemberId(memberId).setInstanceId(instanceId).setMemberEpoch(epoch)
                .setRebalanceTimeoutMs(-1).setSubscribedTopicNames(null).setTopicPartitions(null);
    }

    /** Says what it has. */
    ConsumerGroupHeartbeatResponseData report() {
        List<TopicPartitions> has = new ArrayList<>();
        owned.forEach((topic, partitions) -> has.add(new TopicPartitions().setTopicId(topic).setPartitions(List.copyOf(partitions))));
        return send(living().setTopicPartitions(has));
    }

    ConsumerGroupHeartbeatResponseData leave() {
        return send(living().setMemberEpoch(-1));
    }

    ConsumerGroupHeartbeatResponseData goAway() {
        return send(living().setMemberEpoch(-2));
    }

    /** Sends it, and takes over what the answer says. */
    ConsumerGroupHeartbeatResponseData send(ConsumerGroupHeartbeatRequestData request) {
        ConsumerGroupHeartbeatResponseData answer = ask(request).get();
        if (answer.errorCode() == Errors.NONE.code()) {
            epoch = answer.memberEpoch();
            if (answer.assignment() != null) {
                owned = new HashMap<>();
                answer.assignment().topicPartitions().forEach(topic -> owned.put(topic.topicId(), new TreeSet<>(topic.partitions())));
            }
        }
        return answer;
    }

    GroupHarness.Awaited<ConsumerGroupHeartbeatResponseData> ask(ConsumerGroupHeartbeatRequestData request) {
        return harness.ask(reply -> new ConsumerHeartbeat(request, new Caller(memberId + "-client", "/127.0.0.1", (short) 1), reply));
    }

    Set<Integer> owned(String topic) {
        return owned.getOrDefault(Topics.id(topic), Set.of());
    }
}
