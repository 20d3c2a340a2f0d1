package dev.vitrine.engine.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.metadata.BrokerImage;
import dev.vitrine.engine.observe.Event;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.BrokerHeartbeatRequestData;
import org.apache.kafka.common.metadata.FeatureLevelRecord;
import org.apache.kafka.common.metadata.PartitionChangeRecord;
import org.apache.kafka.common.metadata.RegisterBrokerRecord;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

class RegisterBrokerTest {

    private static final Uuid ANOTHER_FOLDER = new Uuid(9, 99);

    @Test
    void a_new_cluster_begins_with_its_feature_levels() {
        ClusterFixture cluster = ClusterFixture.empty(Map.of(), Map.of("metadata.version", (short) 30));

        cluster.registered(cluster.incarnation(1, Optional.of("left"), -1));

        assertThat(cluster.messages()).hasSize(2);
        assertThat(cluster.messages().getFirst()).isInstanceOf(FeatureLevelRecord.class);
        assertThat(cluster.messages().getLast()).isInstanceOf(RegisterBrokerRecord.class);
        assertThat(cluster.image().features()).containsExactly(Map.entry("metadata.version", (short) 30));
        BrokerImage broker = cluster.image().broker(1).orElseThrow();
        assertThat(broker.rack()).contains("left");
        assertThat(broker.endpoint("PLAINTEXT").orElseThrow().port()).isEqualTo(9092);
        assertThat(cluster.events).containsExactly(new Event.BrokerStarted(1, List.of("PLAINTEXT://localhost:9092")));
    }

    @Test
    void a_broker_is_fenced_until_it_has_taken_in_its_own_registration() {
        ClusterFixture cluster = ClusterFixture.empty(Map.of(), Map.of());
        long epoch = cluster.registered(cluster.incarnation(1, Optional.empty(), -1)).brokerEpoch();
        assertThat(cluster.image().broker(1).orElseThrow().fenced()).isTrue();

        BrokerHeartbeatRequestData early = new BrokerHeartbeatRequestData().setBrokerId(1).setBrokerEpoch(epoch).setCurrentMetadataOffset(epoch - 1);
        assertThat(cluster.decide(ground -> new Heartbeat(ground, cluster.sessions, 1, cluster.now).decide(early)).isFenced()).isTrue();
        assertThat(cluster.image().isActive(1)).isFalse();

        assertThat(cluster.heartbeat(1, false, false).isFenced()).isFalse();
        assertThat(cluster.image().isActive(1)).isTrue();
        assertThat(cluster.events).containsExactly(new Event.BrokerUnfenced(1));
    }

    @Test
    void a_broker_that_comes_again_leads_its_partitions_in_a_new_epoch() {
        ClusterFixture cluster = ClusterFixture.ofOne();
        cluster.create("orders", 4, Map.of());
        cluster.now += 9_000;

        cluster.register(1, Optional.empty());

        assertThat(cluster.topic("orders").partitions()).allSatisfy(partition -> {
            assertThat(partition.leader()).isEqualTo(1);
            assertThat(partition.leaderEpoch()).isEqualTo(2); // without a leader in between
        });
    }

    @Test
    void a_second_broker_of_the_same_id_is_not_let_in_while_the_first_is_there() {
        ClusterFixture cluster = ClusterFixture.ofOne();

        assertThat(Errors.forCode(cluster.registered(cluster.incarnation(1, Optional.empty(), -1)).errorCode()))
                .isEqualTo(Errors.DUPLICATE_BROKER_REGISTRATION);

        cluster.now += 9_000;
        assertThat(Errors.forCode(cluster.registered(cluster.incarnation(1, Optional.empty(), -1)).errorCode())).isEqualTo(Errors.NONE);
    }

    @Test
    void a_broker_of_another_cluster_or_one_that_is_too_old_is_not_let_in() {
        ClusterFixture cluster = ClusterFixture.ofOne();

        assertThat(Errors.forCode(cluster.registered(cluster.incarnation(2, Optional.empty(), -1).setClusterId("other")).errorCode()))
                .isEqualTo(Errors.INCONSISTENT_CLUSTER_ID);
        var old = cluster.incarnation(2, Optional.empty(), -1);
        old.features().clear();
        assertThat(Errors.forCode(cluster.registered(old).errorCode())).isEqualTo(Errors.UNSUPPORTED_VERSION);
        assertThat(cluster.image().broker(2)).isEmpty();
    }

    @Test
    void who_comes_again_with_another_folder_has_all_its_replicas_there_and_others_stay_where_they_are() {
        ClusterFixture cluster = ClusterFixture.of("", "", "");
        cluster.createOn("orders", List.of(List.of(1, 2), List.of(1, 3)), Map.of());
        cluster.now += 9_000;

        cluster.registered(cluster.incarnation(2, Optional.empty(), -1).setLogDirs(List.of(ANOTHER_FOLDER)));

        assertThat(cluster.messages()).filteredOn(PartitionChangeRecord.class::isInstance).map(PartitionChangeRecord.class::cast)
                .filteredOn(change -> change.directories() != null).singleElement().satisfies(change -> {
                    assertThat(change.partitionId()).isZero();
                    assertThat(change.directories()).containsExactly(new Uuid(9, 1), ANOTHER_FOLDER);
                });
        assertThat(cluster.image().folders(List.of(1, 2))).containsExactly(new Uuid(9, 1), ANOTHER_FOLDER);
    }

    @Test
    void who_comes_again_with_its_own_folder_says_nothing_of_it() {
        ClusterFixture cluster = ClusterFixture.of("", "");
        cluster.createOn("orders", List.of(List.of(1, 2)), Map.of());
        cluster.now += 9_000;

        cluster.registered(cluster.incarnation(2, Optional.empty(), -1));

        assertThat(cluster.messages()).filteredOn(PartitionChangeRecord.class::isInstance).map(PartitionChangeRecord.class::cast)
                .allSatisfy(change -> assertThat(change.directories()).isNull());
    }

    @Test
    void who_registers_twice_in_one_life_changes_what_it_says_of_itself_and_nothing_else() {
        ClusterFixture cluster = ClusterFixture.ofOne();
        var again = cluster.incarnation(1, Optional.of("attic"), -1)
                .setIncarnationId(cluster.image().broker(1).orElseThrow().registration().incarnation());
        long epoch = cluster.image().broker(1).orElseThrow().epoch();

        assertThat(cluster.registered(again).brokerEpoch()).isEqualTo(epoch);

        assertThat(cluster.image().broker(1).orElseThrow().rack()).contains("attic");
        assertThat(cluster.image().isActive(1)).isTrue();
    }
}
