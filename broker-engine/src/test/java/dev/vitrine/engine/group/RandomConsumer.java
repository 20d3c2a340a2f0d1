package dev.vitrine.engine.group;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatRequestData;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatRequestData.TopicPartitions;
import org.apache.kafka.common.message.ConsumerGroupHeartbeatResponseData;
import org.apache.kafka.common.protocol.Errors;

/** A client of the consumer protocol. */
final class RandomConsumer implements RandomClient {

    private static final List<List<String>> TOPICS =
            List.of(List.of("orders"), List.of("orders", "payments"), List.of("payments"), List.of("nowhere"), List.of());
    private static final List<String> PATTERNS = List.of("pay.*", "or.*", ".*s", "(broken");

    private final BesideKafka both;
    private final String memberId;
    private final String instanceId;
    private final List<String> racks;
    private int epoch;
    private Map<Uuid, Set<Integer>> owned = new TreeMap<>();

    RandomConsumer(BesideKafka both, String memberId, String instanceId) {
        this(both, memberId, instanceId, List.of());
    }

    /** @param racks in which it may be; none where it doesn't say */
    RandomConsumer(BesideKafka both, String memberId, String instanceId, List<String> racks) {
        this.both = both;
        this.memberId = memberId;
        this.instanceId = instanceId;
        this.racks = racks;
    }

    @Override
    public void act(Random random) {
        if (epoch <= 0) {
            send("joins", joining(random));
            return;
        }
        switch (random.nextInt(16)) {
            case 0 -> send("leaves", living().setMemberEpoch(-1));
            case 1 -> send("goes away", living().setMemberEpoch(instanceId == null ? -1 : -2));
            case 2 -> send("asks for other topics", subscribed(living(), random));
            case 3 -> send("is behind", reporting().setMemberEpoch(Math.max(1, epoch - 1)));
            case 4 -> send("is ahead", living().setMemberEpoch(epoch + 1));
            case 5 -> send("joins again", joining(random));
            case 6 -> send("wishes for an assignor", living().setServerAssignor(random.nextBoolean() ? "range" : "uniform"));
            case 7, 8 -> send("lives", living());
            case 9 -> send("says everything", subscribed(reporting(), random).setRebalanceTimeoutMs(timeout(random)));
            default -> send("reports", reporting());
        }
    }

    private static int timeout(Random random) {
        return 20_000 + 5_000 * random.nextInt(4);
    }

    private ConsumerGroupHeartbeatRequestData joining(Random random) {
        String rack = racks.isEmpty() ? null : racks.get(random.nextInt(racks.size()));
        return subscribed(living().setRackId(rack).setMemberEpoch(0).setRebalanceTimeoutMs(timeout(random)).setTopicPartitions(List.of())
                .setSubscribedTopicNames(List.of()), random);
    }

    private ConsumerGroupHeartbeatRequestData subscribed(ConsumerGroupHeartbeatRequestData request, Random random) {
        if (random.nextInt(4) == 0) {
            request.setSubscribedTopicRegex(random.nextInt(3) == 0 ? "" : PATTERNS.get(random.nextInt(PATTERNS.size())));
        }
        return random.nextInt(4) == 0 ? request : request.setSubscribedTopicNames(TOPICS.get(random.nextInt(TOPICS.size())));
    }

    private ConsumerGroupHeartbeatRequestData living() {
        return new ConsumerGroupHeartbeatRequestData().setGroupId(ConsumerClient.GROUP).setMemberId(memberId).setInstanceId(instanceId)
                .setMemberEpoch(epoch).setRebalanceTimeoutMs(-1).setSubscribedTopicNames(null).setTopicPartitions(null);
    }

    private ConsumerGroupHeartbeatRequestData reporting() {
        List<TopicPartitions> has = new ArrayList<>();
        owned.forEach((topic, partitions) -> has.add(new TopicPartitions().setTopicId(topic).setPartitions(List.copyOf(partitions))));
        return living().setTopicPartitions(has);
    }

    private void send(String what, ConsumerGroupHeartbeatRequestData request) {
        both.<ConsumerGroupHeartbeatResponseData>ask(memberId + " " + what + ": " + request,
                reply -> new ConsumerHeartbeat(request.duplicate(), BesideKafka.CALLER, reply),
                kafka -> kafka.heartbeat(request.duplicate()),
                answers -> take(answers.kafkas()));
    }

    private void take(ConsumerGroupHeartbeatResponseData answer) {
        if (answer.errorCode() != Errors.NONE.code()) {
            boolean out = answer.errorCode() == Errors.FENCED_MEMBER_EPOCH.code() || answer.errorCode() == Errors.UNKNOWN_MEMBER_ID.code()
                    || answer.errorCode() == Errors.FENCED_INSTANCE_ID.code() || answer.errorCode() == Errors.GROUP_ID_NOT_FOUND.code();
            if (out) {
                epoch = 0;
                owned = new TreeMap<>();
            }
            return;
        }
        epoch = Math.max(0, answer.memberEpoch());
        if (answer.memberEpoch() < 0) {
            owned = new TreeMap<>();
        }
        if (answer.assignment() != null) {
            owned = new TreeMap<>();
            answer.assignment().topicPartitions().forEach(topic -> owned.put(topic.topicId(), new TreeSet<>(topic.partitions())));
        }
    }
}
