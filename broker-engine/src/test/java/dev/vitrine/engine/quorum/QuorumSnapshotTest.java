package dev.vitrine.engine.quorum;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.quorum.QuorumBench.Node;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Snapshots take the place of the beginning of the log (KIP-630). */
class QuorumSnapshotTest {

    @Test
    void one_far_behind_is_given_the_snapshot_in_pieces_and_then_the_rest_of_the_log() {
        QuorumBench bench = QuorumBench.of(3);
        bench.options = new QuorumOptions(QuorumTimes.DEFAULT, 1 << 20, 100, new SnapshotRules(400, 0, 0, -1), false);
        bench.startAll();
        Node leader = bench.elected();
        Node behind = bench.nodes.values().stream().filter(node -> node != leader).findFirst().orElseThrow();
        bench.advance(100);
        behind.kill();
        for (int i = 0; i < 60; i++) {
            leader.write("topic " + i);
            bench.advance(10);
        }
        assertThat(leader.log.startOffset()).isPositive();

        behind.start();
        bench.await("it has all", 5_000, () -> behind.words.said().equals(leader.words.said()));
        assertThat(behind.log.startOffset()).isPositive();
        leader.write("one more");
        bench.await("it goes on from there", 1_000, () -> behind.words.said().contains("one more"));

        behind.losePower();
        behind.start();
        bench.await("and finds it again", 5_000, () -> behind.words.said().equals(leader.words.said()));
        assertThat(behind.quorum.voters().ids()).containsExactly(1, 2, 3);
    }

    @Test
    void a_broker_alone_starts_from_its_snapshot_and_its_controller_reads_both() throws Exception {
        QuorumBench bench = QuorumBench.of(1);
        bench.options = new QuorumOptions(QuorumTimes.DEFAULT, 1 << 20, 1 << 20, new SnapshotRules(400, 0, 0, -1), false);
        bench.startAll();
        bench.time.settle();
        Node alone = bench.nodes.get(1);
        for (int i = 0; i < 30; i++) {
            alone.write("topic " + i);
            bench.time.settle();
        }
        List<String> before = List.copyOf(alone.words.said());
        assertThat(alone.log.startOffset()).isPositive();

        alone.losePower();
        alone.start();
        bench.time.settle();

        assertThat(alone.words.said()).isEqualTo(before);
        Words read = new Words(bench.agreed, bench.violations::add);
        long next = alone.quorum.log().startOffset();
        while (next < alone.quorum.log().committedOffset()) {
            next = alone.quorum.log().read(next, 100, (offset, key, value) -> read.replay(value));
        }
        assertThat(read.said()).isEqualTo(before);
        assertThat(bench.violations).isEmpty();
    }

    @Test
    void the_log_rolls_as_its_settings_say_and_segments_below_a_snapshot_go() throws Exception {
        QuorumBench bench = QuorumBench.of(1);
        bench.settings = Map.of("internal.metadata.log.segment.bytes", "300");
        bench.options = new QuorumOptions(QuorumTimes.DEFAULT, 1 << 20, 1 << 20, new SnapshotRules(1_000, 0, 0, -1), false);
        bench.startAll();
        bench.time.settle();
        Node alone = bench.nodes.get(1);
        for (int i = 0; i < 60; i++) {
            alone.write("topic " + i);
            bench.time.settle();
        }

        List<String> segments = alone.disk.list(QuorumBench.FOLDER).stream().map(file -> file.getFileName().toString())
                .filter(file -> file.endsWith(".log")).sorted().toList();
        assertThat(segments).hasSizeBetween(2, 10);
        assertThat(segments.getFirst()).isGreaterThan("00000000000000000000.log").isLessThanOrEqualTo("%020d.log".formatted(alone.log.startOffset()));

        List<String> before = List.copyOf(alone.words.said());
        alone.losePower();
        alone.start();
        bench.time.settle();
        assertThat(alone.words.said()).isEqualTo(before);
    }
}
