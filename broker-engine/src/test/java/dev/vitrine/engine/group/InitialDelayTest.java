package dev.vitrine.engine.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.group.GroupHarness.Awaited;
import dev.vitrine.engine.observe.GroupState;
import org.apache.kafka.common.message.JoinGroupResponseData;
import org.junit.jupiter.api.Test;

class InitialDelayTest {

    private final GroupHarness harness = new GroupHarness(GroupHarness.with(3_000, Integer.MAX_VALUE));

    @Test
    void an_empty_group_waits_for_more_members() {
        Awaited<JoinGroupResponseData> joined = new Client(harness).enter();
        harness.advance(2_999);
        assertThat(joined.isThere()).isFalse();
        harness.advance(1);

        assertThat(joined.get().generationId()).isEqualTo(1);
    }

    @Test
    void each_newcomer_draws_out_the_wait_by_the_delay() {
        Awaited<JoinGroupResponseData> first = new Client(harness).enter();
        harness.advance(2_000);
        Awaited<JoinGroupResponseData> second = new Client(harness).enter();
        harness.advance(3_999);
        assertThat(first.isThere()).isFalse();
        harness.advance(1);

        assertThat(first.get().generationId()).isEqualTo(1);
        assertThat(second.get().generationId()).isEqualTo(1);
    }

    @Test
    void but_not_beyond_the_rebalance_timeout() {
        Client first = new Client(harness);
        first.rebalanceMs = 7_000;
        Awaited<JoinGroupResponseData> joined = first.enter();
        for (int second = 0; second < 6; second++) {
            harness.advance(1_000);
            Client next = new Client(harness);
            next.rebalanceMs = 7_000;
            next.enter();
        }
        assertThat(joined.isThere()).isFalse();
        harness.advance(1_000);

        assertThat(joined.get().members()).hasSize(7);
    }

    @Test
    void a_group_that_has_had_a_generation_does_not_wait() {
        Client first = new Client(harness);
        Awaited<JoinGroupResponseData> joined = first.enter();
        harness.advance(3_000);
        first.take(joined);
        Client.settleAssignment(harness, first);
        Awaited<JoinGroupResponseData> second = new Client(harness).enter();

        first.join();

        assertThat(second.get().generationId()).isEqualTo(2);
    }

    @Test
    void when_everybody_gives_up_meanwhile_the_group_is_empty_again() {
        Client only = new Client(harness);
        only.enter();
        only.leave();

        harness.advance(3_000);

        assertThat(harness.group(Client.GROUP).state()).isEqualTo(GroupState.EMPTY);
        assertThat(harness.group(Client.GROUP).generation()).isEqualTo(1);
    }

    @Test
    void who_comes_when_everybody_has_given_up_meanwhile_starts_anew_with_protocols_of_its_own() {
        Client only = new Client(harness);
        only.enter();
        only.leave();
        Awaited<JoinGroupResponseData> joined = new Client(harness).offering(Client.consumer("sticky", "orders")).enter();

        harness.advance(6_000);

        assertThat(joined.get().protocolName()).isEqualTo("sticky");
    }
}
