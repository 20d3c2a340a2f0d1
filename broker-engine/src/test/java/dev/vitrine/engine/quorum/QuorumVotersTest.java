package dev.vitrine.engine.quorum;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.link.Question;
import dev.vitrine.engine.observe.QuorumRole;
import dev.vitrine.engine.quorum.QuorumBench.Node;
import java.nio.file.Path;
import java.util.List;
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

/** Who votes, and how that changes (KIP-853). */
class QuorumVotersTest {

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

        assertThat(remove(bench, leader.id)).isEqualTo(Errors.NONE);

        assertThat(bench.elected().id).isNotEqualTo(leader.id);
        bench.await("it looks on", 5_000, () -> leader.quorum.view().role() == QuorumRole.OBSERVER && leader.quorum.leader().isPresent());
    }

    @Test
    void who_is_voted_out_while_it_is_away_counts_no_more_and_can_be_voted_in_again_when_it_has_all() {
        QuorumBench bench = QuorumBench.of(3).startAll();
        Node leader = bench.elected();
        bench.advance(200);
        Node away = bench.nodes.get(leader.id == 3 ? 2 : 3);
        Node other = bench.nodes.values().stream().filter(node -> node != away && node != leader).findFirst().orElseThrow();
        away.kill();

        assertThat(remove(bench, away.id)).isEqualTo(Errors.NONE);
        assertThat(leader.quorum.voters().ids()).containsExactlyInAnyOrder(leader.id, other.id);
        assertThat(add(bench, away.id)).as("it is not there").isEqualTo(Errors.REQUEST_TIMED_OUT);
        leader.write("orders");
        away.start();
        bench.await("it looks on", 5_000, () -> away.words.said().equals(List.of("orders")));

        assertThat(add(bench, away.id)).isEqualTo(Errors.NONE);
        other.kill();
        leader.write("payments");
        bench.await("two of three decide", 5_000, () -> away.words.said().equals(List.of("orders", "payments")));
    }

    @Test
    void one_change_at_a_time_and_a_leader_that_loses_its_followers_over_it_says_so() {
        QuorumBench bench = QuorumBench.of(3).startAll();
        Node leader = bench.elected();
        bench.advance(200);
        Node first = bench.nodes.get(leader.id % 3 + 1);
        Node second = bench.nodes.get(first.id % 3 + 1);
        bench.isolate(leader.id);

        CompletableFuture<ApiMessage> removed = leader.quorum.asked(9, new Question(removal(first.id), (short) 0)).toCompletableFuture();
        bench.advance(10);
        assertThat(removed).isNotDone();
        assertThat(bench.ask(leader, removal(second.id), RemoveRaftVoterResponseData.class).errorCode())
                .isEqualTo(Errors.REQUEST_TIMED_OUT.code());
        bench.advance(5_000);

        assertThat(removed.join()).isEqualTo(new RemoveRaftVoterResponseData().setErrorCode(Errors.NOT_LEADER_OR_FOLLOWER.code())
                .setErrorMessage(Errors.NOT_LEADER_OR_FOLLOWER.message()));
        bench.heal();
        Node next = bench.elected();
        bench.await("it is taken back", 5_000, () -> leader.quorum.voters().equals(next.quorum.voters()));
        assertThat(next.quorum.voters().ids()).containsExactly(1, 2, 3);
    }

    @Test
    void who_does_not_wait_for_the_commit_is_answered_when_it_is_written() {
        QuorumBench bench = QuorumBench.of(1).startAll();
        Node leader = bench.elected();
        bench.add(2, Voters.NONE).start();
        bench.await("it looks on", 1_000, () -> bench.nodes.get(2).log.endOffset() == leader.log.endOffset());
        AddRaftVoterRequestData request = addition(2).setAckWhenCommitted(false);
        CompletableFuture<ApiMessage> added = leader.quorum.asked(9, new Question(request, (short) 1)).toCompletableFuture();

        bench.await("an answer", 2_000, added::isDone);
        assertThat(added.join()).isEqualTo(new AddRaftVoterResponseData().setErrorMessage(null));
        bench.await("two vote", 2_000, () -> leader.quorum.voters().ids().equals(Set.of(1, 2)));
    }

    @Test
    void the_last_voter_stays_and_nobody_is_added_twice_or_before_it_has_copied() {
        QuorumBench bench = QuorumBench.of(1).startAll();
        bench.elected();

        assertThat(remove(bench, 1)).isEqualTo(Errors.VOTER_NOT_FOUND);
        assertThat(add(bench, 1)).isEqualTo(Errors.DUPLICATE_VOTER);
        assertThat(add(bench, 2)).isEqualTo(Errors.REQUEST_TIMED_OUT);
    }

    @Test
    void what_names_no_voter_or_no_way_to_it_is_invalid_and_followers_send_elsewhere() {
        QuorumBench bench = QuorumBench.of(3).startAll();
        Node leader = bench.elected();
        bench.advance(100);
        Node follower = bench.nodes.get(leader.id % 3 + 1);

        assertThat(added(bench, leader, addition(9).setClusterId("another"))).isEqualTo(Errors.INCONSISTENT_CLUSTER_ID);
        assertThat(added(bench, leader, addition(9).setVoterId(-1))).isEqualTo(Errors.INVALID_REQUEST);
        assertThat(added(bench, leader, addition(9).setVoterDirectoryId(Uuid.ZERO_UUID))).isEqualTo(Errors.INVALID_REQUEST);
        AddRaftVoterRequestData unreachable = addition(9);
        unreachable.listeners().clear();
        assertThat(added(bench, leader, unreachable)).isEqualTo(Errors.INVALID_REQUEST);
        assertThat(added(bench, follower, addition(9))).isEqualTo(Errors.NOT_LEADER_OR_FOLLOWER);
    }

    private static Errors add(QuorumBench bench, int id) {
        return added(bench, bench.elected(), addition(id));
    }

    private static Errors added(QuorumBench bench, Node asked, AddRaftVoterRequestData request) {
        return Errors.forCode(bench.ask(asked, request, AddRaftVoterResponseData.class).errorCode());
    }

    private static AddRaftVoterRequestData addition(int id) {
        AddRaftVoterRequestData request = new AddRaftVoterRequestData().setClusterId(QuorumBench.CLUSTER).setVoterId(id)
                .setVoterDirectoryId(QuorumBench.key(id).directory()).setTimeoutMs(100);
        request.listeners().add(new AddRaftVoterRequestData.Listener().setName("CONTROLLER").setHost("localhost").setPort(9093));
        return request;
    }

    private static Errors remove(QuorumBench bench, int id) {
        return Errors.forCode(bench.ask(bench.elected(), removal(id), RemoveRaftVoterResponseData.class).errorCode());
    }

    private static RemoveRaftVoterRequestData removal(int id) {
        return new RemoveRaftVoterRequestData().setClusterId(QuorumBench.CLUSTER).setVoterId(id).setVoterDirectoryId(QuorumBench.key(id).directory());
    }

    @Test
    void the_leader_describes_to_anybody_who_votes_who_looks_on_and_how_far_each_is() {
        QuorumBench bench = QuorumBench.of(3).startAll();
        bench.add(4, Voters.NONE).start();
        Node leader = bench.elected();
        leader.write("orders");
        bench.advance(1_000);

        DescribeQuorumResponseData.PartitionData described = bench.described(bench.nodes.get(4));

        assertThat(described.leaderId()).isEqualTo(leader.id);
        assertThat(described.highWatermark()).isEqualTo(leader.log.endOffset());
        assertThat(described.currentVoters()).extracting(ReplicaState::replicaId).containsExactly(1, 2, 3);
        assertThat(described.observers()).extracting(ReplicaState::replicaId).containsExactly(4);
        assertThat(described.currentVoters()).allSatisfy(voter ->
                assertThat(voter.replicaDirectoryId()).isEqualTo(QuorumBench.key(voter.replicaId()).directory()));
        assertThat(described.currentVoters()).allSatisfy(voter -> {
            assertThat(voter.logEndOffset()).isEqualTo(leader.log.endOffset());
            assertThat(voter.lastCaughtUpTimestamp()).isBetween(bench.time.millis() - 1_000, bench.time.millis());
        });
    }
}
