package dev.vitrine.engine.quorum;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Who leads the metadata log: one replica's part in it. A pure state machine: what came in and what time it is make it another {@link Role} and leave
 * {@link Ask}s to be sent; it knows no network, no disk and no clock. {@link #durable} must be safe before anything of what it asks leaves the broker.
 *
 * <pre>
 *                    time is over: a voter              a majority would vote             a majority votes
 *   UNATTACHED ─────────────────────────▶ PROSPECTIVE ──────────────────▶ CANDIDATE ──────────────────▶ LEADER
 *     ▲   ▲  │                             ▲  │   ▲  time is over, or          │ (epoch + 1)           │
 *     │   │  │ a leader is heard of        │  │   └── a majority said no ──────┘                       │ no majority
 *     │   │  ▼                             │  │                                                        │ fetches, or
 *     │   │ FOLLOWER ──────────────────────┘  │ a majority would not, or time is over:                 │ it is to stop
 *     │   │   ▲     a voter heard nothing     │ back to the leader that it knows, or to none           ▼
 *     │   │   └───────────────────────────────┤                                                     RESIGNED
 *     │   └───────────────────────────────────┘                                                        │
 *     └──────────────────────── any later epoch, from any of them;  time is over: epoch + 1 ◀──────────┘
 * </pre>
 *
 * <p>An observer (one that the voters do not name) goes to and fro between UNATTACHED and FOLLOWER. There is one leader in an epoch at most, since each
 * voter votes once in it, and a majority is needed. A leader has all that was committed before, since nobody votes for a shorter log.
 */
final class Raft {

    private final ReplicaKey self;
    private final Patience patience;
    private final LogView log;
    private final List<Ask> asks = new ArrayList<>();
    private Role role = new Role.Unattached(Long.MAX_VALUE);
    private int epoch;
    private Optional<ReplicaKey> voted = Optional.empty();
    private int lostInARow;

    Raft(ReplicaKey self, Patience patience, LogView log) {
        this.self = self;
        this.patience = patience;
        this.log = log;
    }

    /** To be called once, before all else. @param saved by the last run */
    void begin(DurableState saved, long now) {
        LogPosition end = log.end();
        int rank = log.voters().ids().headSet(self.id()).size();
        boolean behind = saved.epoch() < end.epoch();
        epoch = Math.max(saved.epoch(), end.epoch());
        voted = behind ? Optional.empty() : saved.voted();
        boolean led = !behind && saved.leader().equals(OptionalInt.of(self.id()));
        if (led && !log.voters().isOnly(self)) {
            role = new Role.Resigned(List.of(), now + patience.atFirst(rank));
        } else if (!behind && saved.leader().isPresent() && !led) {
            role = new Role.Follower(saved.leader().getAsInt(), false, now + patience.atFirstForLeader(rank));
        } else {
            role = new Role.Unattached(now + patience.atFirst(rank));
        }
        if (log.voters().isOnly(self)) {
            prospect(now);
        }
    }

    // ---- what can be seen

    Role role() {
        return role;
    }

    int epoch() {
        return epoch;
    }

    OptionalInt leader() {
        return role.leader();
    }

    DurableState durable() {
        return new DurableState(epoch, role.leader(), voted);
    }

    boolean votes() {
        return log.voters().contains(self);
    }

    /** What is to be sent now; each is told once. */
    List<Ask> takeAsks() {
        List<Ask> taken = List.copyOf(asks);
        asks.clear();
        return taken;
    }

    // ---- what may come in

    /** The role's time is over. */
    void due(long now) {
        if (now < role.dueAt()) {
            return;
        }
        switch (role) {
            case Role.Unattached none -> standOrWait(OptionalInt.empty(), now);
            case Role.Follower follower -> standOrWait(votes() ? follower.leader() : OptionalInt.empty(), now);
            case Role.Prospective prospective -> giveUp(prospective, now);
            case Role.Candidate candidate -> prospect(now);
            case Role.Leader leader -> lead(leader, now);
            case Role.Resigned resigned -> {
                enter(epoch + 1, now);
                standOrWait(OptionalInt.empty(), now);
            }
        }
    }

    private void standOrWait(OptionalInt leader, long now) {
        if (votes()) {
            prospect(leader, now);
        } else {
            role = new Role.Unattached(now + patience.withElection());
        }
    }

    /** @return whether it is granted. An older epoch is the caller's to refuse */
    boolean asked(VoteQuestion question, long now) {
        if (question.epoch() > epoch) {
            enter(question.epoch(), now);
        }
        boolean granted = question.epoch() == epoch && grants(question);
        if (granted && !question.pre()) {
            voted = Optional.of(question.candidate());
            role = new Role.Unattached(now + patience.withElection());
        }
        return granted;
    }

    /** Once in an epoch, and for no shorter log. A pre-vote is granted by all who have no leader that they hear. */
    private boolean grants(VoteQuestion question) {
        if (question.end().compareTo(log.end()) < 0) {
            return false;
        }
        boolean free = voted.map(question.candidate()::equals).orElse(true);
        return switch (role) {
            case Role.Unattached none -> question.pre() || free;
            case Role.Prospective prospective -> question.pre() || free && prospective.leader().isEmpty();
            case Role.Candidate candidate -> question.pre();
            case Role.Resigned resigned -> question.pre();
            case Role.Follower follower -> question.pre() ? !follower.fetched() : voted.map(question.candidate()::equals).orElse(false);
            case Role.Leader leader -> false;
        };
    }

    /** A vote was answered. @param leaderEpoch and leader: what the voter knows */
    void answered(int voter, Ballot ballot, boolean granted, int leaderEpoch, OptionalInt leader, long now) {
        heard(leaderEpoch, leader, now);
        switch (role) {
            case Role.Prospective p when p.ballot() == ballot -> {
                ballot.count(voter, granted);
                if (ballot.won()) {
                    stand(now);
                } else if (ballot.lost()) {
                    giveUp(p, now);
                }
            }
            case Role.Candidate c when c.ballot() == ballot -> {
                ballot.count(voter, granted);
                if (ballot.won()) {
                    win(ballot, now);
                } else if (ballot.lost()) {
                    role = new Role.Unattached(now + patience.afterLoss(++lostInARow));
                }
            }
            default -> { } // of an election that is over
        }
    }

    /** A vote got no answer: it is asked again for as long as it matters. */
    void unanswered(Ask.Vote vote) {
        if (matters(vote)) {
            asks.add(new Ask.Vote(vote.to(), vote.ballot(), vote.question(), patience.betweenTries()));
        }
    }

    /** Whether anybody still waits for it. */
    boolean matters(Ask.Vote vote) {
        Ballot open = switch (role) {
            case Role.Prospective p -> p.ballot();
            case Role.Candidate c -> c.ballot();
            default -> null;
        };
        return vote.ballot() == open && open.openFor(vote.to());
    }

    /** Somebody told of an epoch, and of its leader if it knows it. */
    void heard(int otherEpoch, OptionalInt leader, long now) {
        boolean ofAnother = leader.isPresent() && leader.getAsInt() != self.id();
        if (otherEpoch > epoch) {
            enter(otherEpoch, now);
        }
        if (otherEpoch == epoch && ofAnother && role.leader().isEmpty() && !(role instanceof Role.Resigned)) {
            follow(leader.getAsInt(), now);
        }
    }

    /** BeginQuorumEpoch came from the leader itself. */
    void begun(int leaderEpoch, int leader, long now) {
        heard(leaderEpoch, OptionalInt.of(leader), now);
        if (leaderEpoch == epoch && role instanceof Role.Prospective) {
            follow(leader, now);
        }
    }

    /** EndQuorumEpoch: the leader goes. The voter that it names first stands at once, the others a little later each. */
    void ended(int leaderEpoch, int leader, List<Integer> successors, long now) {
        heard(leaderEpoch, OptionalInt.of(leader), now);
        if (leaderEpoch == epoch && role instanceof Role.Follower follower && follower.id() == leader) {
            int rank = successors.indexOf(self.id());
            role = new Role.Follower(leader, false, now + patience.asSuccessor(rank));
        }
    }

    /** The leader has answered a fetch. */
    void fetched(long now) {
        if (role instanceof Role.Follower follower) {
            role = new Role.Follower(follower.id(), true, now + patience.withLeader());
        }
    }

    /** The leader gives up, and says who should follow it. Others are not concerned. */
    void resign(long now) {
        if (role instanceof Role.Leader leader) {
            List<Integer> successors = leader.progress().successors(log.voters());
            log.voters().others(self.id()).forEach(other -> asks.add(new Ask.End(other, epoch, successors)));
            role = new Role.Resigned(successors, now + patience.withElection());
        }
    }

    // ---- from role to role

    /** A later epoch: nobody has been voted for in it. Who waits for its turn goes on waiting, so that one who can't win doesn't hold others up. */
    private void enter(int later, long now) {
        boolean waits = role instanceof Role.Unattached || role instanceof Role.Follower || role instanceof Role.Candidate;
        long due = waits ? Math.min(role.dueAt(), now + patience.withLaterEpoch()) : now + patience.withElection();
        epoch = later;
        voted = Optional.empty();
        role = new Role.Unattached(due);
    }

    private void follow(int leader, long now) {
        lostInARow = 0;
        role = new Role.Follower(leader, false, now + patience.withLeader());
    }

    private void prospect(long now) {
        prospect(OptionalInt.empty(), now);
    }

    private void prospect(OptionalInt leader, long now) {
        Ballot ballot = open(true);
        role = new Role.Prospective(ballot, leader, now + patience.withElection());
        if (ballot.won()) {
            stand(now);
        }
    }

    private void giveUp(Role.Prospective prospective, long now) {
        if (prospective.leader().isPresent()) {
            follow(prospective.leader().getAsInt(), now);
        } else {
            role = new Role.Unattached(now + patience.withElection());
        }
    }

    private void stand(long now) {
        epoch++;
        voted = Optional.of(self);
        Ballot ballot = open(false);
        role = new Role.Candidate(ballot, now + patience.withElection());
        if (ballot.won()) {
            win(ballot, now);
        }
    }

    private Ballot open(boolean pre) {
        Ballot ballot = new Ballot(epoch, pre, log.voters());
        VoteQuestion question = new VoteQuestion(self, epoch, pre, log.end());
        log.voters().others(self.id()).forEach(other -> asks.add(new Ask.Vote(other, ballot, question, 0)));
        if (votes()) {
            ballot.count(self.id(), true);
        }
        return ballot;
    }

    private void win(Ballot ballot, long now) {
        lostInARow = 0;
        role = new Role.Leader(self.id(), List.copyOf(ballot.granted()), log.end().offset(), new Progress(self, now), now + patience.betweenAnnouncements());
        log.voters().others(self.id()).forEach(other -> asks.add(new Ask.Begin(other, epoch)));
    }

    /** A leader looks round: does a majority still copy from it? Voters from whom nothing came may not know of it yet. */
    private void lead(Role.Leader leader, long now) {
        Voters voters = log.voters();
        if (!leader.progress().heardFromMajoritySince(voters, now - patience.withFollowers())) {
            resign(now);
            return;
        }
        voters.others(self.id()).stream()
                .filter(other -> !leader.progress().fetchedSince(new ReplicaKey(other, voters.directories().get(other)), now - patience.betweenAnnouncements()))
                .forEach(other -> asks.add(new Ask.Begin(other, epoch)));
        role = new Role.Leader(leader.self(), leader.granted(), leader.startOffset(), leader.progress(), now + patience.betweenAnnouncements());
    }
}
