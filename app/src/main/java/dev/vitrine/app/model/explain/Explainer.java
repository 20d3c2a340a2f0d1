package dev.vitrine.app.model.explain;

import static dev.vitrine.app.model.explain.Finding.Kind.CAUSE_OF_REBALANCE;
import static dev.vitrine.app.model.explain.Finding.Kind.NOTHING_WRONG;

import dev.vitrine.app.model.Figures;
import dev.vitrine.app.model.Selected;
import dev.vitrine.app.model.theatre.Rebalance;
import dev.vitrine.app.model.theatre.RebalanceWords;
import dev.vitrine.app.model.words.Times;
import dev.vitrine.engine.observe.GroupView;
import dev.vitrine.engine.observe.PartitionView;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** Answers, from the evidence of one instant, the questions that one has about what is selected. */
public final class Explainer {

    private static final List<Suspect> SUSPECTS =
            List.of(new NobodyReads(), new Rebalances(), new TooSlow(), new Skew(), new Standing(), new RecordsGone(), new HeldBack());
    private static final int MOST = 8;
    /** So long what became of leaders is told to whom looks at nothing else: long enough to be read and looked back at. */
    private static final long LATELY_MILLIS = 60_000;

    private final Evidence evidence;

    public Explainer(Evidence evidence) {
        this.evidence = evidence;
    }

    /** The questions about it, with their answers; none where there is nothing to ask. */
    public List<Answer> about(Selected selected) {
        return switch (selected) {
            case Selected.Group(String id) -> group(id);
            case Selected.Rebalance(String id, long _) -> group(id);
            case Selected.Member(String id, String memberId) -> member(id, memberId);
            case Selected.Partition(TopicPartition id) when evidence.partition(id).isPresent() -> partition(id);
            case Selected.Broker(int id) -> broker(id);
            case Selected.Nothing _ -> lately();
            default -> List.of();
        };
    }

    /** What has become of leaders and of the controller in the last minute, and is becoming of them right now; none where all is as it was. */
    private List<Answer> lately() {
        if (evidence.now().brokers().size() < 2) {
            return List.of();
        }
        long since = evidence.atMillis() - LATELY_MILLIS;
        List<Answer> answers = new ArrayList<>();
        new BrokerReasons(evidence).headless().ifPresent(answers::add);
        answers.addAll(new Interregnum(evidence).all());
        List<Answer> over = new ArrayList<>(new SuccessionReasons(evidence).since(since));
        new ElectionReasons(evidence).since(since).filter(_ -> !Interregnum.headless(evidence.now())).ifPresent(over::add);
        over.sort(Comparator.comparing(Explainer::newest).reversed());
        answers.addAll(over);
        return answers;
    }

    private static long newest(Answer answer) {
        return answer.findings().stream().flatMapToLong(finding -> finding.atMillis().stream()).max().orElse(0);
    }

    private List<Answer> broker(int id) {
        List<Answer> answers = new ArrayList<>(new BrokerReasons(evidence).about(id));
        new SuccessionReasons(evidence).about(id).ifPresent(answers::add);
        new ElectionReasons(evidence).about(id).ifPresent(answers::add);
        return answers;
    }

    private List<Answer> group(String id) {
        return evidence.group(id).map(group -> List.of(lagging(new Case(evidence, group, Optional.empty()), "Why is " + id + " lagging?"), rebalanced(group))).orElse(List.of());
    }

    private List<Answer> member(String group, String memberId) {
        return evidence.group(group).flatMap(view -> view.members().stream().filter(member -> member.memberId().equals(memberId)).findFirst()
                .map(member -> member.assigned().isEmpty() ? List.of(new Answer("Why does it read nothing?", idle(view)), rebalanced(view))
                        : List.of(lagging(new Case(evidence, view, Optional.of(member.assigned())), "Why is it lagging?"), rebalanced(view)))).orElse(List.of());
    }

    private static List<Finding> idle(GroupView group) {
        long owned = group.members().stream().mapToLong(member -> member.assigned().size()).sum();
        return List.of(Finding.of(Finding.Kind.IDLE_MEMBER, 50, "It owns no partition: " + Figures.count(group.members().size(), "member") + " share " + Figures.count(owned, "partition")
                + ", and a partition has one reader in a group.", group.state().rebalancing() ? "the group is sharing out its partitions right now" : "as the last assignment has it",
                new Selected.Group(group.id())));
    }

    private List<Answer> partition(TopicPartition id) {
        PartitionView view = evidence.partition(id).orElseThrow();
        List<Answer> answers = new ArrayList<>();
        new Interregnum(evidence).about(id).ifPresent(answers::add);
        answers.addAll(new ReplicaReasons(evidence).about(id, view));
        new SuccessionReasons(evidence).about(id).ifPresent(answers::add);
        evidence.now().groups().stream().filter(group -> reads(group, id)).sorted(Comparator.comparing(GroupView::id))
                .forEach(group -> answers.add(lagging(new Case(evidence, group, Optional.of(Set.of(id))), "Why is " + group.id() + " lagging here?")));
        if (view.lastStableOffset() < view.highWatermark()) {
            answers.add(new Answer("Why is the last stable offset stuck?", HeldBack.findings(evidence, id, 90)));
        }
        return answers;
    }

    private static boolean reads(GroupView group, TopicPartition id) {
        return group.offsets().stream().anyMatch(offset -> offset.partition().equals(id))
                || group.members().stream().anyMatch(member -> member.assigned().contains(id) || member.subscribed().contains(id.topic()));
    }

    private static Answer lagging(Case of, String question) {
        List<Finding> findings = new ArrayList<>();
        if (of.lag() > 0) {
            SUSPECTS.forEach(suspect -> suspect.examine(of, findings::add));
        } else {
            new RecordsGone().examine(of, findings::add);
        }
        if (findings.isEmpty()) {
            findings.add(fine(of));
        }
        findings.sort(Comparator.comparingInt(Finding::weight).reversed());
        return new Answer(question, findings.size() > MOST ? findings.subList(0, MOST) : findings);
    }

    private static Finding fine(Case of) {
        Selected about = new Selected.Group(of.group().id());
        if (of.scope().isEmpty()) {
            return Finding.of(NOTHING_WRONG, 0, "There is nothing that it reads.", "no partition is owned, subscribed to or committed", about);
        }
        long lag = of.lag();
        return lag == 0 ? Finding.of(NOTHING_WRONG, 0, "It isn’t: all that can be read is read and committed.", "committed = high watermark in "
                + Figures.count(of.scope().size(), "partition"), about)
                : Finding.of(NOTHING_WRONG, 0, "It isn’t, to speak of: " + Figures.count(lag, "record") + " between what is committed and the end, as between two commits.",
                "commits keep up with what comes in (" + Figures.rate(of.in()) + ")", about);
    }

    private Answer rebalanced(GroupView group) {
        List<Rebalance> all = evidence.rebalances(group.id());
        List<Finding> findings = new ArrayList<>();
        for (int i = all.size() - 1; i >= Math.max(0, all.size() - 3); i--) {
            findings.add(rebalance(group.id(), all.get(i)));
        }
        if (findings.isEmpty()) {
            findings.add(Finding.of(NOTHING_WRONG, 0, "It has not, since the app is looking.", "no rebalance was seen", new Selected.Group(group.id())));
        }
        return new Answer("Why did " + group.id() + " rebalance?", findings);
    }

    private Finding rebalance(String group, Rebalance rebalance) {
        RebalanceWords words = new RebalanceWords(rebalance, evidence.atMillis());
        String clock = Times.clock(rebalance.beganMillis(), ZoneId.systemDefault()).substring(0, 8);
        return Finding.of(CAUSE_OF_REBALANCE, 50, clock + "  " + words.cause(), words.facts() + ". " + words.cost(),
                new Selected.Rebalance(group, rebalance.beganMillis())).at(rebalance.beganMillis());
    }
}
