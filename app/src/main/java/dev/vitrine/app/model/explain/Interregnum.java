package dev.vitrine.app.model.explain;

import static dev.vitrine.app.model.explain.Finding.Kind.LEADER_GONE;
import static dev.vitrine.app.model.explain.Finding.Kind.LEADER_MISSED;
import static dev.vitrine.app.model.explain.Finding.Kind.NEXT_IN_LINE;
import static dev.vitrine.app.model.explain.Finding.Kind.NO_LEADER;

import dev.vitrine.app.model.Figures;
import dev.vitrine.app.model.Selected;
import dev.vitrine.app.model.cluster.Mishap;
import dev.vitrine.app.model.cluster.Succession;
import dev.vitrine.engine.observe.BrokerState;
import dev.vitrine.engine.observe.BrokerView;
import dev.vitrine.engine.observe.ClusterSnapshot;
import dev.vitrine.engine.observe.PartitionView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** The time in which a leader is gone and the metadata still name it: what happens meanwhile, and who leads next. */
final class Interregnum {

    private final Evidence evidence;
    private final BrokerReasons brokers;

    Interregnum(Evidence evidence) {
        this.evidence = evidence;
        this.brokers = new BrokerReasons(evidence);
    }

    /** Of each broker that doesn't work and is still said to lead. */
    List<Answer> all() {
        return evidence.now().brokers().stream().filter(broker -> gone(broker.state())).map(BrokerView::id)
                .flatMap(broker -> of(broker, led(broker), "").stream()).toList();
    }

    /** Of one partition. */
    Optional<Answer> about(TopicPartition id) {
        return evidence.partition(id).filter(view -> brokers.state(view.leader()).filter(Interregnum::gone).isPresent()).flatMap(view -> of(view.leader(), List.of(view), "it"));
    }

    /** Of a broker that is controller and doesn't work. */
    static boolean headless(ClusterSnapshot now) {
        return now.quorum().filter(quorum -> quorum.leader() < 0 || now.brokers().stream().anyMatch(broker -> broker.id() == quorum.leader() && gone(broker.state()))).isPresent();
    }

    private static boolean gone(BrokerState state) {
        return state == BrokerState.KILLED || state == BrokerState.STOPPED || state == BrokerState.FROZEN;
    }

    private List<PartitionView> led(int broker) {
        return evidence.now().topics().stream().flatMap(topic -> topic.partitions().stream()).filter(view -> view.leader() == broker).toList();
    }

    private Optional<Answer> of(int broker, List<PartitionView> led, String it) {
        if (led.isEmpty()) {
            return Optional.empty();
        }
        String them = it.isEmpty() ? Figures.count(led.size(), "partition") : it;
        return Optional.of(new Answer(led.size() == 1 && !it.isEmpty() ? "Why does nobody lead it right now?"
                : "Why " + (led.size() == 1 ? "has " : "have ") + them + " no leader right now?", List.of(gone(broker, them), waiting(broker), next(broker, led))));
    }

    private Finding gone(int broker, String them) {
        Optional<Mishap> mishap = Mishap.of(evidence.happened(), broker, evidence.atMillis());
        String since = mishap.map(one -> " " + Figures.duration(Math.max(0, evidence.atMillis() - one.atMillis())) + " ago").orElse("");
        String words = mishap.map(Mishap::words).orElseGet(() -> "is " + brokers.state(broker).map(BrokerReasons::word).orElse("not there"));
        Finding finding = Finding.of(LEADER_GONE, 90, "Broker " + broker + ", which leads " + them + ", " + words + since + ".", "the metadata still name it", new Selected.Broker(broker));
        return mishap.map(one -> finding.at(one.atMillis())).orElse(finding);
    }

    private Finding waiting(int broker) {
        boolean headless = headless(evidence.now());
        return Finding.of(LEADER_MISSED, 80, headless ? "There is no controller that could name others: first one must be elected."
                        : "The controller, broker " + evidence.now().controllerId() + ", waits for its heartbeats: whether it is dead or slow nobody can tell.",
                "it is fenced when broker.session.timeout.ms is over", new Selected.Broker(broker));
    }

    private Finding next(int broker, List<PartitionView> led) {
        List<Integer> heirs = new ArrayList<>();
        led.forEach(view -> heirs.add(view.replicas().stream().filter(one -> view.inSync().contains(one) && brokers.state(one).filter(BrokerState.RUNNING::equals).isPresent())
                .findFirst().orElse(-1)));
        long orphans = heirs.stream().filter(heir -> heir < 0).count();
        if (orphans == heirs.size()) {
            return Finding.of(NO_LEADER, 70, "No other replica in sync runs: it takes broker " + broker + " itself to lead again.", "unclean.leader.election.enable is off",
                    new Selected.Broker(broker));
        }
        Map<Integer, Long> shares = Succession.shares(heirs.stream().filter(heir -> heir >= 0).toList());
        String who = shares.entrySet().stream().map(share -> "broker " + share.getKey() + (heirs.size() == 1 ? "" : " for " + Figures.exact(share.getValue()))).collect(Collectors.joining(", "));
        return Finding.of(NEXT_IN_LINE, 70, "Then the next in line that is in sync leads: " + who + "." + (orphans == 0 ? "" : " For " + Figures.exact(orphans) + " there is nobody."),
                "the first of the replicas that is in sync and runs", new Selected.Broker(shares.keySet().iterator().next()));
    }
}
