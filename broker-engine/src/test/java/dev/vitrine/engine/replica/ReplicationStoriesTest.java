package dev.vitrine.engine.replica;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.link.InProcessLinks.Way;
import dev.vitrine.engine.link.LinkFault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Random faults, from a seed, in virtual time. After every step: what is committed is the same everywhere and for ever (P3, P4), and an epoch has one
 * leader. In the end, when all is well again: what was acknowledged is there (P1), once, in the order sent (P5). {@code -Dreplication.seeds=N} tells more
 * of them, {@code -Dreplication.seed=N} this one.
 */
class ReplicationStoriesTest {

    private static final int BROKERS = 3;
    private static final int STEPS = 120;
    private static final int SEEDS = Integer.getInteger("replication.seeds", 150);

    @Test
    void nothing_acknowledged_is_lost_doubled_or_reordered_whatever_happens_to_brokers_and_links() {
        Integer one = Integer.getInteger("replication.seed");
        for (int seed = one == null ? 1 : one; seed <= (one == null ? SEEDS : one); seed++) {
            new Story(seed).tell();
        }
    }

    private static final class Story {

        private final int seed;
        private final Random random;
        private final ReplicaCluster cluster;
        private final List<IdempotentProducer> producers = new ArrayList<>();
        private final Set<Integer> frozen = new HashSet<>();
        private final Map<Long, String> committed = new HashMap<>();
        private final Map<ReplicaNode, Long> checked = new HashMap<>();
        private final List<String> told = new ArrayList<>();

        Story(int seed) {
            this.seed = seed;
            this.random = new Random(seed);
            this.cluster = new ReplicaCluster(seed);
        }

        void tell() {
            cluster.imagesTakeUpTo(random.nextInt(1, 400));
            for (int broker = 1; broker <= BROKERS; broker++) {
                cluster.start(broker);
            }
            cluster.createTopic(Map.of("min.insync.replicas", "2"), 1, 2, 3);
            cluster.time.advance(1_000);
            producers.add(new IdempotentProducer(cluster, 1));
            producers.add(new IdempotentProducer(cluster, 2));
            for (int i = 0; i < STEPS; i++) {
                something();
                producers.forEach(producer -> producer.step(1 + random.nextInt(BROKERS), true));
                cluster.time.advance(random.nextInt(4) == 0 ? random.nextInt(20_000) : random.nextInt(300));
                check();
            }
            mend();
            checkTheEnd();
        }

        private void something() {
            int broker = 1 + random.nextInt(BROKERS);
            int other = 1 + random.nextInt(BROKERS);
            switch (random.nextInt(12)) {
                case 0 -> kill(broker);
                case 1, 2 -> start(broker);
                case 3 -> freeze(broker);
                case 4 -> thaw(broker);
                case 5 -> fault(broker, other, LinkFault.CUT);
                case 6 -> fault(broker, other, new LinkFault(random.nextInt(1_500), random.nextDouble() / 2, false));
                case 7, 8 -> fault(broker, other, LinkFault.NONE);
                case 9 -> cluster.moveLeader(broker);
                default -> { }
            }
        }

        private void kill(int broker) {
            if (cluster.isRunning(broker)) {
                told.add("kill " + broker);
                frozen.remove(broker);
                cluster.kill(broker);
                producers.forEach(IdempotentProducer::disconnect);
            }
        }

        private void start(int broker) {
            if (!cluster.isRunning(broker)) {
                told.add("start " + broker);
                cluster.start(broker);
            }
        }

        private void freeze(int broker) {
            if (cluster.isRunning(broker) && frozen.add(broker)) {
                told.add("freeze " + broker);
                cluster.freeze(broker);
            }
        }

        private void thaw(int broker) {
            if (frozen.remove(broker)) {
                told.add("thaw " + broker);
                cluster.thaw(broker);
            }
        }

        private void fault(int from, int to, LinkFault fault) {
            told.add(from + "→" + to + " " + fault);
            cluster.links.set(new Way(from, to), fault);
        }

        private void mend() {
            for (int broker = 1; broker <= BROKERS; broker++) {
                for (int other = 1; other <= BROKERS; other++) {
                    fault(broker, other, LinkFault.NONE);
                }
                thaw(broker);
                start(broker);
            }
            told.add("all is well again");
            for (int i = 0; i < 600 && !producers.stream().allMatch(IdempotentProducer::isIdle); i++) {
                producers.forEach(producer -> producer.step(1 + random.nextInt(BROKERS), false));
                cluster.time.advance(200);
                check();
            }
            cluster.time.advance(60_000);
        }

        private void check() {
            Map<Integer, Integer> leaders = new HashMap<>();
            cluster.nodes.forEach((id, node) -> {
                Partition partition = cluster.isRunning(id) ? node.partitions.replica(ReplicaCluster.PARTITION).orElse(null) : null;
                if (partition == null) {
                    return;
                }
                if (partition.role() instanceof Leader leader) {
                    assertThat(leaders.put(leader.epoch(), id)).as("another leader of epoch %d; %s", leader.epoch(), this).isNull();
                }
                long from = checked.getOrDefault(node, 0L);
                for (String record : node.committed(from)) {
                    long offset = Long.parseLong(record.substring(0, record.indexOf(':')));
                    assertThat(committed.putIfAbsent(offset, record)).as("committed on broker %d; %s", id, this).isIn(null, record);
                }
                checked.put(node, Math.max(from, partition.highWatermark()));
            });
        }

        private void checkTheEnd() {
            check();
            List<String> log = cluster.nodes.get(1).all();
            for (int broker = 1; broker <= BROKERS; broker++) {
                ReplicaNode node = cluster.nodes.get(broker);
                assertThat(node.all()).as("log of broker %d; %s", broker, this).isEqualTo(log);
                assertThat(node.partition().highWatermark()).as("all is committed on %d; %s", broker, this).isEqualTo(node.partition().log().endOffset());
            }
            assertThat(cluster.partitionNow().orElseThrow().inSync()).as("all are in sync; %s", this).containsExactlyInAnyOrder(1, 2, 3);
            List<String> values = log.stream().map(record -> record.substring(record.indexOf(' ') + 1)).toList();
            assertThat(values).as("nothing is there twice; %s", this).doesNotHaveDuplicates();
            for (IdempotentProducer producer : producers) {
                assertThat(producer.isIdle()).as("all is acknowledged; %s", this).isTrue();
                producer.acknowledged().forEach((value, offset) ->
                        assertThat(log).as("acknowledged; %s", this).contains(offset + ": " + value));
                assertThat(values).as("in the order sent; %s", this).containsSubsequence(producer.acknowledged().keySet());
            }
        }

        @Override
        public String toString() {
            return "seed " + seed + ": " + told;
        }
    }
}
