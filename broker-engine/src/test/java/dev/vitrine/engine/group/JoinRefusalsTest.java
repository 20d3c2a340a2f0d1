package dev.vitrine.engine.group;

import static dev.vitrine.engine.group.Client.GROUP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.group.GroupHarness.Awaited;
import dev.vitrine.engine.observe.GroupState;
import org.apache.kafka.common.message.JoinGroupRequestData;
import org.apache.kafka.common.message.JoinGroupResponseData;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

class JoinRefusalsTest {

    private final GroupHarness harness = new GroupHarness(GroupHarness.quick());

    private static Errors error(Awaited<JoinGroupResponseData> answer) {
        return Errors.forCode(answer.get().errorCode());
    }

    @Test
    void a_group_must_have_a_name() {
        JoinGroupRequestData request = new JoinGroupRequestData().setSessionTimeoutMs(10_000);
        Awaited<JoinGroupResponseData> answer = harness.ask(reply -> new JoinGroup(request, new Client(harness).caller(), reply));

        assertThat(error(answer)).isEqualTo(Errors.INVALID_GROUP_ID);
    }

    @Test
    void the_session_timeout_must_lie_within_the_brokers_bounds() {
        Client client = new Client(harness);

        client.sessionMs = 5_999;
        assertThat(error(client.join())).isEqualTo(Errors.INVALID_SESSION_TIMEOUT);
        client.sessionMs = 1_800_001;
        assertThat(error(client.join())).isEqualTo(Errors.INVALID_SESSION_TIMEOUT);
        client.sessionMs = 6_000;
        assertThat(error(client.join())).isEqualTo(Errors.MEMBER_ID_REQUIRED);
        assertThat(harness.log).hasSize(1);
    }

    @Test
    void a_member_id_means_nothing_to_a_group_that_does_not_exist() {
        Client client = new Client(harness);
        client.memberId = "app-1";

        Awaited<JoinGroupResponseData> answer = client.join();

        assertThat(error(answer)).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
        assertThat(answer.get().memberId()).isEqualTo("app-1");
        assertThat(harness.shard().group(GROUP)).isEmpty();
    }

    @Test
    void a_member_id_that_nobody_has_is_refused() {
        Client.stable(harness, new Client(harness));
        Client client = new Client(harness);
        client.memberId = "app-1";

        assertThat(error(client.join())).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
        client.instanceId = "worker";
        assertThat(error(client.join())).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
    }

    @Test
    void from_version_4_on_a_newcomer_is_given_an_id_and_must_come_again_with_it() {
        Client client = new Client(harness).version(4).as("reader");

        Awaited<JoinGroupResponseData> first = client.join();

        assertThat(error(first)).isEqualTo(Errors.MEMBER_ID_REQUIRED);
        assertThat(first.get().memberId()).isEqualTo("reader-00000000-0000-0000-0000-000000000001");
        assertThat(harness.group(GROUP).members().isEmpty()).isTrue();
        client.memberId = first.get().memberId();
        assertThat(client.join().isThere()).isFalse();
        assertThat(harness.group(GROUP).members().size()).isEqualTo(1);
    }

    @Test
    void up_to_version_3_a_newcomer_is_in_at_once() {
        Client client = new Client(harness).version(3);

        assertThat(client.join().isThere()).isFalse();

        assertThat(harness.group(GROUP).members().size()).isEqualTo(1);
    }

    @Test
    void an_id_that_was_given_out_is_kept_for_the_session_timeout() {
        Client client = new Client(harness);
        client.memberId = client.join().get().memberId();
        harness.advance(Client.SESSION_MS);

        assertThat(error(client.join())).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
    }

    @Test
    void a_rebalance_waits_for_those_who_were_given_an_id_until_their_session_is_over() {
        Client first = new Client(harness);
        Client.stable(harness, first);
        new Client(harness).join();
        Awaited<JoinGroupResponseData> again = first.join();
        assertThat(again.isThere()).isFalse();
        harness.advance(Client.SESSION_MS - 1);
        assertThat(again.isThere()).isFalse();

        harness.advance(1);

        assertThat(again.get().generationId()).isEqualTo(2);
    }

    @Test
    void an_id_that_was_given_out_can_not_become_a_static_members() {
        Client client = new Client(harness);
        client.memberId = client.join().get().memberId();
        client.instanceId = "worker";

        assertThat(error(client.join())).isEqualTo(Errors.UNKNOWN_SERVER_ERROR);
    }

    @Test
    void a_client_without_a_protocol_has_nothing_to_do_in_a_group() {
        assertThat(error(new Client(harness).offering().join())).isEqualTo(Errors.INCONSISTENT_GROUP_PROTOCOL);
        Client typeless = new Client(harness);
        typeless.protocolType = "";
        assertThat(error(typeless.join())).isEqualTo(Errors.INCONSISTENT_GROUP_PROTOCOL);
    }

    @Test
    void members_must_be_of_one_type_and_have_a_protocol_in_common() {
        Client.stable(harness, new Client(harness));
        Client stranger = new Client(harness).offering(Client.consumer("sticky", "orders"));
        assertThat(error(stranger.join())).isEqualTo(Errors.INCONSISTENT_GROUP_PROTOCOL);
        Client worker = new Client(harness);
        worker.protocolType = "connect";

        assertThat(error(worker.join())).isEqualTo(Errors.INCONSISTENT_GROUP_PROTOCOL);
    }

    @Test
    void an_empty_group_takes_any_type_again() {
        Client only = new Client(harness);
        Client.stable(harness, only);
        only.leave();
        Client worker = new Client(harness);
        worker.protocolType = "connect";

        assertThat(worker.enter().isThere()).isFalse();

        assertThat(harness.group(GROUP).protocolType()).contains("connect");
    }

    @Test
    void a_group_that_is_full_takes_nobody_more() {
        GroupHarness small = new GroupHarness(GroupHarness.with(0, 1));
        Client first = new Client(small);
        Client.stable(small, first);

        Awaited<JoinGroupResponseData> answer = new Client(small).join();

        assertThat(error(answer)).isEqualTo(Errors.GROUP_MAX_SIZE_REACHED);
        assertThat(answer.get().memberId()).isEmpty();
        assertThat(first.heartbeat()).isEqualTo(Errors.NONE);
    }

    @Test
    void when_the_limit_was_lowered_the_last_ones_to_rejoin_are_out() {
        Client first = new Client(harness);
        Client second = new Client(harness);
        Client.stable(harness, first, second);
        GroupHarness lowered = new GroupHarness(GroupHarness.with(0, 1));
        lowered.log.addAll(harness.log);
        lowered.reload();
        assertThat(lowered.group(GROUP).state()).isEqualTo(GroupState.PREPARING_REBALANCE);
        Client one = taken(second, lowered);
        Client two = taken(first, lowered);

        Awaited<JoinGroupResponseData> room = one.join();
        Awaited<JoinGroupResponseData> noRoom = two.join();

        assertThat(error(noRoom)).isEqualTo(Errors.GROUP_MAX_SIZE_REACHED);
        assertThat(room.isThere()).as("as in Kafka, that somebody was sent away does not end the wait for the others").isFalse();
        lowered.advance(one.rebalanceMs);
        assertThat(room.get().errorCode()).isEqualTo(Errors.NONE.code());
        assertThat(room.get().members()).hasSize(1);
    }

    private static Client taken(Client from, GroupHarness to) {
        Client client = new Client(to);
        client.memberId = from.memberId;
        client.generation = from.generation;
        return client;
    }

    @Test
    void a_new_member_whose_join_is_parked_for_five_minutes_is_let_go() {
        Client first = new Client(harness);
        first.rebalanceMs = 600_000;
        first.sessionMs = 1_000_000;
        Client.stable(harness, first);
        Awaited<JoinGroupResponseData> parked = new Client(harness).enter();

        harness.advance(5 * 60_000);

        assertThat(error(parked)).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
    }
}
