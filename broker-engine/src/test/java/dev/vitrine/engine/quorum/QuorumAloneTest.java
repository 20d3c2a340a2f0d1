package dev.vitrine.engine.quorum;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.coordinator.CommittedLog.Appended;
import dev.vitrine.engine.link.InProcessLinks.Way;
import dev.vitrine.engine.link.LinkFault;
import dev.vitrine.engine.observe.QuorumRole;
import dev.vitrine.engine.quorum.QuorumBench.Node;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a broker does that votes alone, beside others or by itself. */
class QuorumAloneTest {

    @Test
    void a_broker_alone_leads_at_once_and_commits_what_it_writes() {
        QuorumBench bench = QuorumBench.of(1).startAll();
        bench.time.settle();
        Node alone = bench.nodes.get(1);

        assertThat(alone.leading).isTrue();
        Appended written = alone.write("orders");

        assertThat(written).isEqualTo(new Appended.At(alone.quorum.highWatermark()));
        assertThat(alone.words.said()).containsExactly("orders");
        assertThat(alone.quorum.voters().ids()).containsExactly(1);
    }

    @Test
    void a_broker_alone_finds_all_again_after_a_loss_of_power_and_begins_another_epoch() {
        QuorumBench bench = QuorumBench.of(1).startAll();
        bench.time.settle();
        Node alone = bench.nodes.get(1);
        alone.write("orders");
        int epoch = alone.quorum.epoch();

        alone.losePower();
        alone.start();
        bench.time.settle();

        assertThat(alone.words.said()).containsExactly("orders");
        assertThat(alone.quorum.epoch()).isGreaterThan(epoch);
        assertThat(alone.leading).isTrue();
    }

    @Test
    void a_broker_alone_waits_for_the_disk_once_at_its_start() {
        QuorumBench bench = QuorumBench.of(1).startAll();
        bench.time.settle();
        assertThat(bench.nodes.get(1).disk.exists(QuorumBench.FOLDER.resolve("quorum-state"))).isFalse();

        QuorumBench three = QuorumBench.of(3).startAll();
        three.elected();
        assertThat(three.nodes.get(3).disk.exists(QuorumBench.FOLDER.resolve("quorum-state"))).isTrue();
    }

    @Test
    void a_folder_that_was_made_alone_goes_on_alone_beside_others() {
        QuorumBench bench = QuorumBench.of(1).startAll();
        bench.time.settle();
        bench.nodes.get(1).write("orders");
        bench.nodes.get(1).stop();

        bench.nodes.get(1).start();
        bench.add(2, Voters.NONE).start();
        bench.add(3, Voters.NONE).start();
        bench.elected();

        assertThat(bench.nodes.get(1).quorum.voters().ids()).containsExactly(1);
        assertThat(bench.nodes.get(1).leading).isTrue();
    }

    @Test
    void a_log_that_was_made_before_there_was_a_quorum_belongs_to_its_broker_alone() {
        QuorumBench bench = QuorumBench.of(3);
        bench.nodes.get(1).hasLogWithoutVoters("old 0", "old 1", "old 2");
        bench.startAll();
        bench.elected();

        assertThat(bench.nodes.get(1).leading).isTrue();
        assertThat(bench.nodes.get(1).quorum.voters().ids()).containsExactly(1);
        assertThat(bench.nodes.get(1).words.said()).containsExactly("old 0", "old 1", "old 2");
        assertThat(bench.nodes.get(1).quorum.epoch()).isGreaterThan(1);
    }

    @Test
    void who_has_copied_but_a_part_of_such_a_log_does_not_take_itself_for_its_owner() {
        QuorumBench bench = QuorumBench.of(1);
        bench.options = new QuorumOptions(QuorumTimes.DEFAULT, 10, 10, SnapshotRules.DEFAULT, false);
        bench.nodes.get(1).hasLogWithoutVoters("old 0", "old 1", "old 2");
        bench.startAll();
        bench.elected();
        Node joining = bench.add(2, Voters.NONE).start();
        for (int to = 1; to <= 2; to++) {
            bench.links.set(new Way(1, to), LinkFault.delay(5));
        }
        bench.await("a part", 1_000, () -> joining.log.endOffset() > 0);
        assertThat(joining.log.endOffset()).isLessThan(3);

        bench.nodes.get(1).kill();
        joining.kill();
        joining.start();
        bench.advance(20_000);

        assertThat(joining.leading).isFalse();
        assertThat(joining.quorum.voters()).isEqualTo(Voters.NONE);
    }

    @Test
    void an_observer_copies_and_does_not_vote() {
        QuorumBench bench = QuorumBench.of(1).startAll();
        bench.add(2, Voters.NONE).start();
        bench.add(3, Voters.NONE).start();
        Node leader = bench.elected();
        leader.write("orders");

        bench.await("observers have it", 1_000, () -> bench.nodes.values().stream().allMatch(node -> node.words.said().equals(List.of("orders"))));
        assertThat(bench.nodes.get(2).quorum.view().role()).isEqualTo(QuorumRole.OBSERVER);

        leader.kill();
        bench.advance(30_000);
        assertThat(bench.leader()).isEmpty();

        leader.start();
        assertThat(bench.elected().id).isEqualTo(1);
        bench.await("they find it again", 5_000, () -> bench.nodes.get(3).quorum.leader().isPresent());
    }
}
