package dev.vitrine.app.model.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.app.testing.ScriptedCluster;
import dev.vitrine.engine.observe.BrokerState;
import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.observe.LinkState;
import dev.vitrine.engine.observe.Observed;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ActTest {

    private final AtomicLong millis = new AtomicLong(1_000_000);
    private final ScriptedCluster cluster = new ScriptedCluster(millis::get, 3).topic("orders", 3, 3, "min.insync.replicas", "2").topic("single", 1, 1);

    private BrokerState state(int broker) {
        return ClusterPictures.of(cluster.now(), false).tank(broker).orElseThrow().state();
    }

    @Test
    void whatever_is_done_to_a_broker_can_be_taken_back() {
        for (Act act : List.of(new Act.Stop(2), new Act.Kill(2), new Act.Freeze(2))) {
            act.carryOut(cluster);
            assertThat(state(2)).isNotEqualTo(BrokerState.RUNNING);
            act.undo().orElseThrow().carryOut(cluster);
            assertThat(state(2)).isEqualTo(BrokerState.RUNNING);
        }
        Act off = new Act.CutOff(2, List.of(1, 3));
        off.carryOut(cluster);
        assertThat(cluster.now().links()).hasSize(4).allMatch(link -> link.state() == LinkState.CUT);
        off.undo().orElseThrow().carryOut(cluster);
        assertThat(cluster.now().links()).isEmpty();
        assertThat(new Act.Add().undo()).isEmpty();
    }

    @Test
    void a_link_is_slowed_down_in_both_directions_and_healed() {
        Act slow = Act.Link.slow(1, 3, 200);
        slow.carryOut(cluster);
        assertThat(cluster.now().links()).extracting(link -> link.from() + "-" + link.to() + " " + link.delayMillis()).containsExactly("1-3 200", "3-1 200");
        slow.undo().orElseThrow().carryOut(cluster);
        assertThat(cluster.now().links()).isEmpty();
        assertThat(Act.Link.heal(1, 3).undo()).isEmpty();
    }

    @Test
    void what_the_cluster_takes_in_its_stride_needs_no_question() {
        assertThat(Foresight.of(cluster.now(), new Act.Kill(2)).harmless()).isTrue();
        assertThat(Foresight.of(cluster.now(), Act.Link.cut(1, 2)).harmless()).isTrue();
        assertThat(Foresight.of(cluster.now(), new Act.Start(2)).lines()).isEmpty();
    }

    @Test
    void what_clients_would_notice_is_shown_before_and_after() {
        Foresight only = Foresight.of(cluster.now(), new Act.Kill(1));
        assertThat(only.harmless()).isFalse();
        assertThat(only.lines()).anyMatch(line -> line.harm() && line.what().equals("Partitions with a leader") && line.before().equals("4") && line.after().startsWith("3: of 1 partition"));
        new Act.Kill(2).carryOut(cluster);
        Foresight second = Foresight.of(cluster.now(), new Act.Freeze(3));
        assertThat(second.lines()).anyMatch(line -> line.harm() && line.what().equals("Partitions that take acks=all") && line.before().equals("4") && line.after().equals("1"))
                .anyMatch(line -> line.harm() && line.before().equals("2 of 3") && line.after().equals("1 of 3: a majority is 2"));
    }

    @Test
    void an_election_is_told_vote_by_vote() {
        List<Observed> events = List.of(new Observed(1, 100, new Event.VoteCast(1, 2, 4, true, true)), new Observed(2, 110, new Event.VoteCast(2, 2, 5, false, true)),
                new Observed(3, 112, new Event.VoteCast(3, 2, 5, false, false)), new Observed(4, 115, new Event.VoteCast(1, 2, 5, false, true)),
                new Observed(5, 120, new Event.QuorumLeaderElected(2, 5)));
        Election election = Election.of(events).getFirst();
        assertThat(election.epoch()).isEqualTo(5);
        assertThat(election.winner()).hasValue(2);
        assertThat(election.of(1)).contains(new Election.Ballot(1, 2, false, true, 115));
        assertThat(Election.of(List.of(events.get(2))).getFirst().of(2)).as("who stands votes for itself").contains(new Election.Ballot(2, 2, false, true, 112));
        assertThat(election.sentence()).isEqualTo("Term 5: broker 2 was elected. Votes asked for by broker 2: 3 said no, 1 said yes.");
        assertThat(Election.of(events.subList(0, 1)).getFirst().sentence()).as("who asks beforehand is in the old term still")
                .isEqualTo("Broker 2 asks who would vote for it in term 5: 1 would say yes.");
    }

    @Test
    void only_what_was_copied_or_voted_moves() {
        TankMotion motion = new TankMotion();
        motion.show(ClusterPictures.of(cluster.now(), false), true, 0);
        assertThat(motion.step(1)).isFalse();
        cluster.produce("orders", 0, 3);
        motion.show(ClusterPictures.of(cluster.now(), false), true, 1_000);
        assertThat(motion.dots()).extracting(dot -> dot.from() + ">" + dot.to()).containsExactly("1>2", "1>3");
        motion.happened(List.of(new Observed(1, 1, new Event.VoteCast(2, 2, 3, false, true)), new Observed(2, 1, new Event.VoteCast(3, 2, 3, false, true))), 1_000);
        assertThat(motion.ballots()).hasSize(1);
        assertThat(motion.step(2_000_000)).isTrue();
        motion.step(5_000_000_000L);
        assertThat(motion.dots()).isEmpty();
        assertThat(motion.ballots()).isEmpty();
        cluster.produce("orders", 0, 3);
        motion.show(ClusterPictures.of(cluster.now(), false), false, 5_100_000_000L);
        assertThat(motion.dots()).as("the past stands still").isEmpty();
        motion.calm(true);
        cluster.produce("orders", 0, 3);
        motion.show(ClusterPictures.of(cluster.now(), false), true, 5_200_000_000L);
        assertThat(motion.dots()).isEmpty();
    }
}
