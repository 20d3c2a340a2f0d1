package dev.vitrine.engine.group;

import static dev.vitrine.engine.group.Client.GROUP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.group.GroupHarness.Awaited;
import org.apache.kafka.common.message.HeartbeatRequestData;
import org.apache.kafka.common.message.HeartbeatResponseData;
import org.apache.kafka.common.message.JoinGroupResponseData;
import org.apache.kafka.common.message.LeaveGroupRequestData;
import org.apache.kafka.common.message.LeaveGroupRequestData.MemberIdentity;
import org.apache.kafka.common.message.LeaveGroupResponseData;
import org.apache.kafka.common.message.SyncGroupRequestData;
import org.apache.kafka.common.message.SyncGroupResponseData;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

class MembershipErrorsTest {

    private final GroupHarness harness = new GroupHarness(GroupHarness.quick());

    @Test
    void a_group_must_have_a_name() {
        Awaited<HeartbeatResponseData> heartbeat = harness.ask(reply -> new Heartbeat(new HeartbeatRequestData(), reply));
        Awaited<SyncGroupResponseData> sync = harness.ask(reply -> new SyncGroup(new SyncGroupRequestData(), reply));
        Awaited<LeaveGroupResponseData> leave = harness.ask(reply -> new LeaveGroup(new LeaveGroupRequestData(), reply));

        assertThat(heartbeat.get().errorCode()).isEqualTo(Errors.INVALID_GROUP_ID.code());
        assertThat(sync.get().errorCode()).isEqualTo(Errors.INVALID_GROUP_ID.code());
        assertThat(leave.get().errorCode()).isEqualTo(Errors.INVALID_GROUP_ID.code());
    }

    @Test
    void nobody_is_a_member_of_a_group_that_does_not_exist() {
        Client client = new Client(harness);
        client.memberId = "app-1";
        client.generation = 1;

        assertThat(client.heartbeat()).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
        assertThat(client.sync().get().errorCode()).isEqualTo(Errors.UNKNOWN_MEMBER_ID.code());
        LeaveGroupResponseData left = client.leave();
        assertThat(left.errorCode()).isEqualTo(Errors.NONE.code());
        assertThat(left.members().get(0).errorCode()).isEqualTo(Errors.UNKNOWN_MEMBER_ID.code());
    }

    @Test
    void a_generation_that_is_over_or_yet_to_come_is_illegal() {
        Client client = new Client(harness);
        Client.stable(harness, client);
        for (int generation : new int[] {0, 2}) {
            client.generation = generation;
            assertThat(client.heartbeat()).isEqualTo(Errors.ILLEGAL_GENERATION);
            assertThat(client.sync().get().errorCode()).isEqualTo(Errors.ILLEGAL_GENERATION.code());
            assertThat(client.commit("orders", 0, 1)).isEqualTo(Errors.ILLEGAL_GENERATION);
        }
    }

    @Test
    void a_sync_for_another_protocol_than_the_groups_is_inconsistent() {
        Client client = new Client(harness);
        Awaited<JoinGroupResponseData> joined = client.enter();
        harness.settle();
        client.take(joined);
        SyncGroupRequestData request = new SyncGroupRequestData()
                .setGroupId(GROUP).setMemberId(client.memberId).setGenerationId(1).setProtocolType("consumer").setProtocolName("sticky");
        Awaited<SyncGroupResponseData> name = harness.ask(reply -> new SyncGroup(request, reply));
        SyncGroupRequestData other = request.duplicate().setProtocolName("range").setProtocolType("connect");
        Awaited<SyncGroupResponseData> type = harness.ask(reply -> new SyncGroup(other, reply));
        SyncGroupRequestData right = request.duplicate().setProtocolName("range");
        Awaited<SyncGroupResponseData> fits = harness.ask(reply -> new SyncGroup(right, reply));

        assertThat(name.get().errorCode()).isEqualTo(Errors.INCONSISTENT_GROUP_PROTOCOL.code());
        assertThat(type.get().errorCode()).isEqualTo(Errors.INCONSISTENT_GROUP_PROTOCOL.code());
        assertThat(fits.get().errorCode()).isEqualTo(Errors.NONE.code());
        assertThat(fits.get().protocolName()).isEqualTo("range");
        assertThat(fits.get().protocolType()).isEqualTo("consumer");
    }

    @Test
    void heartbeats_count_while_the_leader_computes_and_while_a_rebalance_is_prepared() {
        Client first = new Client(harness);
        Client second = new Client(harness);
        Awaited<JoinGroupResponseData> a = first.enter();
        Awaited<JoinGroupResponseData> b = second.enter();
        harness.settle();
        first.take(a);
        second.take(b);
        assertThat(second.heartbeat()).isEqualTo(Errors.NONE);
        Client.settleAssignment(harness, first, second);
        new Client(harness).enter();
        for (int waited = 0; waited < 3 * Client.SESSION_MS; waited += 5_000) {
            assertThat(first.heartbeat()).isEqualTo(Errors.REBALANCE_IN_PROGRESS);
            assertThat(second.heartbeat()).isEqualTo(Errors.REBALANCE_IN_PROGRESS);
            harness.advance(5_000);
        }
    }

    @Test
    void several_members_leave_at_once_each_with_its_own_answer() {
        Client first = new Client(harness);
        Client second = new Client(harness);
        Client third = new Client(harness);
        Client.stable(harness, first, second, third);

        LeaveGroupResponseData answer = Client.leave(
                harness,
                new MemberIdentity().setMemberId(first.memberId),
                new MemberIdentity().setMemberId("nobody"),
                new MemberIdentity().setMemberId(second.memberId));

        assertThat(answer.members()).extracting(m -> Errors.forCode(m.errorCode()))
                .containsExactly(Errors.NONE, Errors.UNKNOWN_MEMBER_ID, Errors.NONE);
        assertThat(third.heartbeat()).isEqualTo(Errors.REBALANCE_IN_PROGRESS);
        assertThat(harness.group(GROUP).members().leader()).contains(third.memberId);
    }

    @Test
    void when_the_last_one_to_wait_for_leaves_the_rebalance_goes_on() {
        Client first = new Client(harness);
        Client second = new Client(harness);
        Client.stable(harness, first, second);
        Awaited<JoinGroupResponseData> again = first.join();

        second.leave();

        assertThat(first.take(again).members()).hasSize(1);
    }

    @Test
    void who_was_given_an_id_may_leave_without_ever_having_joined() {
        Client client = new Client(harness);
        client.memberId = client.join().get().memberId();

        assertThat(client.leave().members().get(0).errorCode()).isEqualTo(Errors.NONE.code());

        assertThat(client.join().get().errorCode()).isEqualTo(Errors.UNKNOWN_MEMBER_ID.code());
    }

    @Test
    void who_leaves_while_its_join_is_parked_gets_an_answer_to_both() {
        Client first = new Client(harness);
        Client second = new Client(harness);
        Client.stable(harness, first, second);
        Awaited<JoinGroupResponseData> parked = first.join();

        first.leave();

        assertThat(parked.get().errorCode()).isEqualTo(Errors.UNKNOWN_MEMBER_ID.code());
        assertThat(parked.get().memberId()).isEmpty();
    }
}
