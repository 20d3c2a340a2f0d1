package dev.vitrine.app.model.explain;

import static dev.vitrine.app.model.explain.Finding.Kind.NO_LEADER;
import static dev.vitrine.app.model.explain.Finding.Kind.OUT_OF_SYNC;
import static dev.vitrine.app.model.explain.Finding.Kind.REFUSES_ALL;

import dev.vitrine.app.model.Figures;
import dev.vitrine.app.model.Selected;
import dev.vitrine.app.model.cluster.ClusterPictures;
import dev.vitrine.engine.observe.BrokerState;
import dev.vitrine.engine.observe.LinkState;
import dev.vitrine.engine.observe.LinkView;
import dev.vitrine.engine.observe.PartitionView;
import dev.vitrine.engine.observe.ReplicaView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** Why a partition has no leader, why fewer replicas count than there are, and why a produce is refused. */
final class ReplicaReasons {

    private final Evidence evidence;
    private final BrokerReasons brokers;

    ReplicaReasons(Evidence evidence) {
        this.evidence = evidence;
        this.brokers = new BrokerReasons(evidence);
    }

    List<Answer> about(TopicPartition id, PartitionView view) {
        List<Answer> answers = new ArrayList<>();
        if (view.leader() < 0) {
            answers.add(new Answer("Why has it no leader?", leaderless(view)));
        }
        int least = evidence.topic(id.topic()).map(ClusterPictures::minInSync).orElse(1);
        if (view.inSync().size() < least) {
            answers.add(new Answer("Why is acks=all refused?", List.of(refused(id, view, least))));
        }
        if (view.leader() >= 0 && view.inSync().size() < view.replicas().size()) {
            answers.add(new Answer("Why are not all replicas in sync?", view.replicas().stream().filter(broker -> !view.inSync().contains(broker))
                    .map(broker -> outOfSync(id, view, broker)).sorted(Comparator.comparingInt(Finding::weight).reversed()).toList()));
        }
        return answers;
    }

    private List<Finding> leaderless(PartitionView view) {
        List<Finding> findings = new ArrayList<>();
        evidence.now().quorum().filter(_ -> Interregnum.headless(evidence.now())).ifPresent(quorum -> findings.addAll(brokers.noController(quorum)));
        for (int broker : view.inSync()) {
            findings.add(Finding.of(NO_LEADER, 90, "Broker " + broker + " holds everything that was acknowledged, and " + away(broker)
                    + ". Another that lacks some of it may not lead, or what was acknowledged would be lost.", "in sync: " + ids(view.inSync())
                    + "; unclean.leader.election.enable is off", new Selected.Broker(broker)));
        }
        if (view.inSync().isEmpty()) {
            findings.add(Finding.of(NO_LEADER, 90, "No replica is known to hold everything that was acknowledged.", "replicas: " + ids(view.replicas()) + "; none is in sync",
                    new Selected.Nothing()));
        }
        return findings;
    }

    private Finding refused(TopicPartition id, PartitionView view, int least) {
        return Finding.of(REFUSES_ALL, 80, "Only " + Figures.count(view.inSync().size(), "replica") + (view.inSync().size() == 1 ? " is" : " are") + " in sync, and min.insync.replicas asks for "
                + least + ": a promise that can’t be kept isn’t given. The producer gets NOT_ENOUGH_REPLICAS and tries again; with acks=1 it would be served, and might lose.",
                "in sync: " + ids(view.inSync()) + " of " + ids(view.replicas()), Case.about(id));
    }

    private Finding outOfSync(TopicPartition id, PartitionView view, int broker) {
        Optional<BrokerState> state = brokers.state(broker);
        if (state.isPresent() && state.get() != BrokerState.RUNNING) {
            return Finding.of(OUT_OF_SYNC, 85, "Broker " + broker + " " + away(broker) + ".", heldAll(view, broker), new Selected.Broker(broker));
        }
        Optional<LinkView> bad = badLink(view.leader(), broker);
        if (bad.isPresent()) {
            return Finding.of(OUT_OF_SYNC, 84, "Broker " + broker + " can’t fetch from its leader, broker " + view.leader() + ", as it should: " + words(bad.get()) + ".",
                    since(view, broker), new Selected.Broker(broker));
        }
        Optional<Long> lag = progress(view, broker).filter(r -> r.endOffset() >= 0).map(r -> Math.max(0, view.endOffset() - r.endOffset()));
        if (lag.isPresent() && lag.get() == 0) {
            return Finding.of(OUT_OF_SYNC, 60, "Broker " + broker + " holds everything again: it is in sync as soon as the controller has noted it.", since(view, broker), Case.about(id));
        }
        return Finding.of(OUT_OF_SYNC, 70, "Broker " + broker + " is catching up" + lag.map(n -> ": it lacks " + Figures.count(n, "record")).orElse("") + ".", since(view, broker),
                Case.about(id));
    }

    private Optional<LinkView> badLink(int leader, int follower) {
        return evidence.now().links().stream().filter(link -> link.from() == leader && link.to() == follower || link.from() == follower && link.to() == leader)
                .max(Comparator.comparing(LinkView::state));
    }

    private static String words(LinkView link) {
        return "from broker " + link.from() + " to broker " + link.to() + " " + (link.state() == LinkState.CUT ? "nothing gets there"
                : link.state() == LinkState.LOSSY ? Math.round(link.loss() * 100) + " % gets lost" : "everything takes " + Figures.duration(link.delayMillis()) + " longer");
    }

    private String away(int broker) {
        return brokers.state(broker).map(state -> switch (state) {
            case RUNNING -> "runs";
            case FENCED -> "is fenced: the controller has not heard of it lately";
            case STOPPED -> "is stopped";
            case KILLED -> "was killed";
            case FROZEN -> "stands still";
        }).orElse("is not there");
    }

    private static Optional<ReplicaView> progress(PartitionView view, int broker) {
        return view.progress().stream().filter(replica -> replica.broker() == broker).findFirst();
    }

    private String since(PartitionView view, int broker) {
        return heldAll(view, broker) + "; out after replica.lag.time.max.ms";
    }

    private String heldAll(PartitionView view, int broker) {
        return progress(view, broker).filter(r -> r.caughtUpMillis() >= 0).map(r -> "it last held all that the leader holds "
                + Figures.duration(Math.max(0, evidence.atMillis() - r.caughtUpMillis())) + " ago").orElse("the leader has not heard of it since it leads");
    }

    static String ids(List<Integer> brokers) {
        return brokers.isEmpty() ? "none" : brokers.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
