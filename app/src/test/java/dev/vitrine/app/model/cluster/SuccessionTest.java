package dev.vitrine.app.model.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.vitrine.app.testing.ScriptedCluster;
import dev.vitrine.engine.observe.ClusterSnapshot;
import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.observe.LinkState;
import dev.vitrine.engine.observe.Observed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class SuccessionTest {

    private final AtomicLong millis = new AtomicLong(10_000);
    private final ClusterSnapshot calm = new ScriptedCluster(millis::get, 3).topic("orders", 3, 3).now();
    private final List<Observed> events = new ArrayList<>();

    private void at(long atMillis, Event event) {
        events.add(new Observed(events.size() + 1, atMillis, event));
    }

    private List<Succession> all() {
        return Succession.of(events, 0, at -> at >= calm.atMillis() ? Optional.of(calm) : Optional.empty());
    }

    private static TopicPartition orders(int partition) {
        return new TopicPartition("orders", partition);
    }

    @Test
    void what_a_killed_broker_led_passes_to_the_others_after_the_controller_has_missed_it() {
        at(11_000, new Event.BrokerKilled(1));
        at(13_000, new Event.QuorumLeaderElected(3, 2));
        at(20_200, new Event.LeaderElected(orders(0), 2, 1, "nothing was heard of broker 1"));
        at(20_200, new Event.BrokerFenced(1, "nothing was heard of broker 1"));
        Succession one = all().getFirst();
        assertThat(one.from()).isEqualTo(1);
        assertThat(one.mishap()).contains(new Mishap(1, Mishap.Kind.KILLED, List.of(), 11_000));
        assertThat(one.fenced().map(Observed::atMillis)).contains(20_200L);
        assertThat(one.crowned()).contains(3);
        assertThat(one.leaderlessMillis()).contains(9_200L);
        assertThat(one.handovers()).containsExactly(new Handover(orders(0), 1, 2, 0, 1, List.of(1, 2, 3), List.of(1, 2, 3), false, "nothing was heard of broker 1", 20_200));
        assertThat(one.handovers().getFirst().unclean()).isFalse();
    }

    @Test
    void an_epoch_that_goes_up_without_another_leader_is_no_succession() {
        at(11_000, new Event.LeaderElected(orders(0), 1, 1, "a reassignment"));
        assertThat(all()).isEmpty();
    }

    @Test
    void a_broker_with_a_cut_link_that_was_never_fenced_handed_over_for_another_reason() {
        at(11_000, new Event.LinkChanged(1, 2, LinkState.CUT, 0, 0));
        at(12_000, new Event.LeaderElected(orders(0), 2, 1, "an election was asked for"));
        assertThat(all().getFirst().mishap()).isEmpty();
        at(13_000, new Event.BrokerFenced(1, "nothing was heard of broker 1"));
        assertThat(all().getFirst().mishap().map(Mishap::words)).contains("was cut off from broker 2");
        assertThat(all().getFirst().leaderlessMillis()).as("it went on believing that it leads").isEmpty();
    }

    @Test
    void what_is_over_is_no_mishap_any_more() {
        at(11_000, new Event.BrokerFrozen(1));
        at(12_000, new Event.BrokerThawed(1));
        at(12_500, new Event.LinkChanged(1, 3, LinkState.CUT, 0, 0));
        at(13_000, new Event.LinkChanged(1, 3, LinkState.OPEN, 0, 0));
        assertThat(Mishap.of(events, 1, 11_500).map(Mishap::kind)).contains(Mishap.Kind.FROZEN);
        assertThat(Mishap.of(events, 1, 12_200)).isEmpty();
        assertThat(Mishap.of(events, 1, 12_700).map(Mishap::cutFrom)).contains(List.of(3));
        assertThat(Mishap.of(events, 1, 13_500)).isEmpty();
    }

    @Test
    void changes_for_two_reasons_are_two_successions_and_shares_are_counted_most_first() {
        at(11_000, new Event.LeaderElected(orders(0), 3, 1, "broker 1 stops"));
        at(11_001, new Event.LeaderElected(orders(1), 3, 1, "broker 2 stops"));
        at(11_002, new Event.LeaderElected(orders(2), -1, 1, "broker 3 stops"));
        assertThat(all()).extracting(Succession::from).containsExactly(1, 2, 3);
        assertThat(Succession.shares(List.of(2, 3, 3, -1)).entrySet()).extracting(share -> share.getKey() + "=" + share.getValue()).containsExactly("3=2", "-1=1", "2=1");
    }

    @Test
    void whether_something_may_be_lost_the_controller_tells_whoever_was_in_sync_before() {
        at(11_000, new Event.LeaderElected(orders(0), 3, 1, true, "an election was asked for"));
        at(11_001, new Event.LeaderElected(orders(1), 3, 1, "broker 3 is there"));
        assertThat(all().stream().flatMap(one -> one.handovers().stream()).toList()).extracting(Handover::id, Handover::unclean)
                .containsExactlyInAnyOrder(tuple(orders(0), true), tuple(orders(1), false));
    }

    @Test
    void without_a_picture_of_before_nothing_is_claimed() {
        at(9_000, new Event.LeaderElected(orders(0), 2, 1, "nothing was heard of broker 1"));
        assertThat(all()).isEmpty();
    }
}
