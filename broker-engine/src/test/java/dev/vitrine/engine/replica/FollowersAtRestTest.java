package dev.vitrine.engine.replica;

import static dev.vitrine.engine.replica.ReplicaCluster.PARTITION;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Followers say nothing of partitions where nothing happens, and leaders don't look at them (KIP-227): three brokers in virtual time. */
class FollowersAtRestTest {

    private static final Acks ALL = Acks.all(5_000);
    private static final long AN_HOUR = 3_600_000;

    private final ReplicaCluster cluster = new ReplicaCluster(1);

    private void three(int partitions, Map<String, String> configs) {
        for (int broker = 1; broker <= 3; broker++) {
            cluster.start(broker);
        }
        cluster.createPartitions(partitions, configs, 1, 2, 3);
        cluster.time.advance(5_000);
    }

    private ReplicaNode node(int broker) {
        return cluster.nodes.get(broker);
    }

    @Test
    void beside_a_thousand_idle_partitions_a_busy_one_is_all_that_is_looked_at() {
        three(1_000, Map.of("min.insync.replicas", "3"));
        node(1).lookedAt.clear();
        for (int i = 0; i < 10; i++) {
            var answer = cluster.produce("r" + i, ALL);
            cluster.time.settle();
            assertThat(answer).isDone();
        }
        cluster.time.advance(5_000);
        assertThat(node(1).lookedAt).containsExactly(PARTITION);
        assertThat(node(3).committed(0)).hasSize(10);
    }

    @Test
    void who_rested_for_an_hour_has_all_its_time_to_fetch_what_comes_then() {
        three(2, Map.of("min.insync.replicas", "2"));
        cluster.time.advance(AN_HOUR);
        cluster.cut(1, 3);
        cluster.produce("a", Acks.all(60_000));
        cluster.time.advance(20_000);
        assertThat(cluster.partitionNow().orElseThrow().inSync()).contains(3);
        cluster.heal(1, 3);
        cluster.time.advance(9_000);
        assertThat(node(3).committed(0)).containsExactly("0: a");
        assertThat(cluster.partitionNow().orElseThrow().inSync()).contains(3);
    }

    @Test
    void who_is_cut_off_at_rest_is_in_sync_until_something_comes_and_no_longer() {
        three(1, Map.of("min.insync.replicas", "2"));
        cluster.cut(1, 3);
        cluster.time.advance(AN_HOUR);
        assertThat(cluster.partitionNow().orElseThrow().inSync()).contains(3);
        var answer = cluster.produce("a", Acks.all(60_000));
        cluster.time.advance(20_000);
        assertThat(answer).isDone();
        assertThat(cluster.partitionNow().orElseThrow().inSync()).containsExactly(1, 2);
    }

    @Test
    void who_was_fenced_at_rest_comes_in_sync_again_without_a_record() {
        three(1, Map.of());
        cluster.fence(3);
        cluster.time.advance(5_000);
        assertThat(cluster.partitionNow().orElseThrow().inSync()).containsExactly(1, 2);
        cluster.unfence(3);
        cluster.time.advance(1_000);
        assertThat(cluster.partitionNow().orElseThrow().inSync()).contains(3);
    }

    @Test
    void where_retention_moves_the_start_of_a_log_at_rest_its_followers_follow() {
        three(1, Map.of("retention.ms", "10000"));
        cluster.produce("written in 1970", ALL);
        cluster.time.advance(5_000);
        node(1).partitions.clean();
        cluster.time.advance(100);
        assertThat(node(1).partition().log().startOffset()).isEqualTo(1);
        assertThat(node(3).partition().log().startOffset()).isEqualTo(1);
        assertThat(node(1).partition().replicas()).extracting("logStartOffset").containsOnly(1L);
    }

    @Test
    void a_leader_that_comes_again_is_asked_for_all_anew() {
        three(50, Map.of("min.insync.replicas", "2"));
        cluster.kill(1);
        cluster.time.advance(1_000);
        cluster.start(1);
        cluster.time.advance(10_000);
        cluster.moveLeader(1);
        cluster.time.advance(1_000);
        var answer = cluster.produce("a", ALL);
        cluster.time.advance(100);
        assertThat(answer).isDone();
        assertThat(node(2).committed(0)).containsExactly("0: a");
        assertThat(node(1).partitions.replica(new TopicPartition(ReplicaCluster.TOPIC, 49)).orElseThrow().replicas())
                .as("the others were led by this broker all the time").extracting("endOffset").containsOnly(0L);
    }
}
