package dev.vitrine.engine.group;

import static dev.vitrine.engine.group.Client.GROUP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.group.GroupHarness.Awaited;
import dev.vitrine.engine.observe.Event.AssignmentComputed;
import dev.vitrine.engine.observe.Event.GroupStateChanged;
import dev.vitrine.engine.observe.Event.LeaveCause;
import dev.vitrine.engine.observe.Event.MemberJoined;
import dev.vitrine.engine.observe.Event.MemberLeft;
import dev.vitrine.engine.observe.GroupState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.JoinGroupResponseData;
import org.apache.kafka.common.message.SyncGroupResponseData;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

class RebalanceTest {

    private final GroupHarness harness = new GroupHarness(GroupHarness.quick());

    @Test
    void one_client_goes_all_the_way_from_empty_to_stable() {
        Client client = new Client(harness);

        Awaited<JoinGroupResponseData> joined = client.enter();
        assertThat(joined.isThere()).isFalse();
        assertThat(harness.group(GROUP).state()).isEqualTo(GroupState.PREPARING_REBALANCE);
        harness.settle();
        JoinGroupResponseData generation = client.take(joined);
        assertThat(generation.generationId()).isEqualTo(1);
        assertThat(generation.leader()).isEqualTo(client.memberId);
        assertThat(generation.protocolName()).isEqualTo("range");
        assertThat(generation.protocolType()).isEqualTo("consumer");
        assertThat(generation.members()).singleElement().satisfies(m -> assertThat(m.memberId()).isEqualTo(client.memberId));

        byte[] share = Client.assignment(new TopicPartition("orders", 0));
        SyncGroupResponseData synced = client.sync(Map.of(client.memberId, share)).get();

        assertThat(synced.assignment()).isEqualTo(share);
        assertThat(harness.group(GROUP).state()).isEqualTo(GroupState.STABLE);
        assertThat(client.heartbeat()).isEqualTo(Errors.NONE);
        assertThat(harness.events(GroupStateChanged.class)).extracting(GroupStateChanged::to)
                .containsExactly(GroupState.PREPARING_REBALANCE, GroupState.COMPLETING_REBALANCE, GroupState.STABLE);
        assertThat(harness.events(AssignmentComputed.class)).singleElement().satisfies(computed ->
                assertThat(computed.assignment()).isEqualTo(Map.of(client.memberId, List.of(new TopicPartition("orders", 0)))));
    }

    @Test
    void the_group_is_written_when_it_is_made_and_when_it_is_stable_and_not_in_between() {
        Client client = new Client(harness);
        client.memberId = client.join().get().memberId();
        assertThat(harness.written()).singleElement().satisfies(record -> {
            GroupMetadata created = ((GroupRecord.Metadata) record).value().orElseThrow();
            assertThat(created).isEqualTo(GroupMetadata.created(GroupHarness.START));
        });
        Awaited<JoinGroupResponseData> joined = client.join();
        assertThat(harness.written()).isEmpty();
        harness.settle();
        assertThat(harness.written()).isEmpty();
        client.take(joined);

        client.sync(Map.of(client.memberId, new byte[] {1, 2}));

        assertThat(harness.written()).singleElement().satisfies(record -> {
            GroupMetadata stable = ((GroupRecord.Metadata) record).value().orElseThrow();
            assertThat(stable.generation()).isEqualTo(1);
            assertThat(stable.protocol()).contains("range");
            assertThat(stable.leader()).contains(client.memberId);
            assertThat(stable.members()).singleElement().satisfies(member -> {
                assertThat(member.clientId()).isEqualTo("app");
                assertThat(member.clientHost()).isEqualTo("/127.0.0.1");
                assertThat(member.sessionTimeoutMs()).isEqualTo(Client.SESSION_MS);
                assertThat(member.rebalanceTimeoutMs()).isEqualTo(Client.REBALANCE_MS);
                assertThat(member.assignment()).isEqualTo(OpaqueBytes.of(new byte[] {1, 2}));
            });
        });
    }

    @Test
    void a_second_member_makes_the_first_one_join_again_and_both_are_in_the_next_generation() {
        Client first = new Client(harness);
        Client.stable(harness, first);
        Client second = new Client(harness).as("other");

        Awaited<JoinGroupResponseData> joining = second.enter();
        assertThat(first.heartbeat()).isEqualTo(Errors.REBALANCE_IN_PROGRESS);
        assertThat(first.sync().get().errorCode()).isEqualTo(Errors.REBALANCE_IN_PROGRESS.code());
        Awaited<JoinGroupResponseData> again = first.join();

        JoinGroupResponseData leader = first.take(again);
        JoinGroupResponseData follower = second.take(joining);
        assertThat(leader.generationId()).isEqualTo(2);
        assertThat(leader.members()).extracting(m -> m.memberId()).containsExactlyInAnyOrder(first.memberId, second.memberId);
        assertThat(follower.leader()).isEqualTo(first.memberId);
        assertThat(follower.members()).isEmpty();
    }

    @Test
    void followers_wait_for_the_leaders_assignment() {
        Client first = new Client(harness);
        Client second = new Client(harness);
        Awaited<JoinGroupResponseData> a = first.enter();
        Awaited<JoinGroupResponseData> b = second.enter();
        harness.settle();
        first.take(a);
        second.take(b);

        Awaited<SyncGroupResponseData> waiting = second.sync();
        assertThat(waiting.isThere()).isFalse();
        first.sync(Map.of(second.memberId, new byte[] {7}, "nobody", new byte[] {9}));

        assertThat(waiting.get().assignment()).containsExactly(7);
        assertThat(first.sync().get().assignment()).isEmpty();
        assertThat(harness.group(GROUP).stored().orElseThrow().members()).hasSize(2);
    }

    @Test
    void whoever_does_not_come_back_within_the_rebalance_timeout_is_out() {
        Client first = new Client(harness);
        Client second = new Client(harness);
        Client.stable(harness, first, second);
        Awaited<JoinGroupResponseData> again = first.join();
        for (int waited = 0; waited < Client.REBALANCE_MS; waited += 5_000) {
            assertThat(again.isThere()).isFalse();
            second.heartbeat();
            harness.advance(5_000);
        }

        assertThat(first.take(again).members()).singleElement();
        assertThat(second.heartbeat()).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
        assertThat(harness.events(MemberLeft.class)).singleElement()
                .satisfies(left -> assertThat(left.cause()).isEqualTo(LeaveCause.NOT_REJOINED));
    }

    @Test
    void whoever_joins_and_never_asks_for_its_assignment_is_out_after_the_rebalance_timeout() {
        Client first = new Client(harness);
        Client second = new Client(harness);
        Awaited<JoinGroupResponseData> a = first.enter();
        Awaited<JoinGroupResponseData> b = second.enter();
        harness.settle();
        first.take(a);
        second.take(b);
        first.sync(Map.of());
        for (int waited = 0; waited < Client.REBALANCE_MS; waited += 5_000) {
            first.heartbeat();
            second.heartbeat();
            harness.advance(5_000);
        }

        assertThat(harness.events(MemberLeft.class)).singleElement()
                .satisfies(left -> assertThat(left.cause()).isEqualTo(LeaveCause.REBALANCE_TIMEOUT));
        assertThat(first.heartbeat()).isEqualTo(Errors.REBALANCE_IN_PROGRESS);
        assertThat(second.heartbeat()).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
    }

    @Test
    void a_new_rebalance_sends_back_those_who_wait_for_the_leader() {
        Client first = new Client(harness);
        Client second = new Client(harness);
        Awaited<JoinGroupResponseData> a = first.enter();
        Awaited<JoinGroupResponseData> b = second.enter();
        harness.settle();
        first.take(a);
        second.take(b);
        Awaited<SyncGroupResponseData> waiting = second.sync();

        new Client(harness).enter();

        assertThat(waiting.get().errorCode()).isEqualTo(Errors.REBALANCE_IN_PROGRESS.code());
    }

    @Test
    void a_member_that_says_nothing_for_its_session_timeout_is_out_and_the_others_rebalance() {
        Client first = new Client(harness);
        Client second = new Client(harness);
        Client.stable(harness, first, second);
        harness.advance(Client.SESSION_MS - 1);
        assertThat(first.heartbeat()).isEqualTo(Errors.NONE);
        harness.advance(1);

        assertThat(harness.group(GROUP).state()).isEqualTo(GroupState.PREPARING_REBALANCE);
        assertThat(second.heartbeat()).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
        assertThat(harness.events(MemberLeft.class)).singleElement()
                .satisfies(left -> assertThat(left.cause()).isEqualTo(LeaveCause.SESSION_TIMEOUT));
    }

    @Test
    void when_the_last_member_is_gone_the_group_is_empty_and_that_is_written() {
        Client only = new Client(harness);
        Client.stable(harness, only);

        assertThat(only.leave().members().get(0).errorCode()).isEqualTo(Errors.NONE.code());

        assertThat(harness.group(GROUP).state()).isEqualTo(GroupState.EMPTY);
        assertThat(harness.written()).singleElement().satisfies(record -> {
            GroupMetadata empty = ((GroupRecord.Metadata) record).value().orElseThrow();
            assertThat(empty.generation()).isEqualTo(2);
            assertThat(empty.members()).isEmpty();
            assertThat(empty.protocolType()).isEqualTo("consumer");
            assertThat(empty.protocol()).isEmpty();
            assertThat(empty.leader()).isEmpty();
        });
        assertThat(harness.events(MemberJoined.class)).hasSize(1);
        assertThat(harness.events(MemberLeft.class)).extracting(MemberLeft::cause).containsExactly(LeaveCause.LEFT);
    }

    @Test
    void the_protocol_that_most_members_prefer_of_those_all_can_do_wins() {
        Client first = new Client(harness).offering(Client.consumer("a", "t"), Client.consumer("b", "t"), Client.consumer("c", "t"));
        Client second = new Client(harness).offering(Client.consumer("b", "t"), Client.consumer("a", "t"));
        Client third = new Client(harness).offering(Client.consumer("c", "t"), Client.consumer("b", "t"), Client.consumer("a", "t"));
        Client.stable(harness, first, second, third);

        assertThat(harness.group(GROUP).protocol()).isEqualTo(Optional.of("b"));
    }

    @Test
    void a_follower_that_joins_a_stable_group_again_without_a_change_disturbs_nobody() {
        Client first = new Client(harness);
        Client second = new Client(harness);
        Client.stable(harness, first, second);

        JoinGroupResponseData answer = second.join().get();

        assertThat(answer.generationId()).isEqualTo(second.generation);
        assertThat(answer.members()).isEmpty();
        assertThat(answer.leader()).isEqualTo(first.memberId);
        assertThat(harness.group(GROUP).state()).isEqualTo(GroupState.STABLE);
    }

    @Test
    void a_leader_that_joins_a_stable_group_again_makes_it_rebalance() {
        Client first = new Client(harness);
        Client second = new Client(harness);
        Client.stable(harness, first, second);
        first.reason = "topic metadata changed";

        assertThat(first.join().isThere()).isFalse();

        assertThat(second.heartbeat()).isEqualTo(Errors.REBALANCE_IN_PROGRESS);
        assertThat(harness.events(GroupStateChanged.class)).last().satisfies(changed ->
                assertThat(changed.why()).isEqualTo("leader " + first.memberId + " joins again: topic metadata changed"));
    }

    @Test
    void a_follower_that_asks_for_something_else_makes_the_group_rebalance() {
        Client first = new Client(harness);
        Client second = new Client(harness);
        Client.stable(harness, first, second);
        second.offering(Client.consumer("range", "orders", "payments"));

        assertThat(second.join().isThere()).isFalse();

        assertThat(harness.group(GROUP).state()).isEqualTo(GroupState.PREPARING_REBALANCE);
    }

    @Test
    void while_the_leader_computes_a_member_that_missed_its_answer_is_told_again() {
        Client first = new Client(harness);
        Client second = new Client(harness);
        Awaited<JoinGroupResponseData> a = first.enter();
        Awaited<JoinGroupResponseData> b = second.enter();
        harness.settle();
        first.take(a);
        second.take(b);

        JoinGroupResponseData leader = first.join().get();

        assertThat(leader.generationId()).isEqualTo(1);
        assertThat(leader.members()).hasSize(2);
        assertThat(second.join().get().members()).isEmpty();
        assertThat(harness.group(GROUP).state()).isEqualTo(GroupState.COMPLETING_REBALANCE);
    }

    @Test
    void a_second_join_of_a_member_ends_the_first_one() {
        Client first = new Client(harness);
        Client second = new Client(harness);
        Client.stable(harness, first, second);
        Awaited<JoinGroupResponseData> impatient = first.join();

        Awaited<JoinGroupResponseData> again = first.join();

        assertThat(impatient.get().errorCode()).isEqualTo(Errors.REBALANCE_IN_PROGRESS.code());
        assertThat(again.isThere()).isFalse();
    }

    @Test
    void when_the_leader_does_not_come_back_one_who_did_leads() {
        Client first = new Client(harness);
        Client second = new Client(harness);
        Client.stable(harness, first, second);
        second.offering(Client.consumer("range", "payments"));
        Awaited<JoinGroupResponseData> joining = second.join();
        harness.advance(Client.SESSION_MS);

        assertThat(second.take(joining).leader()).isEqualTo(second.memberId);
        assertThat(harness.group(GROUP).members().size()).isEqualTo(1);
    }
}
