package dev.vitrine.engine.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.metadata.PartitionImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.apache.kafka.common.message.AlterPartitionReassignmentsRequestData;
import org.apache.kafka.common.message.AlterPartitionReassignmentsRequestData.ReassignablePartition;
import org.apache.kafka.common.message.AlterPartitionReassignmentsRequestData.ReassignableTopic;

/** Brokers come, crash, stop and fall silent in any order, leaders shrink and expand, replicas move: what must hold of a partition always does. */
class RandomTurnsTest {

    private static final int BROKERS = 4;
    private static final int TURNS = 60;

    @Property(tries = 300)
    @Label("whoever leads by right has all that was acknowledged")
    void a_leader_has_everything_and_epochs_only_grow(@ForAll long seed) {
        Random random = new Random(seed);
        ClusterFixture cluster = ClusterFixture.withEligibleReplicas(BROKERS, Map.of("min.insync.replicas", "2"));
        cluster.createOn("orders", List.of(List.of(1, 2, 3), List.of(2, 3, 4), List.of(4, 1, 2)), Map.of());
        for (int turn = 0; turn < TURNS; turn++) {
            List<PartitionImage> before = cluster.topic("orders").partitions();
            turn(cluster, random);
            for (PartitionImage partition : cluster.topic("orders").partitions()) {
                hold(cluster, before.get(partition.index()), partition);
            }
        }
    }

    private static void turn(ClusterFixture cluster, Random random) {
        int broker = 1 + random.nextInt(BROKERS);
        cluster.now += random.nextInt(3_000);
        switch (random.nextInt(6)) {
            case 0 -> cluster.silence(broker);
            case 1 -> cluster.heartbeat(broker, false, cluster.image().broker(broker).orElseThrow().shuttingDown()); // nobody goes back on that
            case 2 -> cluster.heartbeat(broker, false, true);
            case 3 -> {
                cluster.now += 9_000;
                long epoch = random.nextBoolean() ? cluster.image().broker(broker).orElseThrow().epoch() : -1;
                cluster.registered(cluster.incarnation(broker, Optional.empty(), epoch));
            }
            case 4 -> inSync(cluster, random);
            default -> move(cluster, random);
        }
    }

    private static void inSync(ClusterFixture cluster, Random random) {
        PartitionImage partition = cluster.partition("orders", random.nextInt(3));
        if (partition.hasLeader()) {
            List<Integer> wanted = new ArrayList<>(partition.replicas().stream()
                    .filter(id -> id == partition.leader() || cluster.image().isActive(id) && random.nextBoolean()).toList());
            cluster.inSync("orders", partition.index(), wanted);
        }
    }

    private static void move(ClusterFixture cluster, Random random) {
        int index = random.nextInt(3);
        TreeSet<Integer> to = new TreeSet<>();
        while (to.size() < 2) {
            to.add(1 + random.nextInt(BROKERS));
        }
        ReassignableTopic topic = new ReassignableTopic().setName("orders");
        topic.partitions().add(new ReassignablePartition().setPartitionIndex(index).setReplicas(random.nextInt(3) == 0 ? null : List.copyOf(to)));
        AlterPartitionReassignmentsRequestData request = new AlterPartitionReassignmentsRequestData();
        request.topics().add(topic);
        cluster.decide(ground -> new AlterReassignments(ground).decide(request));
    }

    private static void hold(ClusterFixture cluster, PartitionImage before, PartitionImage now) {
        assertThat(now.replicas()).doesNotHaveDuplicates().containsAll(now.inSync()).containsAll(now.eligible().replicas());
        assertThat(now.inSync()).doesNotHaveDuplicates();
        assertThat(now.eligible().replicas()).noneMatch(now.inSync()::contains);
        assertThat(now.leaderEpoch()).isGreaterThanOrEqualTo(before.leaderEpoch());
        if (now.hasLeader()) {
            assertThat(now.inSync()).contains(now.leader());
            assertThat(cluster.image().isActive(now.leader())).isTrue();
        } else {
            assertThat(now.inSync()).isEmpty();
        }
        if (now.leader() != before.leader()) {
            assertThat(now.leaderEpoch()).isGreaterThan(before.leaderEpoch());
            boolean moved = before.moving().underWay() && !now.moving().underWay(); // the leader before has just said that they are in sync
            if (now.hasLeader() && !now.recovering() && !moved) {
                List<Integer> everything = new ArrayList<>(before.inSync());
                everything.addAll(before.eligible().replicas());
                assertThat(everything).contains(now.leader());
            }
        }
    }
}
