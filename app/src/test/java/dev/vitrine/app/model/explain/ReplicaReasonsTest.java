package dev.vitrine.app.model.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.app.model.Selected;
import dev.vitrine.app.testing.ScriptedCluster;
import dev.vitrine.engine.observe.LinkState;
import dev.vitrine.engine.observe.LinkView;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ReplicaReasonsTest {

    private static final Selected FIRST = new Selected.Partition(new TopicPartition("orders", 0));

    private final AtomicLong millis = new AtomicLong(1_000_000);
    private final ScriptedCluster cluster = new ScriptedCluster(millis::get, 3).topic("orders", 1, 3, "min.insync.replicas", "2");

    private List<Answer> about(Selected selected) {
        return new Explainer(new Evidence(cluster.now(), new Evidence.Sources(_ -> Optional.empty(), _ -> List.of(), _ -> List.of(), _ -> Optional.empty()))).about(selected);
    }

    @Test
    void where_nothing_is_wrong_nothing_is_explained() {
        assertThat(about(FIRST)).isEmpty();
        assertThat(about(new Selected.Broker(1)).getFirst().findings().getFirst().sentence()).startsWith("All is well with it");
    }

    @Test
    void a_follower_out_of_sync_is_explained_by_what_happened_to_it() {
        cluster.produce("orders", 0, 10);
        cluster.link(new LinkView(3, 1, LinkState.CUT, 0, 1));
        cluster.produce("orders", 0, 5);
        cluster.timeGoesBy();
        Answer cut = about(FIRST).getFirst();
        assertThat(cut.question()).isEqualTo("Why are not all replicas in sync?");
        assertThat(cut.findings().getFirst().sentence()).isEqualTo("Broker 3 can’t fetch from its leader, broker 1, as it should: from broker 3 to broker 1 nothing gets there.");
        cluster.link(new LinkView(3, 1, LinkState.OPEN, 0, 0));
        cluster.kill(2);
        assertThat(about(FIRST).getFirst().findings()).extracting(Finding::sentence).contains("Broker 2 was killed.");
        assertThat(about(FIRST).getFirst().findings().getFirst().about()).isEqualTo(new Selected.Broker(2));
    }

    @Test
    void acks_all_is_refused_because_too_few_are_in_sync() {
        cluster.freeze(2);
        cluster.freeze(3);
        Answer refused = about(FIRST).stream().filter(answer -> answer.question().equals("Why is acks=all refused?")).findFirst().orElseThrow();
        assertThat(refused.findings().getFirst().sentence()).startsWith("Only 1 replica is in sync, and min.insync.replicas asks for 2").contains("NOT_ENOUGH_REPLICAS");
    }

    @Test
    void without_a_leader_it_is_said_who_could_lead_and_why_nobody_decides() {
        cluster.kill(2);
        cluster.kill(3);
        cluster.kill(1);
        List<Answer> answers = about(FIRST);
        assertThat(answers.getFirst().question()).isEqualTo("Why has it no leader?");
        assertThat(answers.getFirst().findings()).extracting(Finding::sentence).anyMatch(said -> said.startsWith("Too few voters are there to elect one"))
                .anyMatch(said -> said.startsWith("Broker 1 holds everything that was acknowledged, and was killed."));
        assertThat(about(new Selected.Broker(1))).extracting(Answer::question).containsExactly("Why is there no controller?", "What does it mean that broker 1 is killed?");
    }
}
