package dev.vitrine.engine.group;

import static dev.vitrine.engine.group.Client.GROUP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.group.GroupHarness.Awaited;
import dev.vitrine.engine.observe.GroupState;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.JoinGroupResponseData;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

class ReloadTest {

    private final GroupHarness harness = new GroupHarness(GroupHarness.quick());
    private final Client first = new Client(harness).instance("one");
    private final Client second = new Client(harness);

    @Test
    void members_of_a_stable_group_go_on_as_if_nothing_had_been() {
        Client.stable(harness, first, second);
        second.commit("orders", 1, 42);

        harness.reload();

        assertThat(harness.group(GROUP).state()).isEqualTo(GroupState.STABLE);
        assertThat(first.heartbeat()).isEqualTo(Errors.NONE);
        assertThat(second.heartbeat()).isEqualTo(Errors.NONE);
        assertThat(second.sync().get().assignment()).isEqualTo(Client.assignment(new TopicPartition("orders", 1)));
        assertThat(second.commit("orders", 1, 43)).isEqualTo(Errors.NONE);
        assertThat(harness.group(GROUP).members().leader()).contains(first.memberId);
        assertThat(harness.group(GROUP).subscribesTo("orders")).isTrue();
        assertThat(harness.group(GROUP).subscribesTo("payments")).isFalse();
    }

    @Test
    void members_that_did_not_survive_are_out_after_their_session_timeout() {
        Client.stable(harness, first, second);
        harness.reload();
        harness.advance(Client.SESSION_MS - 1);
        first.heartbeat();

        harness.advance(1);

        assertThat(second.heartbeat()).isEqualTo(Errors.UNKNOWN_MEMBER_ID);
        assertThat(first.heartbeat()).isEqualTo(Errors.REBALANCE_IN_PROGRESS);
    }

    @Test
    void a_rebalance_that_was_cut_off_starts_from_the_last_stable_generation() {
        Client.stable(harness, first, second);
        int stable = harness.group(GROUP).generation();
        new Client(harness).enter();
        first.join();

        harness.reload();

        assertThat(harness.group(GROUP).generation()).isEqualTo(stable);
        assertThat(harness.group(GROUP).state()).isEqualTo(GroupState.STABLE);
        Awaited<JoinGroupResponseData> a = first.join();
        Awaited<JoinGroupResponseData> b = second.join();
        assertThat(first.take(a).generationId()).isEqualTo(stable + 1);
        assertThat(second.take(b).generationId()).isEqualTo(stable + 1);
    }

    @Test
    void an_empty_group_keeps_its_generation_and_since_when_it_is_empty() {
        Client.stable(harness, first);
        first.leave();
        long since = harness.now();
        harness.advance(60_000);

        harness.reload();

        ClassicGroup group = harness.group(GROUP);
        assertThat(group.state()).isEqualTo(GroupState.EMPTY);
        assertThat(group.generation()).isEqualTo(2);
        assertThat(group.view(new ViewGroups(1, harness.shard()), List.of()).stateSinceMillis()).isEqualTo(since);
    }

    @Test
    void the_order_of_a_groups_metadata_and_its_offsets_does_not_matter() {
        Client.stable(harness, first);
        first.commit("orders", 0, 42);
        GroupHarness reversed = new GroupHarness(GroupHarness.quick());
        reversed.log.add(harness.log.get(harness.log.size() - 1));
        reversed.log.add(harness.log.get(harness.log.size() - 2));

        reversed.reload();

        assertThat(reversed.group(GROUP).state()).isEqualTo(GroupState.STABLE);
        assertThat(reversed.shard().offsets().get(GROUP, "orders", 0)).isPresent();
    }
}
