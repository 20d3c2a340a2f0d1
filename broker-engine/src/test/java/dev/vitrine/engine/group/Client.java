package dev.vitrine.engine.group;

import dev.vitrine.engine.group.GroupHarness.Awaited;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.ConsumerProtocolAssignment;
import org.apache.kafka.common.message.ConsumerProtocolSubscription;
import org.apache.kafka.common.message.HeartbeatRequestData;
import org.apache.kafka.common.message.HeartbeatResponseData;
import org.apache.kafka.common.message.JoinGroupRequestData;
import org.apache.kafka.common.message.JoinGroupRequestData.JoinGroupRequestProtocol;
import org.apache.kafka.common.message.JoinGroupResponseData;
import org.apache.kafka.common.message.LeaveGroupRequestData;
import org.apache.kafka.common.message.LeaveGroupRequestData.MemberIdentity;
import org.apache.kafka.common.message.LeaveGroupResponseData;
import org.apache.kafka.common.message.OffsetCommitRequestData;
import org.apache.kafka.common.message.OffsetCommitRequestData.OffsetCommitRequestPartition;
import org.apache.kafka.common.message.OffsetCommitRequestData.OffsetCommitRequestTopic;
import org.apache.kafka.common.message.OffsetCommitResponseData;
import org.apache.kafka.common.message.SyncGroupRequestData;
import org.apache.kafka.common.message.SyncGroupRequestData.SyncGroupRequestAssignment;
import org.apache.kafka.common.message.SyncGroupResponseData;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.protocol.Message;
import org.apache.kafka.common.protocol.MessageUtil;

/** A client that wants to be in a group, step by step. */
final class Client {

    static final String GROUP = "readers";
    static final int SESSION_MS = 10_000;
    static final int REBALANCE_MS = 60_000;

    final GroupHarness harness;
    String clientId = "app";
    String memberId = "";
    String instanceId;
    int generation = -1;
    short version = 9;
    String protocolType = "consumer";
    int sessionMs = SESSION_MS;
    int rebalanceMs = REBALANCE_MS;
    String reason;
    List<JoinGroupRequestProtocol> protocols = new ArrayList<>(List.of(consumer("range", "orders")));

    Client(GroupHarness harness) {
        this.harness = harness;
    }

    Client as(String id) {
        clientId = id;
        return this;
    }

    Client instance(String id) {
        instanceId = id;
        return this;
    }

    Client version(int v) {
        version = (short) v;
        return this;
    }

    Client offering(JoinGroupRequestProtocol... offered) {
        protocols = new ArrayList<>(Arrays.asList(offered));
        return this;
    }

    static JoinGroupRequestProtocol consumer(String name, String... topics) {
        byte[] metadata = MessageUtil.toVersionPrefixedByteBuffer((short) 1, new ConsumerProtocolSubscription().setTopics(List.of(topics))).array();
        return new JoinGroupRequestProtocol().setName(name).setMetadata(metadata);
    }

    static byte[] assignment(TopicPartition... partitions) {
        ConsumerProtocolAssignment assignment = new ConsumerProtocolAssignment();
        for (TopicPartition partition : partitions) {
            var topic = assignment.assignedPartitions().find(partition.topic());
            if (topic == null) {
                topic = new ConsumerProtocolAssignment.TopicPartition().setTopic(partition.topic()).setPartitions(new ArrayList<>());
                assignment.assignedPartitions().add(topic);
            }
            topic.partitions().add(partition.partition());
        }
        return MessageUtil.toVersionPrefixedByteBuffer((short) 1, assignment).array();
    }

    Caller caller() {
        return new Caller(clientId, "/127.0.0.1", version);
    }

    Awaited<JoinGroupResponseData> join() {
        JoinGroupRequestData request = new JoinGroupRequestData()
                .setGroupId(GROUP)
                .setMemberId(memberId)
                .setGroupInstanceId(instanceId)
                .setProtocolType(protocolType)
                .setSessionTimeoutMs(sessionMs)
                .setRebalanceTimeoutMs(rebalanceMs)
                .setReason(reason);
        protocols.forEach(protocol -> request.protocols().add(protocol.duplicate()));
        return harness.ask(reply -> new JoinGroup(request, caller(), reply));
    }

    /** Gets a member id first where one is asked for, then joins; time goes on by no more than is due now. */
    Awaited<JoinGroupResponseData> enter() {
        Awaited<JoinGroupResponseData> answer = join();
        if (answer.isThere() && answer.get().errorCode() == Errors.MEMBER_ID_REQUIRED.code()) {
            memberId = answer.get().memberId();
            answer = join();
        }
        return answer;
    }

    JoinGroupResponseData take(Awaited<JoinGroupResponseData> joined) {
        JoinGroupResponseData answer = joined.get();
        memberId = answer.memberId();
        generation = answer.generationId();
        return answer;
    }

    Awaited<SyncGroupResponseData> sync() {
        return sync(Map.of());
    }

    Awaited<SyncGroupResponseData> sync(Map<String, byte[]> assignments) {
        SyncGroupRequestData request = new SyncGroupRequestData()
                .setGroupId(GROUP)
                .setMemberId(memberId)
                .setGroupInstanceId(instanceId)
                .setGenerationId(generation);
        assignments.forEach((member, share) ->
                request.assignments().add(new SyncGroupRequestAssignment().setMemberId(member).setAssignment(share)));
        return harness.ask(reply -> new SyncGroup(request, reply));
    }

    Errors heartbeat() {
        HeartbeatRequestData request = new HeartbeatRequestData()
                .setGroupId(GROUP).setMemberId(memberId).setGroupInstanceId(instanceId).setGenerationId(generation);
        Awaited<HeartbeatResponseData> answer = harness.ask(reply -> new Heartbeat(request, reply));
        return Errors.forCode(answer.get().errorCode());
    }

    LeaveGroupResponseData leave() {
        return leave(harness, new MemberIdentity().setMemberId(memberId).setGroupInstanceId(instanceId));
    }

    static LeaveGroupResponseData leave(GroupHarness harness, MemberIdentity... members) {
        LeaveGroupRequestData request = new LeaveGroupRequestData().setGroupId(GROUP).setMembers(List.of(members));
        return harness.<LeaveGroupResponseData>ask(reply -> new LeaveGroup(request, reply)).get();
    }

    Errors commit(String topic, int partition, long offset) {
        OffsetCommitResponseData answer = commit(commitRequest(topic, partition, offset));
        return Errors.forCode(answer.topics().get(0).partitions().get(0).errorCode());
    }

    OffsetCommitRequestData commitRequest(String topic, int partition, long offset) {
        OffsetCommitRequestPartition where = new OffsetCommitRequestPartition().setPartitionIndex(partition).setCommittedOffset(offset);
        return new OffsetCommitRequestData()
                .setGroupId(GROUP)
                .setMemberId(memberId)
                .setGroupInstanceId(instanceId)
                .setGenerationIdOrMemberEpoch(generation)
                .setTopics(List.of(new OffsetCommitRequestTopic().setName(topic).setPartitions(List.of(where))));
    }

    OffsetCommitResponseData commit(OffsetCommitRequestData request) {
        return harness.<OffsetCommitResponseData>ask(reply -> new CommitOffsets(request, caller(), reply)).get();
    }

    /** All of these become one stable generation; the first one leads. */
    static void stable(GroupHarness harness, Client... clients) {
        List<Awaited<JoinGroupResponseData>> joins = new ArrayList<>();
        for (Client client : clients) {
            joins.add(client.enter());
        }
        harness.settle();
        // Who came after the first generation had begun made another one: those already in it come back.
        for (int i = 0; i < clients.length; i++) {
            if (harness.group(GROUP).generation() > 0 && joins.get(i).isThere() && joins.get(i).get().generationId() < harness.group(GROUP).generation()) {
                clients[i].take(joins.get(i));
                joins.set(i, clients[i].join());
            }
        }
        harness.settle();
        for (int i = 0; i < clients.length; i++) {
            clients[i].take(joins.get(i));
        }
        settleAssignment(harness, clients);
    }

    /** The leader gives each of these one partition of {@code orders}, in their order. */
    static void settleAssignment(GroupHarness harness, Client... clients) {
        Map<String, byte[]> shares = new java.util.HashMap<>();
        for (int i = 0; i < clients.length; i++) {
            shares.put(clients[i].memberId, assignment(new TopicPartition("orders", i)));
        }
        for (Client client : clients) {
            boolean leads = harness.group(GROUP).members().isLeader(client.memberId);
            if (!leads) {
                client.sync();
            }
        }
        for (Client client : clients) {
            if (harness.group(GROUP).members().isLeader(client.memberId)) {
                client.sync(shares);
            }
        }
    }

    static <M extends Message> M parse(ByteBuffer bytes, java.util.function.BiFunction<ByteBufferAccessor, Short, M> reader) {
        ByteBufferAccessor accessor = new ByteBufferAccessor(bytes);
        return reader.apply(accessor, accessor.readShort());
    }
}
