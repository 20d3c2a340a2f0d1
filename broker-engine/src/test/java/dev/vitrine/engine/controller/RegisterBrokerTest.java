package dev.vitrine.engine.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.metadata.BrokerImage;
import dev.vitrine.engine.metadata.PartitionImage;
import dev.vitrine.engine.observe.Event;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.metadata.FeatureLevelRecord;
import org.apache.kafka.common.metadata.PartitionChangeRecord;
import org.apache.kafka.common.metadata.RegisterBrokerRecord;
import org.junit.jupiter.api.Test;

class RegisterBrokerTest {

    @Test
    void a_new_cluster_begins_with_its_feature_levels() {
        ClusterFixture cluster = ClusterFixture.empty(Map.of(), Map.of("metadata.version", (short) 30));

        cluster.register(1, Optional.of("left"));

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
    void a_broker_that_comes_again_leads_its_partitions_in_a_new_epoch() {
        ClusterFixture cluster = ClusterFixture.of("", "");
        cluster.create("orders", 4, Map.of());
        List<PartitionImage> before = cluster.topic("orders").partitions();

        cluster.register(1, Optional.empty());

        assertThat(cluster.messages()).hasSize(3).filteredOn(PartitionChangeRecord.class::isInstance).hasSize(2);
        assertThat(cluster.topic("orders").partitions()).allSatisfy(partition -> {
            int newEpochs = partition.leader() == 1 ? 1 : 0;
            assertThat(partition.leader()).isEqualTo(before.get(partition.index()).leader());
            assertThat(partition.leaderEpoch()).isEqualTo(newEpochs);
            assertThat(partition.partitionEpoch()).isEqualTo(newEpochs);
        });
    }
}
