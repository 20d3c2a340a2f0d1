package dev.vitrine.app.model.explain;

import static dev.vitrine.app.model.explain.Finding.Kind.BROKER_AWAY;
import static dev.vitrine.app.model.explain.Finding.Kind.NOTHING_WRONG;
import static dev.vitrine.app.model.explain.Finding.Kind.NO_CONTROLLER;

import dev.vitrine.app.model.Figures;
import dev.vitrine.app.model.Selected;
import dev.vitrine.engine.observe.BrokerState;
import dev.vitrine.engine.observe.BrokerView;
import dev.vitrine.engine.observe.LinkState;
import dev.vitrine.engine.observe.PartitionView;
import dev.vitrine.engine.observe.QuorumView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Why a broker leads nothing, what it costs that it is away, and why nobody is controller. */
final class BrokerReasons {

    private final Evidence evidence;

    BrokerReasons(Evidence evidence) {
        this.evidence = evidence;
    }

    Optional<BrokerState> state(int broker) {
        return evidence.now().brokers().stream().filter(view -> view.id() == broker).map(BrokerView::state).findFirst();
    }

    List<Answer> about(int broker) {
        List<Answer> answers = new ArrayList<>();
        headless().ifPresent(answers::add);
        state(broker).ifPresent(state -> answers.add(state == BrokerState.RUNNING ? new Answer("How does broker " + broker + " stand?", List.of(standing(broker)))
                : new Answer("What does it mean that broker " + broker + " is " + word(state) + "?", List.of(meaning(broker, state), cost(broker)))));
        return answers;
    }

    /** Why nobody is controller; empty where somebody is. */
    Optional<Answer> headless() {
        return evidence.now().quorum().filter(_ -> Interregnum.headless(evidence.now())).map(quorum -> {
            List<Finding> findings = new ArrayList<>(new ElectionReasons(evidence).open(quorum));
            findings.addAll(noController(quorum));
            return new Answer("Why is there no controller?", findings);
        });
    }

    static String word(BrokerState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private Finding standing(int broker) {
        List<PartitionView> held = held(broker);
        long out = held.stream().filter(p -> !p.inSync().contains(broker)).count();
        return out == 0 ? Finding.of(NOTHING_WRONG, 0, "All is well with it: all its replicas are in sync.", "it holds " + Figures.count(held.size(), "replica"), new Selected.Broker(broker))
                : Finding.of(BROKER_AWAY, 50, Figures.count(out, "replica") + " of it " + (out == 1 ? "is" : "are") + " out of sync: it is cut off, slow, or still catching up.",
                "it holds " + Figures.count(held.size(), "replica"), new Selected.Broker(broker));
    }

    private static Finding meaning(int broker, BrokerState state) {
        return Finding.of(BROKER_AWAY, 60, switch (state) {
            case FENCED -> "It runs, but the controller has not heard its heartbeat for broker.session.timeout.ms: it leads nothing, and counts for nothing, until it is heard again.";
            case FROZEN -> "It stands still. Nobody can tell that from a slow network: only when its heartbeats have stayed away for broker.session.timeout.ms does the controller fence it.";
            case KILLED -> "It ended without a word. The controller fences it when its heartbeats have stayed away for broker.session.timeout.ms, and gives what it led to others.";
            case STOPPED -> "It ended in order: it told the controller, which gave what it led to others before it went.";
            case RUNNING -> "It serves clients.";
        }, "state of broker " + broker + ": " + word(state), new Selected.Broker(broker));
    }

    private Finding cost(int broker) {
        List<PartitionView> held = held(broker);
        long leaderless = held.stream().filter(p -> p.leader() < 0).count();
        long shrunken = held.stream().filter(p -> !p.inSync().contains(broker)).count();
        String sentence = leaderless > 0 ? Figures.count(leaderless, "partition") + " can’t be read or written until it is back: only it holds all that was acknowledged."
                : "Nothing is lost and nothing stands still: other replicas in sync lead what it led. One more loss is less easily borne.";
        return Finding.of(leaderless > 0 ? Finding.Kind.NO_LEADER : BROKER_AWAY, 50, sentence, Figures.count(held.size(), "replica") + " of it, " + shrunken + " out of sync, "
                + leaderless + " without a leader", new Selected.Broker(broker));
    }

    private List<PartitionView> held(int broker) {
        return evidence.now().topics().stream().flatMap(topic -> topic.partitions().stream()).filter(p -> p.replicas().contains(broker)).toList();
    }

    List<Finding> noController(QuorumView quorum) {
        int majority = quorum.voters().size() / 2 + 1;
        List<Integer> working = quorum.voters().stream().map(QuorumView.Member::broker)
                .filter(voter -> state(voter).filter(s -> s == BrokerState.RUNNING || s == BrokerState.FENCED).isPresent()).toList();
        long cuts = evidence.now().links().stream().filter(link -> link.state() == LinkState.CUT && working.contains(link.from()) && working.contains(link.to())).count();
        String numbers = working.size() + " of " + Figures.count(quorum.voters().size(), "voter") + " work (" + ReplicaReasons.ids(working) + "); a majority is " + majority;
        Selected about = quorum.voters().stream().map(QuorumView.Member::broker).filter(voter -> !working.contains(voter)).findFirst()
                .<Selected>map(Selected.Broker::new).orElse(new Selected.Nothing());
        if (working.size() < majority) {
            return List.of(Finding.of(NO_CONTROLLER, 95, "Too few voters are there to elect one: without a majority nobody may decide, or two halves would decide differently.", numbers, about));
        }
        if (cuts > 0) {
            return List.of(Finding.of(NO_CONTROLLER, 92, "The voters that work can’t all hear one another: no one of them reaches a majority.", numbers + "; "
                    + Figures.count(cuts, "direction") + " between them cut", about));
        }
        return List.of(Finding.of(NO_CONTROLLER, 60, "Enough voters are there: one of them is elected as soon as the last controller has been missed long enough.",
                numbers, about));
    }
}
