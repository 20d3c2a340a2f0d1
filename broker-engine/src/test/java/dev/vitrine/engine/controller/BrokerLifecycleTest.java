package dev.vitrine.engine.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.link.InProcessLinks.Way;
import dev.vitrine.engine.link.LinkFault;
import dev.vitrine.engine.metadata.BrokerImage;
import dev.vitrine.engine.metadata.ClusterImage;
import dev.vitrine.engine.metadata.PartitionImage;
import dev.vitrine.engine.observe.Event;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.message.UnregisterBrokerRequestData;
import org.apache.kafka.common.message.UnregisterBrokerResponseData;
import org.junit.jupiter.api.Test;

/** Brokers that come, fall silent, come back and go, as the controller sees them. */
class BrokerLifecycleTest {

    private static final long SESSION_MS = 9_000;

    private final ControlPlane plane = ControlPlane.of(3, Map.of("default.replication.factor", "3"));

    private ClusterImage image() {
        return plane.nodes.get(1).image();
    }

    private List<PartitionImage> partitions() {
        return image().topic("orders").orElseThrow().partitions();
    }

    @Test
    void a_broker_that_falls_silent_is_fenced_when_its_session_is_over_and_what_it_led_gets_other_leaders() {
        plane.settled(plane.nodes.get(1).create("orders", 6, 3));
        plane.events.clear();

        plane.nodes.get(2).kill();
        plane.time.advance(SESSION_MS - 2_500);
        assertThat(image().isActive(2)).isTrue();
        plane.time.advance(2_600);

        assertThat(image().isActive(2)).isFalse();
        assertThat(partitions()).allSatisfy(partition -> {
            assertThat(partition.leader()).isIn(1, 3);
            assertThat(partition.inSync()).containsExactlyInAnyOrder(1, 3);
        });
        assertThat(plane.events).anySatisfy(event -> assertThat(event).isEqualTo(new Event.BrokerFenced(2, "nothing was heard of broker 2")));
        assertThat(plane.events).filteredOn(Event.LeaderElected.class::isInstance).hasSize(2);
        assertThat(plane.events).filteredOn(Event.InSyncChanged.class::isInstance).hasSize(6);
    }

    @Test
    void one_that_was_only_cut_off_is_unfenced_with_its_next_heartbeat() {
        plane.links.set(new Way(2, 1), LinkFault.CUT);
        plane.time.advance(SESSION_MS + 100);
        assertThat(image().isActive(2)).isFalse();

        plane.links.set(new Way(2, 1), LinkFault.NONE);
        plane.time.advance(5_000);

        assertThat(image().isActive(2)).isTrue();
    }

    @Test
    void who_comes_again_while_the_controller_still_counts_on_its_last_life_has_to_wait_until_that_is_over() {
        long before = image().broker(2).orElseThrow().epoch();
        plane.nodes.get(2).kill();
        plane.restart(2, -1);
        plane.time.advance(5_000);
        assertThat(image().broker(2).orElseThrow().epoch()).isEqualTo(before);

        plane.time.advance(SESSION_MS);

        assertThat(image().isActive(2)).isTrue();
        assertThat(image().broker(2).orElseThrow().epoch()).isGreaterThan(before);
    }

    @Test
    void who_stops_hands_its_leaders_over_first() {
        plane.settled(plane.nodes.get(1).create("orders", 6, 3));
        ControlPlane.Node leaving = plane.nodes.get(2);

        CompletableFuture<Void> gone = leaving.life.stop(60_000).toCompletableFuture();
        plane.time.advance(50);
        assertThat(partitions()).noneMatch(partition -> partition.leader() == 2 || partition.inSync().contains(2));
        assertThat(image().broker(2).orElseThrow().shuttingDown()).isTrue();
        plane.time.advance(5_000);

        assertThat(gone).isDone();
        assertThat(image().broker(2).orElseThrow().fenced()).isTrue();
    }

    @Test
    void who_stops_cleanly_and_comes_again_is_in_at_once() {
        ControlPlane.Node leaving = plane.nodes.get(2);
        leaving.life.stop(60_000);
        plane.time.advance(5_000);
        leaving.kill();

        plane.restart(2, leaving.life.epoch());
        plane.time.advance(11_000);

        assertThat(image().isActive(2)).isTrue();
        assertThat(image().broker(2).orElseThrow().shuttingDown()).isFalse();
    }

    @Test
    void nobody_waits_for_a_controller_that_is_not_there_to_let_a_broker_go() {
        plane.leadNobody();

        CompletableFuture<Void> gone = plane.nodes.get(2).life.stop(3_000).toCompletableFuture();
        plane.time.advance(2_900);
        assertThat(gone).isNotDone();
        plane.time.advance(200);

        assertThat(gone).isCompleted();
    }

    @Test
    void the_only_broker_there_is_may_stop_and_leads_everything_again_in_a_new_leader_epoch() {
        ControlPlane one = ControlPlane.of(1, Map.of());
        one.settled(one.nodes.get(1).create("orders", 3, 1));
        CompletableFuture<Void> gone = one.nodes.get(1).life.stop(60_000).toCompletableFuture();
        one.time.advance(1_000);
        assertThat(gone).isDone();
        long epoch = one.nodes.get(1).life.epoch();
        one.nodes.get(1).kill();
        one.leadNobody();

        ControlPlane.Node again = one.restart(1, epoch);
        one.lead(1);
        one.time.advance(1_000);

        assertThat(again.image().topic("orders").orElseThrow().partitions()).allSatisfy(partition -> {
            assertThat(partition.leader()).isEqualTo(1);
            assertThat(partition.inSync()).containsExactly(1);
            assertThat(partition.recovering()).isFalse();
            assertThat(partition.leaderEpoch()).isPositive();
        });
    }

    @Test
    void the_only_broker_there_is_leads_everything_again_after_a_crash_without_waiting() {
        ControlPlane one = ControlPlane.of(1, Map.of());
        one.settled(one.nodes.get(1).create("orders", 3, 1));
        one.nodes.get(1).kill();
        one.leadNobody();

        ControlPlane.Node again = one.restart(1, -1);
        one.lead(1);
        one.time.advance(200);

        assertThat(again.image().topic("orders").orElseThrow().partitions()).allSatisfy(partition -> {
            assertThat(partition.leader()).isEqualTo(1);
            assertThat(partition.leaderEpoch()).isPositive();
        });
    }

    @Test
    void a_broker_that_was_forgotten_knows_it_and_is_not_there_for_clients_until_its_next_life() {
        plane.settled(plane.nodes.get(2).forward(
                new UnregisterBrokerRequestData().setBrokerId(2), 0, UnregisterBrokerResponseData.class));
        assertThat(plane.nodes.get(2).image().broker(2)).isEmpty();
        plane.time.advance(5_000);
        assertThat(image().broker(2)).isEmpty();

        plane.nodes.get(2).kill();
        plane.restart(2, -1);
        plane.time.advance(1_000);

        assertThat(image().isActive(2)).isTrue();
    }

    @Test
    void a_new_controller_gives_every_broker_a_whole_session_to_speak_up() {
        plane.nodes.get(3).kill();
        plane.time.advance(6_000);
        plane.lead(2);
        plane.time.advance(SESSION_MS - 1_000);
        assertThat(image().isActive(3)).isTrue();

        plane.time.advance(1_500);

        assertThat(image().isActive(3)).isFalse();
        assertThat(image().isActive(1)).isTrue();
    }

    @Test
    void a_controller_that_stood_still_itself_does_not_take_the_others_for_dead() {
        Sessions sessions = new Sessions(SESSION_MS);
        List<BrokerImage> unfenced = List.copyOf(image().alive());
        unfenced.forEach(broker -> sessions.heard(broker, 0, 1_000));

        sessions.looked(10_000, 60_000);
        assertThat(sessions.stale(unfenced, 60_000)).isEmpty();
        sessions.looked(69_000, 69_000);

        assertThat(sessions.stale(unfenced, 69_000)).isPresent();
    }
}
