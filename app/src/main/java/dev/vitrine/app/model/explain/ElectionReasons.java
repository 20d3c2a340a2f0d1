package dev.vitrine.app.model.explain;

import static dev.vitrine.app.model.explain.Finding.Kind.LEADER_GONE;
import static dev.vitrine.app.model.explain.Finding.Kind.LEADER_MISSED;
import static dev.vitrine.app.model.explain.Finding.Kind.NEXT_IN_LINE;
import static dev.vitrine.app.model.explain.Finding.Kind.NO_CONTROLLER;
import static dev.vitrine.app.model.explain.Finding.Kind.WITHOUT_LEADER;

import dev.vitrine.app.model.Figures;
import dev.vitrine.app.model.Names;
import dev.vitrine.app.model.Selected;
import dev.vitrine.app.model.cluster.Election;
import dev.vitrine.app.model.cluster.Election.Ballot;
import dev.vitrine.app.model.cluster.Mishap;
import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.observe.QuorumView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Why a broker is the controller, or nobody is: what befell the last one, who missed it, who said what. */
final class ElectionReasons {

    /** A stop takes so long at the most: the others are waited for. */
    private static final long STOP_MILLIS = 15_000;

    private final Evidence evidence;
    private final List<Election> all;

    ElectionReasons(Evidence evidence) {
        this.evidence = evidence;
        this.all = Election.of(evidence.happened());
    }

    /** How the controller came to be that, where that was not long ago; empty of the first that there ever was. */
    Optional<Answer> since(long millis) {
        return won().filter(one -> one.endedMillis() >= millis).flatMap(this::answer);
    }

    /** The same of a broker, as far as that is remembered; empty where it is not the controller. */
    Optional<Answer> about(int broker) {
        return evidence.now().controllerId() == broker ? won().filter(one -> one.winner().getAsInt() == broker).flatMap(this::answer) : Optional.empty();
    }

    private Optional<Election> won() {
        return all.stream().filter(one -> one.winner().isPresent()).reduce((_, last) -> last);
    }

    private Optional<Answer> answer(Election election) {
        OptionalInt last = predecessor(election);
        if (last.isEmpty()) {
            return Optional.empty();
        }
        int winner = election.winner().getAsInt();
        Optional<Mishap> mishap = Mishap.of(evidence.happened(), last.getAsInt(), election.endedMillis());
        boolean stops = mishap.isEmpty() && stopped(last.getAsInt(), election);
        List<Finding> findings = new ArrayList<>();
        findings.add(stops ? resigned(last.getAsInt(), election) : gone(last.getAsInt(), mishap, election));
        Optional.of(election).filter(_ -> !stops).flatMap(one -> missed(one, last.getAsInt(), mishap)).ifPresent(findings::add);
        findings.add(votes(election, winner));
        mishap.ifPresent(one -> findings.add(Finding.of(WITHOUT_LEADER, 60, "Without a controller for " + Figures.duration(Math.max(0, election.endedMillis() - one.atMillis()))
                + ": nobody could name leaders or change topics. Records went on where a leader ran.", "term " + (election.epoch() - 1) + " → " + election.epoch(),
                new Selected.Broker(winner)).at(election.endedMillis())));
        return Optional.of(new Answer("Why is broker " + winner + " the controller?", findings));
    }

    /** Who was controller before: of an election, or of a picture from before it. */
    private OptionalInt predecessor(Election election) {
        OptionalInt told = all.stream().filter(one -> one.epoch() < election.epoch() && one.winner().isPresent()).mapToInt(one -> one.winner().getAsInt()).reduce((_, last) -> last);
        return told.isPresent() ? told : evidence.past().apply(election.beganMillis() - 1).filter(then -> then.atMillis() < election.beganMillis())
                .flatMap(then -> then.quorum()).map(quorum -> quorum.leader() >= 0 ? OptionalInt.of(quorum.leader()) : OptionalInt.empty()).orElse(OptionalInt.empty());
    }

    /** Who stops gives up the quorum before it has ended: what it led it has handed over then, or it is about to end. */
    private boolean stopped(int broker, Election election) {
        return evidence.happened().stream()
                .filter(seen -> Math.abs(seen.atMillis() - election.endedMillis()) <= STOP_MILLIS)
                .anyMatch(seen -> seen.event() instanceof Event.BrokerStopped ended ? ended.broker() == broker
                        : seen.event() instanceof Event.LeaderElected handed && handed.why().equals("broker " + broker + " stops"));
    }

    private static Finding resigned(int broker, Election election) {
        return Finding.of(LEADER_GONE, 90, "Broker " + broker + ", the controller until then, was told to stop, and gave the quorum up before it went.",
                "it told the others: nobody had to miss it", new Selected.Broker(broker)).at(election.beganMillis());
    }

    private static Finding gone(int broker, Optional<Mishap> mishap, Election election) {
        Selected about = new Selected.Broker(broker);
        if (mishap.isEmpty()) {
            return Finding.of(LEADER_GONE, 90, "Broker " + broker + (election.winner().getAsInt() == broker ? " was the controller before, too, and had given that up"
                    : ", the controller until then, gave that up") + ": who leads the quorum resigns when no majority fetches from it any more.",
                    "nothing is remembered that befell it itself", about).at(election.beganMillis());
        }
        return Finding.of(LEADER_GONE, 90, "Broker " + broker + ", the controller until then, " + mishap.get().words() + ".",
                mishap.get().kind() == Mishap.Kind.STOPPED ? "it told the others that it goes" : "it said nothing to anybody", about).at(mishap.get().atMillis());
    }

    /** Who asked first had not heard of it for longest. */
    private Optional<Finding> missed(Election election, int last, Optional<Mishap> mishap) {
        if (election.first().isEmpty() || election.first().getAsInt() == last) {
            return Optional.empty();
        }
        int first = election.first().getAsInt();
        String after = mishap.map(one -> ", after " + Figures.duration(Math.max(0, election.beganMillis() - one.atMillis()))).orElse("");
        String would = said(election.answers(first, true), " would", " would not");
        return Optional.of(Finding.of(LEADER_MISSED, 80, "Broker " + first + " missed it first" + after + ", and asked who would vote for it" + (would.isEmpty() ? "." : ": " + would + "."),
                "nothing fetched from it for controller.quorum.fetch.timeout.ms; such a pre-vote binds nobody (KIP-996)", new Selected.Broker(first)).at(election.beganMillis()));
    }

    private Finding votes(Election election, int winner) {
        List<Ballot> answers = election.answers(winner, false);
        String said = said(answers, " said yes", " said no");
        int voters = evidence.now().quorum().map(quorum -> quorum.voters().size()).orElse(0);
        long yes = answers.stream().filter(Ballot::granted).count() + 1;
        return Finding.of(NEXT_IN_LINE, 70, "In term " + election.epoch() + " broker " + winner + " asked for votes" + (said.isEmpty() ? "." : ": " + said + ".")
                        + (voters == 0 ? "" : " With its own " + yes + " of " + voters + ": " + (2 * yes > voters ? "a majority." : "elected.")),
                "one vote in a term, and only for a log that is as long as one’s own", new Selected.Broker(winner)).at(election.endedMillis());
    }

    private static String said(List<Ballot> answers, String yes, String no) {
        List<Integer> for_ = answers.stream().filter(Ballot::granted).map(Ballot::voter).sorted().toList();
        List<Integer> against = answers.stream().filter(one -> !one.granted()).map(Ballot::voter).sorted().toList();
        return (for_.isEmpty() ? "" : Names.brokers(for_) + yes) + (for_.isEmpty() || against.isEmpty() ? "" : ", ") + (against.isEmpty() ? "" : Names.brokers(against) + no);
    }

    /** What befell the controller that isn't there, and what the others have done about it so far. */
    List<Finding> open(QuorumView quorum) {
        List<Finding> findings = new ArrayList<>();
        OptionalInt last = won().map(Election::winner).orElse(quorum.leader() >= 0 ? OptionalInt.of(quorum.leader()) : OptionalInt.empty());
        last.ifPresent(broker -> Mishap.of(evidence.happened(), broker, evidence.atMillis()).ifPresent(mishap -> findings.add(Finding.of(LEADER_GONE, 99, "Broker " + broker
                + ", the controller, " + mishap.words() + " " + Figures.duration(Math.max(0, evidence.atMillis() - mishap.atMillis())) + " ago.",
                "the others miss it after controller.quorum.fetch.timeout.ms", new Selected.Broker(broker)).at(mishap.atMillis()))));
        if (!all.isEmpty() && all.getLast().winner().isEmpty()) {
            Election election = all.getLast();
            findings.add(Finding.of(NO_CONTROLLER, 97, election.sentence(), "a majority of " + quorum.voters().size() + " is " + (quorum.voters().size() / 2 + 1),
                    election.first().isPresent() ? new Selected.Broker(election.first().getAsInt()) : new Selected.Nothing()).at(election.beganMillis()));
        }
        return findings;
    }
}
