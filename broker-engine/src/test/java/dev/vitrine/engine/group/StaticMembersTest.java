package dev.vitrine.engine.group;

import static dev.vitrine.engine.group.Client.GROUP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.group.GroupHarness.Awaited;
import dev.vitrine.engine.observe.Event.LeaveCause;
import dev.vitrine.engine.observe.Event.MemberLeft;
import dev.vitrine.engine.observe.GroupState;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.JoinGroupResponseData;
import org.apache.kafka.common.message.LeaveGroupRequestData.MemberIdentity;
import org.apache.kafka.common.message.LeaveGroupResponseData;
import org.apache.kafka.common.message.SyncGroupResponseData;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StaticMembersTest {

    private final GroupHarness harness = new GroupHarness(GroupHarness.quick());
    private final Client leader = new Client(harness).instance("one");
    private final Client follower = new Client(harness).instance("two");

    @BeforeEach
    void aStableGroup() {
        Client.stable(harness, leader, follower);
        assertThat(harness.group(GROUP).state()).isEqualTo(GroupState.STABLE);
    }

    private Client restarted(Client client) {
        return new Client(harness).instance(client.instanceId);
    }

    @Test
    void a_static_member_gets_its_id_at_once_and_the_instance_is_in_it() {
        assertThat(leader.memberId).startsWith("one-");
    }

    @Test
    void a_restarted_follower_gets_its_partitions_back_and_nobody_else_notices() {
        Client again = restarted(follower);

        JoinGroupResponseData answer = again.take(again.join());

        assertThat(answer.errorCode()).isEqualTo(Errors.NONE.code());
        assertThat(answer.generationId()).isEqualTo(leader.generation);
        assertThat(answer.skipAssignment()).isFalse();
        assertThat(answer.leader()).isEqualTo(leader.memberId);
        assertThat(again.memberId).isNotEqualTo(follower.memberId);
        assertThat(leader.heartbeat()).isEqualTo(Errors.NONE);
        assertThat(again.sync().get().assignment())
                .isEqualTo(Client.assignment(new TopicPartition("orders", 1)));
        GroupMetadata stored = harness.group(GROUP).stored().orElseThrow();
        assertThat(stored.members()).extracting(GroupMetadata.StoredMember::id).containsExactlyInAnyOrder(leader.memberId, again.memberId);
    }

    @Test
    void a_restarted_leader_leads_on_and_is_told_to_skip_the_assignment() {
        Client again = restarted(leader);

        JoinGroupResponseData answer = again.take(again.join());

        assertThat(answer.leader()).isEqualTo(again.memberId);
        assertThat(answer.skipAssignment()).isTrue();
        assertThat(answer.members()).hasSize(2);
        assertThat(follower.heartbeat()).isEqualTo(Errors.NONE);
    }

    @Test
    void before_version_9_a_restarted_leader_is_told_of_its_former_self_so_that_it_assigns_nothing() {
        Client again = restarted(leader).version(8);

        JoinGroupResponseData answer = again.take(again.join());

        assertThat(answer.leader()).isEqualTo(leader.memberId);
        assertThat(answer.members()).isEmpty();
        assertThat(answer.skipAssignment()).isFalse();
        assertThat(harness.group(GROUP).members().leader()).contains(again.memberId);
    }

    @Test
    void the_former_incarnation_is_fenced_off_in_everything_it_does() {
        Client again = restarted(follower);
        again.take(again.join());

        assertThat(follower.heartbeat()).isEqualTo(Errors.FENCED_INSTANCE_ID);
        assertThat(follower.sync().get().errorCode()).isEqualTo(Errors.FENCED_INSTANCE_ID.code());
        assertThat(follower.join().get().errorCode()).isEqualTo(Errors.FENCED_INSTANCE_ID.code());
        assertThat(follower.commit("orders", 0, 5)).isEqualTo(Errors.FENCED_INSTANCE_ID);
        assertThat(follower.leave().members().get(0).errorCode()).isEqualTo(Errors.FENCED_INSTANCE_ID.code());
        assertThat(harness.events(MemberLeft.class)).extracting(MemberLeft::cause).containsExactly(LeaveCause.FENCED);
    }

    @Test
    void what_the_former_incarnation_has_parked_is_answered() {
        Awaited<JoinGroupResponseData> parked = leader.join();
        Client again = restarted(leader);

        Awaited<JoinGroupResponseData> joining = again.join();

        assertThat(parked.get().errorCode()).isEqualTo(Errors.FENCED_INSTANCE_ID.code());
        assertThat(parked.get().memberId()).isEqualTo(leader.memberId);
        assertThat(joining.isThere()).isFalse();
    }

    @Test
    void one_that_returns_while_the_leader_computes_makes_another_generation() {
        Awaited<JoinGroupResponseData> a = leader.join();
        Awaited<JoinGroupResponseData> b = follower.join();
        leader.take(a);
        follower.take(b);
        Awaited<SyncGroupResponseData> waiting = follower.sync();

        Awaited<JoinGroupResponseData> joining = restarted(leader).join();

        assertThat(harness.group(GROUP).state()).isEqualTo(GroupState.PREPARING_REBALANCE);
        assertThat(waiting.get().errorCode()).isEqualTo(Errors.REBALANCE_IN_PROGRESS.code());
        assertThat(joining.isThere()).isFalse();
    }

    @Test
    void one_that_returns_with_other_protocols_makes_the_group_rebalance_where_its_choice_changes() {
        GroupHarness other = new GroupHarness(GroupHarness.quick());
        Client first = new Client(other).instance("one").offering(Client.consumer("range", "t"), Client.consumer("sticky", "t"));
        Client second = new Client(other).instance("two").offering(Client.consumer("range", "t"), Client.consumer("sticky", "t"));
        Client.stable(other, first, second);
        Client again = new Client(other).instance("two").offering(Client.consumer("sticky", "t"));

        assertThat(again.join().isThere()).isFalse();

        assertThat(other.group(GROUP).state()).isEqualTo(GroupState.PREPARING_REBALANCE);
    }

    @Test
    void one_that_does_not_rejoin_keeps_its_place_until_its_session_is_over() {
        Awaited<JoinGroupResponseData> again = leader.join();
        for (int waited = 0; waited < Client.REBALANCE_MS; waited += 5_000) {
            follower.heartbeat();
            harness.advance(5_000);
        }
        leader.take(again);
        assertThat(again.get().members()).hasSize(2);

        for (int waited = 0; waited <= Client.SESSION_MS; waited += 5_000) {
            leader.heartbeat();
            harness.advance(5_000);
        }

        assertThat(follower.heartbeat()).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
    }

    @Test
    void while_no_static_member_is_back_the_rebalance_waits_on() {
        Client dynamic = new Client(harness);
        Awaited<JoinGroupResponseData> joining = dynamic.enter();
        dynamic.leave();
        assertThat(joining.get().errorCode()).isEqualTo(Errors.UNKNOWN_MEMBER_ID.code());
        for (int waited = 0; waited < Client.REBALANCE_MS; waited += 5_000) {
            leader.heartbeat();
            follower.heartbeat();
            harness.advance(5_000);
        }

        assertThat(harness.group(GROUP).state()).isEqualTo(GroupState.PREPARING_REBALANCE);
        assertThat(harness.group(GROUP).members().size()).isEqualTo(2);
        assertThat(harness.timers.runs(new TimerKey.Join(GROUP))).isTrue();
    }

    @Test
    void an_administrator_sends_a_static_member_away_by_its_instance_alone() {
        LeaveGroupResponseData answer = Client.leave(
                harness,
                new MemberIdentity().setMemberId("").setGroupInstanceId("two"),
                new MemberIdentity().setMemberId("").setGroupInstanceId("three"),
                new MemberIdentity().setMemberId("").setGroupInstanceId(null));

        assertThat(answer.members()).extracting(m -> Errors.forCode(m.errorCode()))
                .containsExactly(Errors.NONE, Errors.UNKNOWN_MEMBER_ID, Errors.UNKNOWN_MEMBER_ID);
        assertThat(harness.events(MemberLeft.class)).extracting(MemberLeft::cause).containsExactly(LeaveCause.REMOVED_BY_ADMIN);
        assertThat(leader.heartbeat()).isEqualTo(Errors.REBALANCE_IN_PROGRESS);
    }
}
