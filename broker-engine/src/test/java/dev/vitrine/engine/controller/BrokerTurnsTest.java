package dev.vitrine.engine.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.metadata.PartitionImage;
import dev.vitrine.engine.metadata.PartitionImage.Eligible;
import dev.vitrine.engine.observe.Event;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.message.ElectLeadersRequestData;
import org.apache.kafka.common.message.UnregisterBrokerRequestData;
import org.junit.jupiter.api.Test;

/** Who leads and who is in sync when brokers come and go; with eligible leader replicas (KIP-966), as Kafka 4.3 has them on. */
class BrokerTurnsTest {

    private final ClusterFixture cluster = ClusterFixture.withEligibleReplicas(3, Map.of("min.insync.replicas", "2"));

    private PartitionImage partition() {
        return cluster.partition("orders", 0);
    }

    private void create(Map<String, String> configs) {
        cluster.createOn("orders", List.of(List.of(1, 2, 3)), configs);
    }

    private void crash(int broker) {
        cluster.now += 9_000;
        cluster.registered(cluster.incarnation(broker, Optional.empty(), -1));
    }

    @Test
    void the_leader_of_a_fenced_broker_is_the_next_replica_in_sync() {
        create(Map.of());
        cluster.silence(1);

        assertThat(partition()).isEqualTo(new PartitionImage(0, List.of(1, 2, 3), List.of(2, 3), 2, 1, 1));
    }

    @Test
    void below_min_insync_whoever_was_in_sync_stays_eligible() {
        create(Map.of());
        cluster.silence(1);
        cluster.silence(2);
        assertThat(partition().inSync()).containsExactly(3);
        assertThat(partition().eligible()).isEqualTo(new Eligible(List.of(2), List.of()));

        cluster.silence(3);

        assertThat(partition().leader()).isEqualTo(-1);
        assertThat(partition().inSync()).isEmpty();
        assertThat(partition().eligible()).isEqualTo(new Eligible(List.of(2, 3), List.of(3)));
    }

    @Test
    void an_eligible_replica_leads_when_it_is_back_and_one_that_was_out_of_sync_before_does_not() {
        create(Map.of());
        List.of(1, 2, 3).forEach(cluster::silence);

        cluster.heartbeat(1, false, false);
        assertThat(partition().leader()).isEqualTo(-1);
        cluster.heartbeat(2, false, false);

        assertThat(partition().leader()).isEqualTo(2);
        assertThat(partition().inSync()).containsExactly(2);
        assertThat(partition().eligible()).isEqualTo(new Eligible(List.of(3), List.of()));
        assertThat(partition().recovering()).isFalse();
    }

    @Test
    void who_crashed_may_have_lost_something_and_is_not_eligible() {
        create(Map.of());
        List.of(1, 2, 3).forEach(cluster::silence);
        crash(2);
        assertThat(partition().eligible().replicas()).containsExactly(3);

        cluster.heartbeat(2, false, false);
        assertThat(partition().leader()).isEqualTo(-1);
        crash(3);
        cluster.heartbeat(3, false, false);

        assertThat(partition().leader()).isEqualTo(3); // nobody is left who surely has everything: the last known leader
        assertThat(partition().recovering()).isTrue();
        assertThat(partition().eligible()).isEqualTo(Eligible.NONE);
    }

    @Test
    void who_stopped_cleanly_stays_eligible() {
        cluster.createOn("orders", List.of(List.of(1)), Map.of());
        long epoch = cluster.image().broker(1).orElseThrow().epoch();
        cluster.now += 9_000;

        cluster.registered(cluster.incarnation(1, Optional.empty(), epoch));
        assertThat(partition().eligible().replicas()).containsExactly(1);
        cluster.heartbeat(1, false, false);

        assertThat(partition().leader()).isEqualTo(1);
        assertThat(partition().recovering()).isFalse();
    }

    @Test
    void where_unclean_elections_are_allowed_any_replica_leads_rather_than_none() {
        create(Map.of("unclean.leader.election.enable", "true"));
        cluster.silence(3);
        cluster.silence(1);
        cluster.heartbeat(3, false, false);

        cluster.silence(2);

        assertThat(partition().leader()).isEqualTo(3);
        assertThat(partition().inSync()).containsExactly(3);
        assertThat(partition().recovering()).isTrue();
        assertThat(partition().eligible()).isEqualTo(Eligible.NONE);
    }

    @Test
    void without_eligible_leader_replicas_the_last_one_stays_in_sync_and_leads_nothing_while_it_is_away() {
        ClusterFixture older = ClusterFixture.of("", "", "");
        older.createOn("orders", List.of(List.of(1, 2, 3)), Map.of());
        List.of(1, 2, 3).forEach(older::silence);
        assertThat(older.partition("orders", 0).inSync()).containsExactly(3);
        assertThat(older.partition("orders", 0).leader()).isEqualTo(-1);

        older.heartbeat(1, false, false);
        assertThat(older.partition("orders", 0).leader()).isEqualTo(-1);
        older.heartbeat(3, false, false);

        assertThat(older.partition("orders", 0).leader()).isEqualTo(3);
    }

    @Test
    void another_min_insync_clears_who_is_eligible() {
        create(Map.of());
        cluster.silence(1);
        cluster.silence(2);
        assertThat(partition().eligible().replicas()).isNotEmpty();

        cluster.set("orders", "min.insync.replicas", "3");

        assertThat(partition().eligible()).isEqualTo(Eligible.NONE);
    }

    @Test
    void an_unregistered_broker_leads_nothing_and_is_forgotten() {
        create(Map.of());

        cluster.decide(ground -> new UnregisterBroker(ground).decide(new UnregisterBrokerRequestData().setBrokerId(1)));

        assertThat(cluster.image().broker(1)).isEmpty();
        assertThat(partition().leader()).isEqualTo(2);
        assertThat(partition().inSync()).containsExactly(2, 3);
    }

    @Test
    void preferred_leaders_get_their_partitions_back_by_themselves() {
        create(Map.of());
        cluster.silence(1);
        cluster.heartbeat(1, false, false);
        cluster.inSync("orders", 0, List.of(2, 3, 1));
        assertThat(partition().leader()).isEqualTo(2);

        cluster.decide(ground -> new Chores(ground).electPreferred());
        assertThat(partition().leader()).isEqualTo(1);

        boolean more = cluster.decide(ground -> new Chores(ground).electPreferred());
        assertThat(more).isFalse();
        assertThat(cluster.records).isEmpty();
    }

    @Test
    void leaderless_partitions_get_any_leader_once_that_is_allowed() {
        create(Map.of());
        List.of(1, 2, 3).forEach(cluster::silence);
        cluster.heartbeat(1, false, false);
        cluster.decide(ground -> new Chores(ground).electUnclean());
        assertThat(partition().leader()).isEqualTo(-1);

        cluster.set("orders", "unclean.leader.election.enable", "true");
        cluster.decide(ground -> new Chores(ground).electUnclean());

        assertThat(partition().leader()).isEqualTo(1);
        assertThat(partition().recovering()).isTrue();
    }

    private boolean mayLackSomething() {
        return cluster.events.stream().filter(Event.LeaderElected.class::isInstance).map(Event.LeaderElected.class::cast).findFirst().orElseThrow().unclean();
    }

    @Test
    void observers_are_told_whether_a_new_leader_may_lack_something_that_was_acknowledged() {
        create(Map.of());
        cluster.silence(1);
        assertThat(mayLackSomething()).as("in sync").isFalse();
        cluster.silence(2);
        cluster.silence(3);
        assertThat(mayLackSomething()).as("nobody leads").isFalse();
        cluster.heartbeat(2, false, false);
        assertThat(mayLackSomething()).as("eligible").isFalse();
        cluster.silence(2);
        cluster.heartbeat(1, false, false);

        cluster.decide(ground -> new ElectLeaders(ground).decide(new ElectLeadersRequestData().setElectionType(ElectionType.UNCLEAN.value).setTopicPartitions(null)));

        assertThat(partition().leader()).isEqualTo(1);
        assertThat(mayLackSomething()).as("asked for by an administrator").isTrue();
    }

    @Test
    void observers_are_told_that_the_last_known_leader_may_lack_something() {
        create(Map.of());
        List.of(1, 2, 3).forEach(cluster::silence);
        crash(2);
        crash(3);

        cluster.heartbeat(3, false, false);

        assertThat(partition().leader()).isEqualTo(3);
        assertThat(mayLackSomething()).isTrue();
    }

    @Test
    void new_topics_lie_on_brokers_that_are_there_and_on_fenced_ones_only_where_it_takes_them() {
        cluster.silence(2);
        cluster.create("two", 6, Map.of());
        var result = cluster.decide(ground -> new CreateTopics(ground, false).decide(ControlPlane.topic("orders", 6, 3)));
        assertThat(result.topics().find("orders").errorCode()).isZero();

        assertThat(cluster.topic("orders").partitions()).allSatisfy(partition -> {
            assertThat(partition.replicas()).containsExactlyInAnyOrder(1, 2, 3).endsWith(2);
            assertThat(partition.inSync()).containsExactlyInAnyOrder(1, 3);
            assertThat(partition.leader()).isIn(1, 3);
        });
        assertThat(cluster.topic("two").partitions()).allSatisfy(partition -> assertThat(partition.replicas()).doesNotContain(2));
    }
}
