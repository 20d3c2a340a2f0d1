package dev.vitrine.app.model.cluster;

import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.observe.Observed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The election of a controller: who was asked, what was answered.
 *
 * @param epoch   Raft's term
 * @param ballots in the order in which they were cast
 * @param winner  empty where nobody has won (yet)
 */
public record Election(int epoch, long beganMillis, long endedMillis, List<Ballot> ballots, OptionalInt winner) {

    public Election {
        ballots = List.copyOf(ballots);
    }

    /** One answer. @param preVote whether it was only asked what it would say (KIP-996) */
    public record Ballot(int voter, int candidate, boolean preVote, boolean granted, long atMillis) {}

    /**
     * All elections that events tell of, the oldest first.
     *
     * @param events the oldest first
     */
    public static List<Election> of(List<Observed> events) {
        TreeMap<Integer, Making> terms = new TreeMap<>();
        for (Observed observed : events) {
            if (observed.event() instanceof Event.VoteCast vote) {
                terms.computeIfAbsent(term(vote), Making::new).cast(vote, observed.atMillis());
            } else if (observed.event() instanceof Event.QuorumLeaderElected won) {
                terms.computeIfAbsent(won.epoch(), Making::new).won(won.broker(), observed.atMillis());
            }
        }
        return terms.values().stream().map(Making::made).toList();
    }

    /** Who only asks what others would say is in the old term still, and asks about the next (KIP-996). */
    private static int term(Event.VoteCast vote) {
        return vote.preVote() ? vote.epoch() + 1 : vote.epoch();
    }

    /** What a broker said last, of the real vote where there was one; who stands votes for itself, and nobody asks it. Empty where it was not heard of. */
    public Optional<Ballot> of(int voter) {
        Optional<Ballot> itself = ballots.stream().filter(ballot -> !ballot.preVote() && ballot.candidate() == voter).findFirst()
                .map(ballot -> new Ballot(voter, voter, false, true, ballot.atMillis()));
        List<Ballot> cast = ballots.stream().filter(ballot -> ballot.voter() == voter).toList();
        return cast.stream().filter(ballot -> !ballot.preVote()).reduce((_, last) -> last).or(() -> itself).or(() -> cast.stream().reduce((_, last) -> last));
    }

    /** Who asked first; empty where nobody was heard to ask. */
    public OptionalInt first() {
        return ballots.stream().mapToInt(Ballot::candidate).findFirst();
    }

    /** The last answer of each who was asked, but for the candidate itself. @param preVote of the question beforehand, or of the real vote */
    public List<Ballot> answers(int candidate, boolean preVote) {
        Map<Integer, Ballot> last = new LinkedHashMap<>();
        ballots.stream().filter(ballot -> ballot.candidate() == candidate && ballot.preVote() == preVote && ballot.voter() != candidate)
                .forEach(ballot -> last.put(ballot.voter(), ballot));
        return List.copyOf(last.values());
    }

    /** How it went, in a sentence. */
    public String sentence() {
        List<Integer> standing = ballots.stream().filter(ballot -> !ballot.preVote()).map(Ballot::candidate).distinct().toList();
        if (standing.isEmpty() && winner.isEmpty()) {
            return ballots.stream().map(Ballot::candidate).distinct().map(one -> "Broker " + one + " asks who would vote for it in term " + epoch
                    + said(answers(one, true), " would say yes", " would say no") + ".").collect(Collectors.joining(" "));
        }
        String asked = standing.stream().map(one -> "broker " + one + said(answers(one, false), " said yes", " said no")).collect(Collectors.joining("; by "));
        return "Term " + epoch + ": " + (winner.isPresent() ? "broker " + winner.getAsInt() + " was elected" : "nobody was elected")
                + (asked.isEmpty() ? "." : ". Votes asked for by " + asked + ".");
    }

    private static String said(List<Ballot> answers, String yes, String no) {
        return answers.isEmpty() ? "" : answers.stream().map(ballot -> ballot.voter() + (ballot.granted() ? yes : no)).collect(Collectors.joining(", ", ": ", ""));
    }

    private static final class Making {

        private final int epoch;
        private final List<Ballot> ballots = new ArrayList<>();
        private OptionalInt winner = OptionalInt.empty();
        private long began = Long.MAX_VALUE;
        private long ended;

        Making(int epoch) {
            this.epoch = epoch;
        }

        void cast(Event.VoteCast vote, long at) {
            ballots.add(new Ballot(vote.voter(), vote.candidate(), vote.preVote(), vote.granted(), at));
            span(at);
        }

        void won(int broker, long at) {
            winner = OptionalInt.of(broker);
            span(at);
        }

        private void span(long at) {
            began = Math.min(began, at);
            ended = Math.max(ended, at);
        }

        Election made() {
            return new Election(epoch, began, ended, ballots, winner);
        }
    }
}
