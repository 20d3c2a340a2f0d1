package dev.vitrine.app.model.explain;

import static dev.vitrine.app.model.explain.Finding.Kind.LEADER_GONE;
import static dev.vitrine.app.model.explain.Finding.Kind.LEADER_MISSED;
import static dev.vitrine.app.model.explain.Finding.Kind.NEXT_IN_LINE;
import static dev.vitrine.app.model.explain.Finding.Kind.NO_LEADER;
import static dev.vitrine.app.model.explain.Finding.Kind.RECORDS_GONE;
import static dev.vitrine.app.model.explain.Finding.Kind.WITHOUT_LEADER;

import dev.vitrine.app.model.Figures;
import dev.vitrine.app.model.Selected;
import dev.vitrine.app.model.cluster.Handover;
import dev.vitrine.app.model.cluster.Mishap;
import dev.vitrine.app.model.cluster.Succession;
import dev.vitrine.app.model.words.Times;
import dev.vitrine.engine.observe.Observed;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** Why others lead what a broker led: what befell it, who missed it, who was next, and what that cost. */
final class SuccessionReasons {

    private final Evidence evidence;

    SuccessionReasons(Evidence evidence) {
        this.evidence = evidence;
    }

    /** All since an instant, the newest first; what others have succeeded to since then, or can't do any more, is history. */
    List<Answer> since(long millis) {
        return successions(millis).reversed().stream().flatMap(one -> one.only(this::holds).stream()).map(one -> answer(one, question(one), one.handovers().size() == 1 ? name(one) : "")).toList();
    }

    private boolean holds(Handover one) {
        boolean gone = new BrokerReasons(evidence).state(one.to()).filter(Interregnum::gone).isPresent();
        return !gone && evidence.partition(one.id()).filter(view -> view.leader() == one.to()).isPresent();
    }

    /** How a partition came to its leader, as far as that is remembered. */
    Optional<Answer> about(TopicPartition id) {
        return last(one -> one.id().equals(id)).filter(one -> one.handovers().getFirst().to() >= 0)
                .map(one -> answer(one, "Why does broker " + one.handovers().getFirst().to() + " lead it?", "it"));
    }

    /** What a broker gave or got last. */
    Optional<Answer> about(int broker) {
        return last(one -> one.from() == broker || one.to() == broker).map(one -> answer(one, question(one), one.handovers().size() == 1 ? name(one) : ""));
    }

    private Optional<Succession> last(Predicate<Handover> which) {
        return successions(0).reversed().stream().flatMap(one -> one.only(which).stream()).findFirst();
    }

    private List<Succession> successions(long sinceMillis) {
        return Succession.of(evidence.happened(), sinceMillis, evidence.past());
    }

    private static String question(Succession of) {
        boolean nobody = of.nobody();
        long count = of.handovers().size();
        return count == 1 ? nobody ? "Why has " + name(of) + " no leader?" : "Why does broker " + of.handovers().getFirst().to() + " lead " + name(of) + "?"
                : "Why have " + Figures.count(count, "partition") + (nobody ? " no leader?" : " another leader?");
    }

    private static String name(Succession of) {
        return Case.name(of.handovers().getFirst().id());
    }

    /** @param it what the one partition is called; empty of several */
    private Answer answer(Succession of, String question, String it) {
        String them = it.isEmpty() ? Figures.count(of.handovers().size(), "partition") : it;
        List<Finding> findings = new ArrayList<>(List.of(cause(of, them)));
        of.fenced().ifPresent(fenced -> findings.add(missed(of, fenced)));
        findings.add(next(of));
        cost(of).ifPresent(findings::add);
        return new Answer(question, findings);
    }

    private static Finding cause(Succession of, String them) {
        Handover first = of.handovers().getFirst();
        if (of.mishap().isPresent()) {
            Mishap mishap = of.mishap().get();
            return Finding.of(LEADER_GONE, 90, "Broker " + of.from() + ", which led " + them + ", " + mishap.words() + ".", clock(mishap.atMillis()) + told(mishap),
                    new Selected.Broker(of.from())).at(mishap.atMillis());
        }
        String sentence = of.from() < 0 ? "Nobody led " + them + ": no replica in sync ran. Now one does."
                : of.why().equals("broker " + of.from() + " stops") ? "Broker " + of.from() + " was told to stop, and handed over " + them + " before it went: nobody had to miss it."
                : first.preferred() ? "Broker " + first.to() + " is the first of the replicas of " + them + ", the preferred leader: it is in sync again, and leads again."
                : "Broker " + of.from() + ", which led " + them + ", does no more: " + of.why() + ".";
        return Finding.of(of.from() < 0 ? NEXT_IN_LINE : Finding.Kind.CAUSE_OF_REBALANCE, 90, sentence, clock(of.atMillis()) + " · " + of.why(),
                new Selected.Broker(of.from() < 0 || first.preferred() ? Math.max(0, first.to()) : of.from())).at(of.atMillis());
    }

    private static String told(Mishap mishap) {
        return switch (mishap.kind()) {
            case KILLED -> " · it said nothing to anybody";
            case FROZEN -> " · its connections stay open, and nothing is answered";
            case CUT_OFF -> " · it runs, and knows nothing of what the others decide";
            case STOPPED -> "";
        };
    }

    private Finding missed(Succession of, Observed fenced) {
        long waited = of.mishap().map(mishap -> fenced.atMillis() - mishap.atMillis()).orElse(0L);
        String first = of.crowned().map(crowned -> "; but first broker " + crowned + " had to be elected controller").orElse("");
        return Finding.of(LEADER_MISSED, 80, "Fenced " + Figures.duration(Math.max(0, waited)) + " later: the controller waits for heartbeats before it gives a broker up" + first + ".",
                "broker.session.timeout.ms; dead and slow look the same", new Selected.Broker(of.from())).at(fenced.atMillis());
    }

    private Finding next(Succession of) {
        Handover first = of.handovers().getFirst();
        boolean one = of.handovers().size() == 1;
        int most = of.shares().keySet().iterator().next();
        Selected about = one ? Case.about(first.id()) : new Selected.Broker(most < 0 ? of.from() : most);
        String rule = "the first of the replicas that is in sync and runs; each leader epoch is one higher, and shuts the old leader out";
        String because = one ? line(first) : rule;
        if (of.nobody()) {
            return Finding.of(NO_LEADER, 70, "No other replica in sync runs: nobody may lead.", one ? because : "unclean.leader.election.enable is off", about).at(of.atMillis());
        }
        Optional<Handover> unclean = of.handovers().stream().filter(Handover::unclean).findFirst();
        if (unclean.isPresent()) {
            return Finding.of(RECORDS_GONE, 95, "Nobody in sync was there: " + leaders(of) + ", and may lack some of what was acknowledged. What it lacks is lost.",
                    unclean.get().why() + "; " + because, about).at(of.atMillis());
        }
        if (of.from() < 0) {
            return Finding.of(NEXT_IN_LINE, 70, "It holds all that was acknowledged: " + leaders(of) + ".", "in sync to the last, or eligible to lead (KIP-966)", about).at(of.atMillis());
        }
        return Finding.of(NEXT_IN_LINE, 70, one ? "Broker " + first.to() + " was the next in line that was in sync: it leads now, leader epoch " + first.before() + " → " + first.epoch() + "."
                : "Next in line and in sync: " + leaders(of) + ".", because, about).at(of.atMillis());
    }

    private static String line(Handover of) {
        return "replicas in their order " + ReplicaReasons.ids(of.replicas()) + "; in sync until then " + ReplicaReasons.ids(of.inSync());
    }

    private static String leaders(Succession of) {
        return of.shares().entrySet().stream().map(share -> share.getKey() < 0 ? "nobody leads " + Figures.exact(share.getValue())
                : "broker " + share.getKey() + " leads" + (of.handovers().size() == 1 ? "" : " " + Figures.exact(share.getValue()))).collect(Collectors.joining(", "));
    }

    private Optional<Finding> cost(Succession of) {
        Selected about = new Selected.Broker(Math.max(0, of.from()));
        boolean clean = of.handovers().stream().noneMatch(one -> one.unclean() || one.to() < 0);
        Optional<Long> gap = of.leaderlessMillis().filter(_ -> !of.nobody());
        if (gap.isPresent()) {
            return Optional.of(Finding.of(WITHOUT_LEADER, 60, "Without a leader for " + Figures.duration(gap.get()) + ": who wrote or read there waited and tried again."
                    + (clean ? " Nothing that was acknowledged by all in sync is lost." : ""), "from " + clock(of.atMillis() - gap.get()) + " to " + clock(of.atMillis()), about)
                    .at(of.atMillis()));
        }
        return of.mishap().filter(mishap -> mishap.kind() == Mishap.Kind.CUT_OFF).map(mishap -> Finding.of(WITHOUT_LEADER, 60, "For " + Figures.duration(of.atMillis() - mishap.atMillis())
                + " it went on believing that it leads. What it took meanwhile with acks=1 it throws away when it is back.", "its followers never had it: it was not committed", about));
    }

    private static String clock(long millis) {
        return Times.clock(millis, ZoneId.systemDefault()).substring(0, 10);
    }
}
