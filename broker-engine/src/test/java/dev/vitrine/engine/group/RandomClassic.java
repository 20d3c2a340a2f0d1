package dev.vitrine.engine.group;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Subscription;
import org.apache.kafka.clients.consumer.internals.ConsumerProtocol;
import org.apache.kafka.common.message.ConsumerProtocolAssignment;
import org.apache.kafka.common.message.HeartbeatRequestData;
import org.apache.kafka.common.message.HeartbeatResponseData;
import org.apache.kafka.common.message.JoinGroupRequestData;
import org.apache.kafka.common.message.JoinGroupRequestData.JoinGroupRequestProtocol;
import org.apache.kafka.common.message.JoinGroupResponseData;
import org.apache.kafka.common.message.LeaveGroupRequestData;
import org.apache.kafka.common.message.LeaveGroupRequestData.MemberIdentity;
import org.apache.kafka.common.message.LeaveGroupResponseData;
import org.apache.kafka.common.message.SyncGroupRequestData;
import org.apache.kafka.common.message.SyncGroupRequestData.SyncGroupRequestAssignment;
import org.apache.kafka.common.message.SyncGroupResponseData;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.utils.Utils;

/** A client of the classic protocol. Each coordinator gives it an id of its own. */
final class RandomClassic implements RandomClient {

    private final BesideKafka both;
    private final String name;
    private final String instanceId;
    private String ourId = "";
    private String kafkasId = "";
    private int lives;
    private int generation = -1;
    private String protocol = "range";
    private List<String> others = List.of();
    private List<String> kafkasOthers = List.of();
    private boolean joining;
    private boolean syncing;

    RandomClassic(BesideKafka both, String name, String instanceId) {
        this.both = both;
        this.name = name;
        this.instanceId = instanceId;
    }

    @Override
    public void act(Random random) {
        // A connection answers in order: who waits for an answer does not get to say anything else. (Kafka would leave a parked sync of one that
        // leaves unanswered; ours answers it.)
        if (joining || syncing) {
            return;
        }
        if (generation < 0) {
            join(random);
            return;
        }
        switch (random.nextInt(12)) {
            case 0 -> leave();
            case 1, 2 -> join(random);
            case 3 -> forget();
            case 4 -> heartbeat(generation - 1);
            case 5, 6, 7 -> heartbeat(generation);
            default -> sync();
        }
    }

    /** Its process was restarted. */
    private void forget() {
        ourId = "";
        kafkasId = "";
        generation = -1;
    }

    private JoinGroupRequestData joinAs(String memberId, List<String> topics, int timeoutMs) {
        byte[] metadata = Utils.toArray(ConsumerProtocol.serializeSubscription(new Subscription(topics), (short) 1));
        JoinGroupRequestData request = new JoinGroupRequestData().setGroupId(ConsumerClient.GROUP).setMemberId(memberId)
                .setGroupInstanceId(instanceId).setProtocolType("consumer").setSessionTimeoutMs(10_000).setRebalanceTimeoutMs(timeoutMs);
        request.protocols().add(new JoinGroupRequestProtocol().setName("range").setMetadata(metadata));
        request.protocols().add(new JoinGroupRequestProtocol().setName("roundrobin").setMetadata(metadata));
        return request;
    }

    private void join(Random random) {
        List<String> topics = random.nextInt(3) == 0 ? List.of("orders", "payments") : List.of("orders");
        int timeoutMs = 20_000 + 5_000 * random.nextInt(3);
        joining = true;
        both.<JoinGroupResponseData>ask(name + " joins for " + topics + (ourId.isEmpty() ? " as a stranger" : ""),
                reply -> new JoinGroup(joinAs(ourId, topics, timeoutMs), BesideKafka.CALLER, reply),
                kafka -> kafka.join(joinAs(kafkasId, topics, timeoutMs)),
                this::joined);
    }

    private void joined(BesideKafka.Both<JoinGroupResponseData> answers) {
        joining = false;
        JoinGroupResponseData ours = answers.ours();
        JoinGroupResponseData kafkas = answers.kafkas();
        if (ourId.isEmpty() && !ours.memberId().isEmpty()) {
            both.name(ours.memberId(), kafkas.memberId(), name + "#" + ++lives);
        }
        both.sameLeader(ours.leader(), kafkas.leader());
        if (ours.errorCode() == Errors.MEMBER_ID_REQUIRED.code()) {
            ourId = ours.memberId();
            kafkasId = kafkas.memberId();
        } else if (ours.errorCode() == Errors.NONE.code()) {
            ourId = ours.memberId();
            kafkasId = kafkas.memberId();
            generation = ours.generationId();
            protocol = ours.protocolName();
            others = ours.members().stream().map(member -> member.memberId()).toList();
            kafkasOthers = kafkas.members().stream().map(member -> member.memberId()).toList();
        } else if (ours.errorCode() != Errors.REBALANCE_IN_PROGRESS.code()) {
            forget();
        }
    }

    /** To each a partition of its own: where a leader gave one to two, Kafka could not take the group over to the consumer protocol (ours can). */
    private SyncGroupRequestData syncAs(String memberId, List<String> members) {
        List<SyncGroupRequestAssignment> shares = new ArrayList<>();
        members.forEach(member -> {
            ConsumerProtocolAssignment share = new ConsumerProtocolAssignment();
            share.assignedPartitions().add(new ConsumerProtocolAssignment.TopicPartition().setTopic("orders")
                    .setPartitions(List.of(shares.size())));
            shares.add(new SyncGroupRequestAssignment().setMemberId(member).setAssignment(ConsumerBytes.of(share, (short) 1).bytes()));
        });
        return new SyncGroupRequestData().setGroupId(ConsumerClient.GROUP).setMemberId(memberId).setGroupInstanceId(instanceId)
                .setGenerationId(generation).setProtocolType("consumer").setProtocolName(protocol).setAssignments(shares);
    }

    private void sync() {
        syncing = true;
        both.<SyncGroupResponseData>ask(name + " syncs in generation " + generation,
                reply -> new SyncGroup(syncAs(ourId, others), reply),
                kafka -> kafka.sync(syncAs(kafkasId, kafkasOthers)),
                answers -> {
                    syncing = false;
                    expectMembership(answers.kafkas().errorCode());
                });
    }

    private void heartbeat(int inGeneration) {
        HeartbeatRequestData request = new HeartbeatRequestData().setGroupId(ConsumerClient.GROUP).setGroupInstanceId(instanceId)
                .setGenerationId(inGeneration);
        both.<HeartbeatResponseData>ask(name + " lives in generation " + inGeneration,
                reply -> new Heartbeat(request.duplicate().setMemberId(ourId), reply),
                kafka -> kafka.heartbeat(request.duplicate().setMemberId(kafkasId)),
                answers -> expectMembership(answers.kafkas().errorCode()));
    }

    private void leave() {
        both.<LeaveGroupResponseData>ask(name + " leaves",
                reply -> new LeaveGroup(leaveAs(ourId), reply),
                kafka -> kafka.leave(leaveAs(kafkasId)),
                answers -> forget());
    }

    private LeaveGroupRequestData leaveAs(String memberId) {
        return new LeaveGroupRequestData().setGroupId(ConsumerClient.GROUP)
                .setMembers(List.of(new MemberIdentity().setMemberId(memberId).setGroupInstanceId(instanceId)));
    }

    private void expectMembership(short error) {
        if (error == Errors.UNKNOWN_MEMBER_ID.code() || error == Errors.FENCED_INSTANCE_ID.code()) {
            forget();
        }
    }
}
