package dev.vitrine.engine.quorum;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.coordinator.CommittedLog.Appended;
import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.observe.QuorumRole;
import dev.vitrine.engine.quorum.QuorumBench.Node;
import java.util.List;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

/** Who comes to lead, what is committed then, and who follows when a leader is gone: event by event. */
class QuorumElectionTest {

    @Test
    void three_brokers_that_start_together_have_a_leader_within_a_blink() {
        QuorumBench bench = QuorumBench.of(3).startAll();

        bench.await("a leader that all follow", 200, () -> bench.leader().filter(node -> node.leading).isPresent()
                && bench.nodes.values().stream().allMatch(node -> node.quorum.leader().isPresent()));

        assertThat(bench.events).anyMatch(event -> event instanceof Event.QuorumLeaderElected);
        assertThat(bench.events).anyMatch(event -> event instanceof Event.VoteCast vote && vote.preVote() && vote.granted());
    }

    @Test
    void brokers_that_all_start_again_have_a_leader_within_a_blink_whether_the_former_one_is_among_them_or_not() {
        QuorumBench bench = QuorumBench.of(3).startAll();
        Node former = bench.elected();
        former.write("orders");
        bench.advance(1_000);
        bench.nodes.values().forEach(Node::losePower);

        bench.startAll();
        bench.await("a leader again", 200, () -> bench.leader().filter(node -> node.leading).isPresent());
        Node second = bench.leader().orElseThrow();
        bench.advance(1_000);
        bench.nodes.values().forEach(Node::kill);
        bench.nodes.values().stream().filter(node -> node != second).forEach(Node::start);

        bench.await("a leader of two", 500, () -> bench.leader().filter(node -> node.leading).isPresent());
        assertThat(bench.leader().orElseThrow().words.said()).containsExactly("orders");
    }

    @Test
    void what_a_majority_has_is_committed_everywhere() {
        QuorumBench bench = QuorumBench.of(3).startAll();
        Node leader = bench.elected();

        leader.write("orders");
        leader.write("payments");

        bench.await("everybody has it", 100, () -> bench.nodes.values().stream()
                .allMatch(node -> node.words.said().equals(List.of("orders", "payments"))));
    }

    @Test
    void a_leader_without_followers_commits_nothing_and_gives_up_in_the_end() {
        QuorumBench bench = QuorumBench.of(3).startAll();
        Node leader = bench.elected();
        bench.advance(100);
        long committed = leader.quorum.highWatermark();

        bench.isolate(leader.id);
        leader.write("lost");
        bench.advance(5_000);

        assertThat(leader.quorum.highWatermark()).isEqualTo(committed);
        assertThat(leader.quorum.view().role()).isNotEqualTo(QuorumRole.LEADER);
        assertThat(leader.write("refused")).isEqualTo(new Appended.Refused(Errors.NOT_LEADER_OR_FOLLOWER));
        assertThat(bench.elected().id).isNotEqualTo(leader.id);
    }

    @Test
    void what_was_never_committed_is_cut_off_when_its_leader_comes_back() {
        QuorumBench bench = QuorumBench.of(3).startAll();
        Node former = bench.elected();
        bench.advance(100);
        bench.isolate(former.id);
        former.write("lost");
        former.write("lost too");
        bench.await("another leader", 10_000, () -> bench.leader().filter(node -> node != former && node.leading).isPresent());
        bench.leader().orElseThrow().write("kept");

        bench.heal();
        bench.await("the former leader has what was decided", 10_000, () -> former.words.said().equals(List.of("kept")));

        assertThat(bench.events).anyMatch(event -> event instanceof Event.FollowerTruncated cut && cut.broker() == former.id);
    }

    @Test
    void a_leader_that_stops_hands_over_at_once() {
        QuorumBench bench = QuorumBench.of(3).startAll();
        Node former = bench.elected();
        bench.advance(1_000);

        former.stop();

        bench.await("another leader", 200, () -> bench.leader().filter(node -> node.leading).isPresent());
    }

    @Test
    void a_leader_that_is_killed_is_followed_by_another_when_it_has_been_missed_for_the_fetch_timeout() {
        QuorumBench bench = QuorumBench.of(3).startAll();
        Node former = bench.elected();
        bench.advance(1_000);

        former.kill();

        bench.await("another leader", 2_000 + 2_000, () -> bench.leader().filter(node -> node.leading).isPresent());
    }

    @Test
    void a_follower_that_was_away_disturbs_no_leader_when_it_comes_back() {
        QuorumBench bench = QuorumBench.of(3).startAll();
        Node leader = bench.elected();
        int epoch = leader.quorum.epoch();
        Node away = bench.nodes.values().stream().filter(node -> node != leader).findFirst().orElseThrow();

        bench.isolate(away.id);
        bench.advance(20_000);
        leader.write("orders");
        bench.heal();
        bench.await("it has caught up", 5_000, () -> away.words.said().equals(List.of("orders")));

        assertThat(leader.quorum.view().role()).isEqualTo(QuorumRole.LEADER);
        assertThat(leader.quorum.epoch()).isEqualTo(epoch);
    }

    @Test
    void one_who_lacks_what_is_committed_is_not_elected() {
        QuorumBench bench = QuorumBench.of(3).startAll();
        Node leader = bench.elected();
        bench.advance(1_000);
        Node behind = bench.nodes.values().stream().filter(node -> node != leader).findFirst().orElseThrow();
        bench.isolate(behind.id);
        leader.write("orders");
        bench.advance(100);

        leader.kill();
        bench.heal();
        Node next = bench.elected();

        assertThat(next.id).isNotEqualTo(behind.id);
        assertThat(next.words.said()).containsExactly("orders");
    }

    @Test
    void a_frozen_leader_is_replaced_and_steps_back_when_it_thaws() {
        QuorumBench bench = QuorumBench.of(3).startAll();
        Node frozen = bench.elected();
        bench.advance(500);

        frozen.freeze();
        bench.await("another leader", 10_000, () -> bench.leader().filter(node -> node != frozen && node.leading).isPresent());
        frozen.thaw();

        bench.await("it follows", 5_000, () -> frozen.quorum.leader().isPresent() && frozen.quorum.leader().getAsInt() != frozen.id);
    }
}
