package dev.vitrine.engine.oracle.script;

import dev.vitrine.engine.oracle.Fixture;
import dev.vitrine.engine.oracle.ScriptBook;
import dev.vitrine.engine.oracle.Talk;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor;
import org.apache.kafka.clients.consumer.internals.ConsumerProtocol;
import org.apache.kafka.common.message.DescribeGroupsRequestData;
import org.apache.kafka.common.message.FindCoordinatorRequestData;
import org.apache.kafka.common.message.HeartbeatRequestData;
import org.apache.kafka.common.message.HeartbeatResponseData;
import org.apache.kafka.common.message.JoinGroupRequestData;
import org.apache.kafka.common.message.JoinGroupRequestData.JoinGroupRequestProtocol;
import org.apache.kafka.common.message.JoinGroupResponseData;
import org.apache.kafka.common.message.LeaveGroupRequestData;
import org.apache.kafka.common.message.LeaveGroupRequestData.MemberIdentity;
import org.apache.kafka.common.message.SyncGroupRequestData;
import org.apache.kafka.common.message.SyncGroupRequestData.SyncGroupRequestAssignment;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/** The life of classic groups: FindCoordinator, JoinGroup, SyncGroup, Heartbeat, LeaveGroup, DescribeGroups. */
public final class ClassicGroupScripts {

    private static final short REBALANCE_IN_PROGRESS = Errors.REBALANCE_IN_PROGRESS.code();

    private ClassicGroupScripts() {}

    public static void addTo(ScriptBook book) {
        book.each(ApiKeys.FIND_COORDINATOR, "kinds and keys", ClassicGroupScripts::coordinators);
        book.each(ApiKeys.JOIN_GROUP, "refused", ClassicGroupScripts::joinRefused);
        book.each(ApiKeys.JOIN_GROUP, "alone", ClassicGroupScripts::alone);
        book.each(ApiKeys.JOIN_GROUP, "two members", ClassicGroupScripts::two);
        book.each(ApiKeys.JOIN_GROUP, 5, "static members", ClassicGroupScripts::staticMembers);
        book.each(ApiKeys.SYNC_GROUP, "one who leads", ClassicGroupScripts::sync);
        book.each(ApiKeys.HEARTBEAT, "who may", ClassicGroupScripts::heartbeat);
        book.each(ApiKeys.LEAVE_GROUP, "who may", ClassicGroupScripts::leave);
        book.each(ApiKeys.DESCRIBE_GROUPS, "states", ClassicGroupScripts::describe);
    }

    private static void coordinators(Talk talk, int version) {
        for (int type : new int[] {0, 1, 2, 3, -1}) {
            for (String key : List.of("some", "", "g:AAAAAAAAAAAAAAAAAAAAAA:0", "ä")) {
                talk.ask("kind " + type, version, new FindCoordinatorRequestData().setKeyType((byte) type).setKey(key).setCoordinatorKeys(List.of(key)));
            }
        }
        talk.ask("several", version, new FindCoordinatorRequestData().setKey("a").setCoordinatorKeys(List.of("a", "b", "a", "")));
        talk.ask("none", version, new FindCoordinatorRequestData().setCoordinatorKeys(List.of()));
    }

    static JoinGroupRequestData join(String group, String member, String... protocols) {
        JoinGroupRequestData request = new JoinGroupRequestData().setGroupId(group).setMemberId(member).setSessionTimeoutMs(30_000)
                .setRebalanceTimeoutMs(30_000).setProtocolType("consumer").setGroupInstanceId(null).setReason(null);
        for (String protocol : protocols.length == 0 ? new String[] {"range"} : protocols) {
            request.protocols().add(new JoinGroupRequestProtocol().setName(protocol).setMetadata(subscription()));
        }
        return request;
    }

    /** Kafka reads what consumers say of themselves; of something unreadable its groups may get stuck. */
    private static byte[] subscription() {
        ByteBuffer bytes = ConsumerProtocol.serializeSubscription(new ConsumerPartitionAssignor.Subscription(List.of(Fixture.FULL)));
        return Arrays.copyOf(bytes.array(), bytes.remaining());
    }

    /** Joins, and where the broker wants to name members first, joins again under that name. */
    static JoinGroupResponseData joined(Talk.Line line, int version, JoinGroupRequestData request) {
        JoinGroupResponseData answer = line.ask(version, request);
        return answer.errorCode() == Errors.MEMBER_ID_REQUIRED.code() ? line.ask(version, request.setMemberId(answer.memberId())) : answer;
    }

    static SyncGroupRequestData syncing(String group, int generation, String member, String... assigned) {
        return new SyncGroupRequestData().setGroupId(group).setGenerationId(generation).setMemberId(member)
                .setProtocolType("consumer").setProtocolName("range").setGroupInstanceId(null)
                .setAssignments(Arrays.stream(assigned)
                        .map(m -> new SyncGroupRequestAssignment().setMemberId(m).setAssignment("work".getBytes())).toList());
    }

    private static HeartbeatRequestData beat(String group, int generation, String member) {
        return new HeartbeatRequestData().setGroupId(group).setGenerationId(generation).setMemberId(member).setGroupInstanceId(null);
    }

    private static void joinRefused(Talk talk, int version) {
        String group = talk.name("refused");
        talk.ask("no group", version, join("", ""));
        talk.ask("unknown member", version, join(group, "nobody"));
        for (int session : new int[] {0, 1, -1, 1_800_001, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            talk.ask("session " + session, version, join(group, "").setSessionTimeoutMs(session));
        }
        talk.ask("no protocols", version, join(group, "").setProtocols(new JoinGroupRequestData.JoinGroupRequestProtocolCollection()));
        talk.ask("no protocol type", version, join(group, "").setProtocolType(""));
        if (version >= 5) {
            talk.ask("unknown static member", version, join(group, "nobody").setGroupInstanceId("i"));
            List<String> instances = List.of("", ".", "a b", "n".repeat(250), "x/y");
            for (int i = 0; i < instances.size(); i++) { // each in a group of its own: nobody waits for another
                talk.ask("instance", version, join(talk.name("instance" + i), "").setGroupInstanceId(instances.get(i)));
            }
        }
        JoinGroupResponseData member = joined(talk.line(), version, join(group, ""));
        talk.ask(5, syncing(group, member.generationId(), member.memberId(), member.memberId()));
        talk.ask("another protocol type", version, join(group, "").setProtocolType("connect"));
        talk.ask("other protocols", version, join(group, "", "sticky"));
    }

    private static void alone(Talk talk, int version) {
        String group = talk.name("alone");
        JoinGroupResponseData member = joined(talk.line(), version, join(group, "", "range", "roundrobin"));
        talk.ask("again before syncing", version, join(group, member.memberId(), "range", "roundrobin"));
        JoinGroupResponseData again = talk.ask("other metadata", version, join(group, member.memberId(), "roundrobin"));
        talk.ask(5, syncing(group, again.generationId(), member.memberId(), member.memberId()).setProtocolName("roundrobin"));
        talk.ask("describe", 6, new DescribeGroupsRequestData().setGroups(List.of(group)));
        JoinGroupResponseData third = talk.ask("the leader joins again when all is well", version, join(group, member.memberId(), "roundrobin"));
        talk.ask("the generation before", 4, beat(group, third.generationId() - 1, member.memberId()));
        talk.ask("this generation", 4, beat(group, third.generationId(), member.memberId()));
        talk.ask(5, leaving(group, member.memberId()));
        talk.ask("describe", 6, new DescribeGroupsRequestData().setGroups(List.of(group)));
    }

    private static void two(Talk talk, int version) {
        String group = talk.name("two");
        JoinGroupResponseData one = joined(talk.line("one"), version, join(group, "", "range", "roundrobin"));
        talk.line("one").ask(5, syncing(group, one.generationId(), one.memberId(), one.memberId()));
        JoinGroupRequestData second = join(group, "", "roundrobin", "range");
        Talk.Line two = talk.line("two");
        if (version >= 4) {
            JoinGroupResponseData named = two.ask(version, second);
            second.setMemberId(named.memberId());
        }
        two.send(version, second);
        talk.line("one").until(4, () -> beat(group, one.generationId(), one.memberId()), (HeartbeatResponseData a) -> a.errorCode() == REBALANCE_IN_PROGRESS);
        JoinGroupResponseData leader = talk.line("one").ask(version, join(group, one.memberId(), "range", "roundrobin"));
        JoinGroupResponseData follower = two.answer();
        two.send(5, syncing(group, follower.generationId(), follower.memberId()).setProtocolName(leader.protocolName()));
        talk.line("one").ask(5, syncing(group, leader.generationId(), leader.memberId(), leader.memberId(), follower.memberId())
                .setProtocolName(leader.protocolName()));
        two.answer();
        two.ask("the follower joins with the same", version, join(group, follower.memberId(), "roundrobin", "range"));
        talk.line("one").ask("all is well", 4, beat(group, leader.generationId(), leader.memberId()));
        two.ask(5, leaving(group, follower.memberId()));
        talk.line("one").ask("one left", 4, beat(group, leader.generationId(), leader.memberId()));
        talk.line("one").ask(5, leaving(group, leader.memberId()));
    }

    private static void staticMembers(Talk talk, int version) {
        String group = talk.name("static");
        JoinGroupResponseData first = talk.ask("new", version, join(group, "").setGroupInstanceId("i1"));
        talk.ask(5, syncing(group, first.generationId(), first.memberId(), first.memberId()).setGroupInstanceId("i1"));
        JoinGroupResponseData second = talk.ask("the same instance anew", version, join(group, "").setGroupInstanceId("i1"));
        talk.ask("the one before", 4, beat(group, second.generationId(), first.memberId()).setGroupInstanceId("i1"));
        talk.ask("the one before, nameless", 4, beat(group, second.generationId(), first.memberId()));
        talk.ask("the new one", 4, beat(group, second.generationId(), second.memberId()).setGroupInstanceId("i1"));
        talk.ask("an unknown instance", 4, beat(group, second.generationId(), second.memberId()).setGroupInstanceId("i2"));
        talk.ask("the one before joins", version, join(group, first.memberId()).setGroupInstanceId("i1"));
        talk.ask("the one before syncs", 5, syncing(group, second.generationId(), first.memberId(), first.memberId()).setGroupInstanceId("i1"));
        talk.ask("the new one syncs", 5, syncing(group, second.generationId(), second.memberId(), second.memberId()).setGroupInstanceId("i1"));
        talk.ask("describe", 6, new DescribeGroupsRequestData().setGroups(List.of(group)));
        talk.ask("leaves by instance", 5, leaving(group, "").setMembers(List.of(new MemberIdentity().setMemberId("").setGroupInstanceId("i1"),
                new MemberIdentity().setMemberId("").setGroupInstanceId("i2"))));
    }

    private static void sync(Talk talk, int version) {
        String group = talk.name("sync");
        talk.ask("unknown group", version, syncing(group, 1, "nobody"));
        talk.ask("no group", version, syncing("", 1, "nobody"));
        JoinGroupResponseData member = joined(talk.line(), 5, join(group, ""));
        talk.ask("unknown member", version, syncing(group, member.generationId(), "nobody"));
        for (int generation : new int[] {0, -1, 99}) {
            talk.ask("generation " + generation, version, syncing(group, generation, member.memberId()));
        }
        talk.ask("another protocol type", version, syncing(group, member.generationId(), member.memberId()).setProtocolType("connect"));
        talk.ask("another protocol", version, syncing(group, member.generationId(), member.memberId()).setProtocolName("sticky"));
        talk.ask("no protocol", version, syncing(group, member.generationId(), member.memberId()).setProtocolType(null).setProtocolName(null));
        talk.ask("work for itself", version, syncing(group, member.generationId(), member.memberId(), member.memberId()));
        talk.ask("again", version, syncing(group, member.generationId(), member.memberId(), member.memberId()));
        talk.ask("again, for nobody", version, syncing(group, member.generationId(), member.memberId(), "nobody"));
        String other = talk.name("sync-nobody");
        JoinGroupResponseData lone = joined(talk.line(), 5, join(other, ""));
        talk.ask("work for nobody", version, syncing(other, lone.generationId(), lone.memberId(), "nobody"));
        talk.ask(5, leaving(group, member.memberId()));
        talk.ask("after leaving", version, syncing(group, member.generationId(), member.memberId()));
    }

    private static void heartbeat(Talk talk, int version) {
        String group = talk.name("beat");
        talk.ask("unknown group", version, beat(group, 1, "nobody"));
        talk.ask("no group", version, beat("", 1, "nobody"));
        JoinGroupResponseData member = joined(talk.line(), 5, join(group, ""));
        talk.ask("before syncing", version, beat(group, member.generationId(), member.memberId()));
        talk.ask(5, syncing(group, member.generationId(), member.memberId(), member.memberId()));
        talk.ask("well", version, beat(group, member.generationId(), member.memberId()));
        for (int generation : new int[] {0, -1, 99, Integer.MIN_VALUE}) {
            talk.ask("generation " + generation, version, beat(group, generation, member.memberId()));
        }
        talk.ask("nobody", version, beat(group, member.generationId(), "nobody"));
        talk.ask("nameless", version, beat(group, member.generationId(), ""));
        talk.ask("an unknown instance", version, beat(group, member.generationId(), member.memberId()).setGroupInstanceId("i"));
        talk.ask(5, leaving(group, member.memberId()));
        talk.ask("after leaving", version, beat(group, member.generationId(), member.memberId()));
    }

    static LeaveGroupRequestData leaving(String group, String... members) {
        return new LeaveGroupRequestData().setGroupId(group).setMemberId(members.length == 0 ? "" : members[0])
                .setMembers(Arrays.stream(members).map(m -> new MemberIdentity().setMemberId(m).setGroupInstanceId(null)).toList());
    }

    private static void leave(Talk talk, int version) {
        String group = talk.name("leave");
        talk.ask("unknown group", version, leaving(group, "nobody"));
        talk.ask("no group", version, leaving("", "nobody"));
        talk.ask("nameless", version, leaving(group, ""));
        JoinGroupResponseData member = joined(talk.line(), 5, join(group, ""));
        talk.ask("nobody", version, leaving(group, "nobody"));
        talk.ask("several", version, leaving(group, member.memberId(), "nobody", member.memberId()));
        talk.ask("again", version, leaving(group, member.memberId()));
        talk.ask("none", version, leaving(group));
        JoinGroupResponseData fixed = talk.ask(7, join(group, "").setGroupInstanceId("i1"));
        talk.ask("instance and another member", version, leaving(group).setMemberId("nobody")
                .setMembers(List.of(new MemberIdentity().setMemberId("nobody").setGroupInstanceId("i1"))));
        talk.ask("member without its instance", version, leaving(group, fixed.memberId()));
        talk.ask("describe", 6, new DescribeGroupsRequestData().setGroups(List.of(group)));
    }

    private static void describe(Talk talk, int version) {
        String group = talk.name("described");
        DescribeGroupsRequestData request = new DescribeGroupsRequestData().setGroups(List.of(group));
        talk.ask("missing", version, request);
        talk.ask("no name", version, new DescribeGroupsRequestData().setGroups(List.of("")));
        talk.ask("nothing", version, new DescribeGroupsRequestData());
        JoinGroupResponseData member = joined(talk.line(), 5, join(group, "", "range", "roundrobin"));
        talk.ask("completing", version, request);
        talk.ask(5, syncing(group, member.generationId(), member.memberId(), member.memberId()));
        talk.ask("stable", version, request);
        talk.ask("operations", version, new DescribeGroupsRequestData().setGroups(List.of(group)).setIncludeAuthorizedOperations(true));
        talk.ask("twice and missing", version, new DescribeGroupsRequestData().setGroups(List.of(group, group, talk.name("none"))));
        talk.ask(5, leaving(group, member.memberId()));
        talk.ask("empty", version, request);
    }
}
