package dev.vitrine.app.model.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.app.model.Selected;
import dev.vitrine.app.testing.ScriptedCluster;
import dev.vitrine.engine.observe.BrokerState;
import dev.vitrine.engine.observe.BrokerView;
import dev.vitrine.engine.observe.ClusterSnapshot;
import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.observe.Observed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From a broker that is killed to who leads and controls afterwards, as a person reads it beside the picture. */
class SuccessionReasonsTest {

    private static final Selected NOTHING = new Selected.Nothing();
    private static final TopicPartition FIRST = new TopicPartition("orders", 0);
    private static final long KILLED = 1_000_000;

    private final AtomicLong millis = new AtomicLong(KILLED - 200);
    private final ScriptedCluster cluster = new ScriptedCluster(millis::get, 3).topic("orders", 4, 3).topic("single", 1, 1);
    private final ClusterSnapshot calm = cluster.now();
    private final List<Observed> events = new ArrayList<>();

    private void at(long atMillis, Event event) {
        events.add(new Observed(events.size() + 1, atMillis, event));
    }

    private List<Answer> about(Selected selected, ClusterSnapshot now) {
        return new Explainer(new Evidence(now, new Evidence.Sources(at -> at >= calm.atMillis() ? Optional.of(calm) : Optional.empty(), _ -> List.of(),
                until -> events.stream().filter(event -> event.atMillis() <= until).toList(), _ -> Optional.empty()))).about(selected);
    }

    /** The first broker has ended, and the metadata say what they said before. */
    private ClusterSnapshot notYetMissed(long atMillis) {
        List<BrokerView> brokers = calm.brokers().stream().map(broker -> broker.id() != 1 ? broker
                : new BrokerView(1, broker.endpoints(), broker.startedAtMillis(), BrokerState.KILLED, broker.rack(), broker.epoch())).toList();
        return new ClusterSnapshot(calm.clusterId(), atMillis, calm.controllerId(), brokers, calm.topics(), List.of(), List.of(), List.of(), calm.quorum(), List.of(), 0);
    }

    private ClusterSnapshot afterwards(long atMillis) {
        millis.set(atMillis);
        cluster.kill(1);
        return cluster.now();
    }

    private static String told(List<Answer> answers) {
        return answers.stream().map(answer -> answer.question() + " " + answer.findings().stream().map(Finding::sentence).collect(Collectors.joining(" ")))
                .collect(Collectors.joining("\n"));
    }

    private static String because(List<Answer> answers) {
        return answers.stream().flatMap(answer -> answer.findings().stream()).map(Finding::because).collect(Collectors.joining("\n"));
    }

    @BeforeEach
    void the_controller_which_leads_two_partitions_is_killed() {
        at(KILLED, new Event.BrokerKilled(1));
    }

    @Test
    void where_all_is_as_it_was_there_is_nothing_to_tell() {
        assertThat(about(NOTHING, calm)).isEmpty();
    }

    @Test
    void while_nobody_has_missed_it_the_panel_says_what_everybody_waits_for_and_who_is_next() {
        List<Answer> answers = about(NOTHING, notYetMissed(KILLED + 1_500));
        assertThat(told(answers)).isEqualTo("""
                Why is there no controller? Broker 1, the controller, was killed 1.5 s ago. Enough voters are there: one of them is elected as soon as the last controller has been missed long enough.
                Why have 3 partitions no leader right now? Broker 1, which leads 3 partitions, was killed 1.5 s ago. There is no controller that could name others: first one must be elected. Then the next in line that is in sync leads: broker 2 for 2. For 1 there is nobody.""");
        assertThat(answers.getLast().findings().getFirst().atMillis()).hasValue(KILLED);
        assertThat(told(about(new Selected.Partition(FIRST), notYetMissed(KILLED + 1_500)))).startsWith("Why does nobody lead it right now? Broker 1, which leads it, was killed 1.5 s ago.");
    }

    @Test
    void while_votes_are_asked_for_it_says_by_whom() {
        at(KILLED + 2_000, new Event.VoteCast(2, 3, 1, true, true));
        assertThat(about(NOTHING, notYetMissed(KILLED + 2_100)).getFirst().findings()).extracting(Finding::sentence)
                .contains("Broker 3 asks who would vote for it in term 2: 2 would say yes.");
    }

    private void elected() {
        at(KILLED + 2_000, new Event.VoteCast(2, 3, 1, true, true));
        at(KILLED + 2_050, new Event.VoteCast(2, 3, 2, false, true));
        at(KILLED + 2_060, new Event.QuorumLeaderElected(3, 2));
    }

    private void handedOver() {
        at(KILLED + 11_200, new Event.LeaderElected(FIRST, 2, 1, "nothing was heard of broker 1"));
        at(KILLED + 11_200, new Event.LeaderElected(new TopicPartition("orders", 3), 2, 1, "nothing was heard of broker 1"));
        at(KILLED + 11_200, new Event.BrokerFenced(1, "nothing was heard of broker 1"));
    }

    @Test
    void afterwards_it_tells_from_the_cause_to_the_cost() {
        elected();
        handedOver();
        assertThat(told(about(NOTHING, afterwards(KILLED + 12_000)))).isEqualTo("""
                Why have 2 partitions another leader? Broker 1, which led 2 partitions, was killed. Fenced 11 s later: the controller waits for heartbeats before it gives a broker up; but first broker 3 had to be elected controller. Next in line and in sync: broker 2 leads 2. Without a leader for 11 s: who wrote or read there waited and tried again. Nothing that was acknowledged by all in sync is lost.
                Why is broker 3 the controller? Broker 1, the controller until then, was killed. Broker 3 missed it first, after 2.0 s, and asked who would vote for it: broker 2 would. In term 2 broker 3 asked for votes: broker 2 said yes. With its own 2 of 3: a majority. Without a controller for 2.1 s: nobody could name leaders or change topics. Records went on where a leader ran.""");
    }

    @Test
    void what_happened_last_is_told_first() {
        handedOver();
        at(KILLED + 11_500, new Event.VoteCast(2, 3, 2, false, true));
        at(KILLED + 11_510, new Event.QuorumLeaderElected(3, 2));
        assertThat(about(NOTHING, afterwards(KILLED + 12_000))).extracting(Answer::question).containsExactly("Why is broker 3 the controller?", "Why have 2 partitions another leader?");
    }

    @Test
    void of_one_partition_it_tells_who_was_next_in_which_line_and_the_epochs() {
        elected();
        handedOver();
        ClusterSnapshot now = afterwards(KILLED + 12_000);
        Answer answer = about(new Selected.Partition(FIRST), now).stream().filter(one -> one.question().equals("Why does broker 2 lead it?")).findFirst().orElseThrow();
        Finding next = answer.findings().stream().filter(finding -> finding.kind() == Finding.Kind.NEXT_IN_LINE).findFirst().orElseThrow();
        assertThat(next.sentence()).isEqualTo("Broker 2 was the next in line that was in sync: it leads now, leader epoch 0 → 1.");
        assertThat(next.because()).isEqualTo("replicas in their order 1, 2, 3; in sync until then 1, 2, 3");
        assertThat(next.atMillis()).hasValue(KILLED + 11_200);
        assertThat(about(new Selected.Broker(1), now)).extracting(Answer::question).contains("Why have 2 partitions another leader?");
    }

    @Test
    void after_a_minute_it_is_no_news_and_is_told_only_of_what_is_picked() {
        elected();
        handedOver();
        ClusterSnapshot now = afterwards(KILLED + 80_000);
        assertThat(about(NOTHING, now)).isEmpty();
        assertThat(about(new Selected.Partition(FIRST), now)).extracting(Answer::question).contains("Why does broker 2 lead it?");
    }

    @Test
    void where_nobody_else_was_in_sync_nobody_leads_and_nothing_is_said_to_be_over() {
        at(KILLED + 9_000, new Event.LeaderElected(new TopicPartition("single", 0), -1, 1, "nothing was heard of broker 1"));
        assertThat(told(about(NOTHING, afterwards(KILLED + 10_000)))).contains("Why has single partition 0 no leader? Broker 1, which led single partition 0, was killed. "
                + "No other replica in sync runs: nobody may lead.").doesNotContain("Without a leader");
    }

    /** It ends a little later than others are elected: as a broker does that is stopped with the mouse. */
    @Test
    void a_controller_that_was_told_to_stop_was_missed_by_nobody() {
        events.clear();
        at(KILLED, new Event.VoteCast(2, 3, 2, false, true));
        at(KILLED + 10, new Event.QuorumLeaderElected(3, 2));
        at(KILLED + 900, new Event.BrokerStopped(1));
        assertThat(told(about(NOTHING, afterwards(KILLED + 1_000)))).startsWith("Why is broker 3 the controller? Broker 1, the controller until then, was told to stop, "
                + "and gave the quorum up before it went. In term 2 broker 3 asked for votes: broker 2 said yes. With its own 2 of 3: a majority.");
    }

    @Test
    void what_others_have_succeeded_to_since_is_history() {
        at(KILLED + 9_000, new Event.LeaderElected(FIRST, 3, 1, "an election was asked for"));
        assertThat(about(NOTHING, afterwards(KILLED + 10_000))).as("broker 2 leads it by now").isEmpty();
    }

    @Test
    void a_controller_that_is_elected_again_had_given_that_up() {
        events.clear();
        at(KILLED + 5_000, new Event.VoteCast(2, 1, 2, false, true));
        at(KILLED + 5_001, new Event.QuorumLeaderElected(1, 2));
        ClusterSnapshot now = new ClusterSnapshot(calm.clusterId(), KILLED + 6_000, 1, calm.brokers(), calm.topics(), List.of(), List.of(), List.of(), calm.quorum(), List.of(), 0);
        assertThat(told(about(NOTHING, now))).startsWith("Why is broker 1 the controller? Broker 1 was the controller before, too, and had given that up: ")
                .contains("In term 2 broker 1 asked for votes: broker 2 said yes. With its own 2 of 3: a majority.");
    }

    @Test
    void a_broker_that_stops_in_order_is_missed_by_nobody() {
        events.clear();
        at(KILLED, new Event.LeaderElected(FIRST, 2, 1, "broker 1 stops"));
        at(KILLED + 300, new Event.BrokerStopped(1));
        millis.set(KILLED + 2_000);
        cluster.stop(1);
        assertThat(told(about(NOTHING, cluster.now()))).startsWith("Why does broker 2 lead orders partition 0? Broker 1 was told to stop, and handed over orders partition 0 before it went: "
                + "nobody had to miss it. Broker 2 was the next in line that was in sync").doesNotContain("Without a leader");
    }

    @Test
    void who_did_not_hold_everything_leads_at_a_price() {
        at(KILLED + 1, new Event.BrokerKilled(3));
        at(KILLED + 5_000, new Event.LeaderElected(FIRST, 4, 1, true, "nobody who has everything is there: unclean election"));
        assertThat(told(about(new Selected.Partition(FIRST), afterwards(KILLED + 6_000)))).contains("Nobody in sync was there: broker 4 leads, and may lack some of what was acknowledged. What it lacks is lost.")
                .doesNotContain("is lost. Nothing that was acknowledged");
        assertThat(because(about(new Selected.Partition(FIRST), afterwards(KILLED + 6_000)))).contains("nobody who has everything is there: unclean election; ");
    }

    @Test
    void an_unclean_election_that_an_administrator_asked_for_is_called_so() {
        at(KILLED + 1, new Event.BrokerKilled(3));
        at(KILLED + 5_000, new Event.LeaderElected(FIRST, 4, 1, true, "an election was asked for"));
        assertThat(told(about(new Selected.Partition(FIRST), afterwards(KILLED + 6_000)))).contains("broker 4 leads, and may lack some of what was acknowledged. What it lacks is lost.");
        assertThat(because(about(new Selected.Partition(FIRST), afterwards(KILLED + 6_000)))).contains("an election was asked for; ");
    }
}
