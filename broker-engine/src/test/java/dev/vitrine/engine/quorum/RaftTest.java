package dev.vitrine.engine.quorum;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** One replica's part, without a network: what goes in, what comes out. */
class RaftTest {

    private static final Voters THREE = Voters.only(QuorumBench.key(1)).with(QuorumBench.key(2)).with(QuorumBench.key(3));
    private static final LogPosition END = new LogPosition(10, 2);

    private final Raft raft = replica(1, THREE, END);

    private static Raft replica(int id, Voters voters, LogPosition end) {
        Raft raft = new Raft(QuorumBench.key(id), new Patience(QuorumTimes.DEFAULT, new Random(1)), new LogView() {
            @Override
            public LogPosition end() {
                return end;
            }

            @Override
            public Voters voters() {
                return voters;
            }
        });
        raft.begin(new DurableState(2, OptionalInt.empty(), Optional.empty()), 0);
        return raft;
    }

    private static VoteQuestion vote(int candidate, int epoch, boolean pre, LogPosition end) {
        return new VoteQuestion(QuorumBench.key(candidate), epoch, pre, end);
    }

    /** Lets its time pass. */
    private static long pass(Raft raft) {
        long at = raft.role().dueAt();
        raft.due(at);
        return at;
    }

    private static List<Ask.Vote> votesAsked(Raft raft) {
        return raft.takeAsks().stream().map(Ask.Vote.class::cast).toList();
    }

    @Test
    void it_asks_whether_it_could_win_before_it_begins_an_epoch() {
        pass(raft);

        assertThat(raft.role()).isInstanceOf(Role.Prospective.class);
        assertThat(raft.epoch()).isEqualTo(2);
        assertThat(votesAsked(raft)).hasSize(2).allMatch(ask -> ask.question().pre() && ask.question().epoch() == 2);
    }

    @Test
    void with_a_majority_of_pre_votes_it_stands_and_with_a_majority_of_votes_it_leads() {
        long now = pass(raft);
        Ballot pre = votesAsked(raft).getFirst().ballot();
        raft.answered(2, pre, true, 2, OptionalInt.empty(), now);

        assertThat(raft.role()).isInstanceOf(Role.Candidate.class);
        assertThat(raft.durable()).isEqualTo(new DurableState(3, OptionalInt.empty(), Optional.of(QuorumBench.key(1))));

        Ballot real = votesAsked(raft).getFirst().ballot();
        raft.answered(3, real, true, 3, OptionalInt.empty(), now);

        assertThat(raft.role()).isInstanceOf(Role.Leader.class);
        assertThat(raft.takeAsks()).containsExactly(new Ask.Begin(2, 3), new Ask.Begin(3, 3));
    }

    @Test
    void a_pre_vote_is_no_vote() {
        long now = pass(raft);
        Ballot pre = votesAsked(raft).getFirst().ballot();
        raft.answered(2, pre, true, 2, OptionalInt.empty(), now);

        raft.answered(3, pre, true, 2, OptionalInt.empty(), now);

        assertThat(raft.role()).isInstanceOf(Role.Candidate.class);
    }

    @Test
    void it_votes_once_in_an_epoch_and_again_for_the_same_one() {
        assertThat(raft.asked(vote(2, 3, false, END), 0)).isTrue();
        assertThat(raft.asked(vote(3, 3, false, END), 0)).isFalse();
        assertThat(raft.asked(vote(2, 3, false, END), 0)).isTrue();
        assertThat(raft.asked(vote(3, 4, false, END), 0)).isTrue();
    }

    @Test
    void it_votes_for_no_log_that_lacks_what_it_has() {
        assertThat(raft.asked(vote(2, 3, false, new LogPosition(9, 2)), 0)).isFalse();
        assertThat(raft.asked(vote(2, 3, true, new LogPosition(99, 1)), 0)).isFalse();
        assertThat(raft.asked(vote(2, 3, false, new LogPosition(1, 3)), 0)).isTrue();
    }

    @Test
    void who_hears_its_leader_would_not_vote_for_another() {
        raft.begun(3, 2, 0);
        assertThat(raft.asked(vote(3, 3, true, END), 0)).isTrue();

        raft.fetched(0);

        assertThat(raft.asked(vote(3, 3, true, END), 0)).isFalse();
        assertThat(raft.asked(vote(3, 3, false, END), 0)).isFalse();
        assertThat(raft.leader()).hasValue(2);
    }

    @Test
    void who_hears_no_answer_asks_on_until_it_is_over() {
        long now = pass(raft);
        Ask.Vote asked = votesAsked(raft).getFirst();

        raft.unanswered(asked);
        assertThat(votesAsked(raft)).singleElement().matches(again -> again.after() > 0 && again.to() == asked.to());
        raft.begun(3, 3, now);
        raft.unanswered(asked);

        assertThat(raft.takeAsks()).isEmpty();
    }

    @Test
    void the_successor_that_a_leader_names_first_stands_at_once() {
        raft.begun(3, 2, 0);
        raft.fetched(0);

        raft.ended(3, 2, List.of(1, 3), 5);

        assertThat(raft.role().dueAt()).isEqualTo(5);
        raft.due(5);
        assertThat(raft.role()).isInstanceOf(Role.Prospective.class);
    }

    @Test
    void who_led_before_it_stopped_does_not_lead_in_that_epoch_again() {
        Raft again = new Raft(QuorumBench.key(1), new Patience(QuorumTimes.DEFAULT, new Random(1)), new LogView() {
            @Override
            public LogPosition end() {
                return END;
            }

            @Override
            public Voters voters() {
                return THREE;
            }
        });
        again.begin(new DurableState(2, OptionalInt.of(1), Optional.of(QuorumBench.key(1))), 0);

        assertThat(again.role()).isInstanceOf(Role.Resigned.class);
        pass(again);
        assertThat(again.epoch()).isEqualTo(3);
        assertThat(again.role()).isInstanceOf(Role.Prospective.class);
    }

    @Test
    void an_observer_never_stands() {
        Raft observer = replica(4, THREE, END);
        for (int i = 0; i < 10; i++) {
            pass(observer);
            assertThat(observer.role()).isInstanceOf(Role.Unattached.class);
        }
        assertThat(observer.takeAsks()).isEmpty();
        assertThat(observer.epoch()).isEqualTo(2);
    }

    @Test
    void a_leader_that_hears_from_no_majority_gives_up_and_names_who_should_follow() {
        Raft leader = replica(1, THREE, END);
        long now = pass(leader);
        leader.answered(2, votesAsked(leader).getFirst().ballot(), true, 2, OptionalInt.empty(), now);
        leader.answered(2, votesAsked(leader).getFirst().ballot(), true, 3, OptionalInt.empty(), now);
        leader.takeAsks();
        Progress progress = ((Role.Leader) leader.role()).progress();
        progress.fetched(QuorumBench.key(2), 8, 10, now);
        progress.fetched(QuorumBench.key(3), 9, 10, now);

        while (leader.role() instanceof Role.Leader) {
            pass(leader);
        }

        assertThat(leader.role()).isInstanceOf(Role.Resigned.class);
        assertThat(leader.takeAsks()).contains(new Ask.End(2, 3, List.of(3, 2)), new Ask.End(3, 3, List.of(3, 2)));
    }
}
