package dev.vitrine.engine.quorum;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.coordinator.CommittedLog.Appended;
import dev.vitrine.engine.link.InProcessLinks.Way;
import dev.vitrine.engine.link.LinkFault;
import dev.vitrine.engine.link.Question;
import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.observe.QuorumRole;
import dev.vitrine.engine.quorum.QuorumBench.Node;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.AddRaftVoterRequestData;
import org.apache.kafka.common.message.AddRaftVoterResponseData;
import org.apache.kafka.common.message.DescribeQuorumResponseData;
import org.apache.kafka.common.message.DescribeQuorumResponseData.ReplicaState;
import org.apache.kafka.common.message.RemoveRaftVoterRequestData;
import org.apache.kafka.common.message.RemoveRaftVoterResponseData;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

/** What brokers with a quorum among them do, event by event. */
class QuorumTest {

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
    void the_leader_describes_to_anybody_who_votes_who_looks_on_and_how_far_each_is() {
        QuorumBench bench = QuorumBench.of(3).startAll();
        bench.add(4, Voters.NONE).start();
        Node leader = bench.elected();
        leader.write("orders");
        bench.advance(1_000);

        DescribeQuorumResponseData.PartitionData described = described(bench, bench.nodes.get(4));

        assertThat(described.leaderId()).isEqualTo(leader.id);
        assertThat(described.highWatermark()).isEqualTo(leader.log.endOffset());
        assertThat(described.currentVoters()).extracting(ReplicaState::replicaId).containsExactly(1, 2, 3);
        assertThat(described.observers()).extracting(ReplicaState::replicaId).containsExactly(4);
        assertThat(described.currentVoters()).allSatisfy(voter -> {
            assertThat(voter.logEndOffset()).isEqualTo(leader.log.endOffset());
            assertThat(voter.lastCaughtUpTimestamp()).isBetween(bench.time.millis() - 1_000, bench.time.millis());
        });
    }

    private static DescribeQuorumResponseData.PartitionData described(QuorumBench bench, Node leader) {
        var asked = leader.quorum.describe().toCompletableFuture();
        bench.advance(10);
        Optional<DescribeQuorumResponseData.PartitionData> answer = asked.join();
        return answer.orElseThrow();
    }

    @Test
    void brokers_that_join_come_to_vote_one_after_another() {
        QuorumBench bench = QuorumBench.of(1);
        bench.options = QuorumOptions.DEFAULT.joining();
        bench.startAll();
        bench.elected().write("orders");
        bench.add(2, Voters.NONE).start();
        bench.add(3, Voters.NONE).start();

        bench.await("three vote", 5_000, () -> bench.nodes.values().stream()
                .allMatch(node -> node.quorum.voters().ids().equals(Set.of(1, 2, 3))));
        bench.nodes.get(1).kill();

        assertThat(bench.elected().words.said()).containsExactly("orders");
    }

    @Test
    void a_broker_that_lost_its_disk_votes_again_only_after_it_has_joined_anew() {
        QuorumBench bench = QuorumBench.of(3);
        bench.options = QuorumOptions.DEFAULT.joining();
        bench.startAll();
        Node leader = bench.elected();
        leader.write("orders");
        bench.advance(200);
        Node lost = bench.nodes.values().stream().filter(node -> node != leader).findFirst().orElseThrow();
        lost.kill();
        lost.disk.deleteTree(Path.of("/data"));
        ReplicaKey anew = new ReplicaKey(lost.id, new Uuid(8, lost.id));

        lost.start(anew);

        bench.await("it votes with its new folder", 10_000, () -> leader.quorum.voters().contains(anew));
        bench.await("it has all", 1_000, () -> lost.words.said().equals(List.of("orders")) && lost.quorum.voters().contains(anew));
    }

    @Test
    void a_leader_that_is_voted_out_goes_when_that_is_decided() {
        QuorumBench bench = QuorumBench.of(3).startAll();
        Node leader = bench.elected();
        bench.advance(200);

        RemoveRaftVoterResponseData answer = ask(bench, leader, new RemoveRaftVoterRequestData()
                .setClusterId(QuorumBench.CLUSTER).setVoterId(leader.id).setVoterDirectoryId(QuorumBench.key(leader.id).directory()));

        assertThat(answer.errorCode()).isEqualTo(Errors.NONE.code());
        assertThat(bench.elected().id).isNotEqualTo(leader.id);
        bench.await("it looks on", 5_000, () -> leader.quorum.view().role() == QuorumRole.OBSERVER && leader.quorum.leader().isPresent());
    }

    @Test
    void the_last_voter_stays_and_nobody_is_added_twice_or_before_it_has_copied() {
        QuorumBench bench = QuorumBench.of(1).startAll();
        Node leader = bench.elected();

        RemoveRaftVoterResponseData last = ask(bench, leader, new RemoveRaftVoterRequestData()
                .setClusterId(QuorumBench.CLUSTER).setVoterId(1).setVoterDirectoryId(QuorumBench.key(1).directory()));
        AddRaftVoterResponseData twice = ask(bench, leader, new AddRaftVoterRequestData()
                .setClusterId(QuorumBench.CLUSTER).setVoterId(1).setVoterDirectoryId(QuorumBench.key(1).directory()).setTimeoutMs(100));
        AddRaftVoterResponseData unheard = ask(bench, leader, new AddRaftVoterRequestData()
                .setClusterId(QuorumBench.CLUSTER).setVoterId(2).setVoterDirectoryId(QuorumBench.key(2).directory()).setTimeoutMs(100));

        assertThat(last.errorCode()).isEqualTo(Errors.VOTER_NOT_FOUND.code());
        assertThat(twice.errorCode()).isEqualTo(Errors.DUPLICATE_VOTER.code());
        assertThat(unheard.errorCode()).isEqualTo(Errors.REQUEST_TIMED_OUT.code());
    }

    @SuppressWarnings("unchecked")
    private static <A extends ApiMessage> A ask(QuorumBench bench, Node node, ApiMessage question) {
        CompletableFuture<ApiMessage> answer = node.quorum.asked(9, new Question(question, (short) 0)).toCompletableFuture();
        bench.await("an answer", 2_000, answer::isDone);
        return (A) answer.join();
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
