package dev.vitrine.engine.quorum;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.coordinator.CommittedLog.Appended;
import dev.vitrine.engine.link.InProcessLinks.Way;
import dev.vitrine.engine.link.LinkFault;
import dev.vitrine.engine.quorum.QuorumBench.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Brokers that are killed, lose power, stand still, and hear each other late, seldom or not at all: there is never more than one leader in an epoch,
 * nobody votes twice, all agree on what is committed, nothing committed is lost; and when all is well again they go on. Each seed is a story of its own;
 * {@code -Draft.seeds=N} tells more of them, {@code -Draft.seed=N} one alone.
 */
class QuorumPropertyTest {

    private static final int STORIES = Integer.getInteger("raft.seeds", 300);
    private static final int STEPS = 60;

    @Test
    void whatever_happens_the_brokers_agree_and_go_on_when_it_is_over() {
        Integer only = Integer.getInteger("raft.seed");
        for (int seed = only == null ? 0 : only; seed < (only == null ? STORIES : only + 1); seed++) {
            try {
                new Story(seed).tell();
            } catch (AssertionError | RuntimeException broken) {
                throw new AssertionError("-Draft.seed=" + seed, broken);
            }
        }
    }

    private static final class Story {

        private final QuorumBench bench;
        private final Random random;
        private final List<String> acknowledged = new ArrayList<>();
        private int written;

        Story(long seed) {
            this.random = new Random(seed);
            int voters = List.of(1, 2, 3, 3, 3, 5).get(random.nextInt(6));
            this.bench = QuorumBench.of(voters, seed);
            if (random.nextInt(3) == 0) {
                bench.add(voters + 1, Voters.NONE);
            }
            if (random.nextInt(3) == 0) {
                bench.options = QuorumOptions.DEFAULT.joining();
            }
            if (random.nextBoolean()) {
                bench.options = new QuorumOptions(QuorumTimes.DEFAULT, 200, 64, new SnapshotRules(300, 0, 0, -1), random.nextBoolean());
            }
        }

        void tell() {
            bench.startAll();
            for (int i = 0; i < STEPS; i++) {
                happens();
                bench.advance(random.nextInt(4) == 0 ? random.nextInt(3_000) : random.nextInt(100));
            }
            ends();
        }

        private void happens() {
            Node node = List.copyOf(bench.nodes.values()).get(random.nextInt(bench.nodes.size()));
            switch (random.nextInt(12)) {
                case 0 -> down(node, false);
                case 1 -> down(node, true);
                case 2, 3 -> up(node);
                case 4 -> bench.isolate(node.id);
                case 5 -> bench.links.set(new Way(node.id, 1 + random.nextInt(bench.nodes.size())), fault());
                case 6 -> bench.heal();
                case 7 -> freezeOrThaw(node);
                case 8 -> {
                    if (node.runs() && random.nextBoolean()) {
                        node.stop();
                    }
                }
                default -> write(node);
            }
        }

        private LinkFault fault() {
            return new LinkFault(random.nextInt(300), random.nextInt(3) == 0 ? 0.3 : 0, random.nextInt(4) == 0);
        }

        private void down(Node node, boolean power) {
            if (node.runs()) {
                if (power) {
                    node.losePower();
                } else {
                    node.kill();
                }
            }
        }

        private void up(Node node) {
            if (!node.runs()) {
                node.start();
            }
        }

        private void freezeOrThaw(Node node) {
            if (node.runs()) {
                if (random.nextBoolean()) {
                    node.freeze();
                } else {
                    node.thaw();
                }
            }
        }

        /** Somebody who believes that he leads; what he knows to be committed must never be lost. */
        private void write(Node node) {
            Node at = node.runs() && node.leading ? node : bench.leader().orElse(node);
            if (!at.runs() || !at.leading) {
                return;
            }
            String word = "word " + written++;
            if (at.write(word) instanceof Appended.At(long end)) {
                bench.advance(random.nextInt(50));
                if (at.runs() && at.words.said().contains(word)) {
                    assertThat(at.quorum.highWatermark()).isGreaterThanOrEqualTo(end);
                    acknowledged.add(word);
                }
            }
        }

        private void ends() {
            bench.heal();
            bench.nodes.values().forEach(node -> {
                up(node);
                node.thaw();
            });
            bench.advance(1_000);
            bench.elected();
            bench.await("a word that is heard everywhere", 60_000, () -> {
                bench.leader().filter(node -> node.leading).ifPresent(node -> node.write("end"));
                bench.advance(200);
                return bench.nodes.values().stream().allMatch(node -> node.words.said().contains("end"));
            });
            bench.advance(3_000);
            bench.nodes.values().forEach(node -> assertThat(node.words.said()).as("all that was decided").isEqualTo(bench.agreed));
            assertThat(bench.agreed).containsAll(acknowledged);
        }
    }
}
