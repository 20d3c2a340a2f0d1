package dev.vitrine.app.model.explain;

import static dev.vitrine.app.model.explain.Scenery.GROUP;
import static dev.vitrine.app.model.explain.Scenery.NOW;
import static dev.vitrine.app.model.explain.Scenery.p;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.app.model.Selected;
import dev.vitrine.app.model.explain.Finding.Kind;
import dev.vitrine.app.model.theatre.Cause;
import dev.vitrine.app.model.theatre.PartitionStory;
import dev.vitrine.app.model.theatre.Rebalance;
import dev.vitrine.app.model.theatre.Span;
import dev.vitrine.engine.observe.GroupState;
import dev.vitrine.engine.observe.TransactionState;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Each cause where it is one, and where it is none. */
class ExplainerTest {

    /** Two partitions that two members keep up with: ten records a second each come in and are committed. */
    private static Scenery keepingUp(Scenery scenery, long so) {
        return scenery.partition(0, 0, 1_000 + so).partition(1, 0, 1_000 + so).member("a", 0).member("b", 1)
                .committed(0, 990 + so, 1_000).committed(1, 990 + so, 1_000).fetched("a", 0, 500 + so, 1_000 + so, 50).fetched("b", 1, 500 + so, 1_000 + so, 50);
    }

    private static Scenery good() {
        return keepingUp(Scenery.now(), 100);
    }

    private static Scenery before() {
        return keepingUp(Scenery.tenSecondsAgo(), 0);
    }

    private static List<Finding> lag(Explainer explainer) {
        return explainer.about(new Selected.Group(GROUP)).getFirst().findings();
    }

    private static List<Kind> kinds(Explainer explainer) {
        return lag(explainer).stream().map(Finding::kind).toList();
    }

    private static Finding only(Explainer explainer, Kind kind) {
        return lag(explainer).stream().filter(finding -> finding.kind() == kind).findFirst().orElseThrow();
    }

    private static Rebalance rebalance(long agoMillis, Cause.Kind kind) {
        long began = NOW - agoMillis;
        PartitionStory story = new PartitionStory(p(0), List.of(new Span(Span.Holding.OWNED, "a", 0, OptionalLong.empty())), OptionalLong.empty());
        return new Rebalance(1, GROUP, false, "range", 1, 2, 1, List.of(new Cause(kind, "c", "c", "", "", 0, began)), List.of(), List.of(), List.of(story), began,
                began + 500, OptionalLong.of(began + 500));
    }

    @Test
    void who_keeps_up_is_not_accused() {
        assertThat(kinds(good().explainer(before()))).containsExactly(Kind.NOTHING_WRONG);
    }

    @Test
    void an_empty_group_reads_nothing_and_its_last_rebalance_tells_why() {
        Scenery empty = Scenery.now().partition(0, 0, 500).committed(0, 100, 60_000).state(GroupState.EMPTY);

        Finding finding = only(empty.explainer(null, rebalance(30_000, Cause.Kind.LEFT)), Kind.NOBODY_IN_GROUP);

        assertThat(finding.sentence()).contains("Nobody is in billing").contains("c left of its own accord.");
        assertThat(finding.about()).isEqualTo(new Selected.Rebalance(GROUP, NOW - 30_000));
        assertThat(finding.atMillis()).hasValue(NOW - 30_000);
    }

    @Test
    void a_partition_without_an_owner_is_named_and_can_be_picked() {
        Finding finding = only(good().partition(2, 0, 400).committed(2, 100, 90_000).explainer(before()), Kind.NO_OWNER);

        assertThat(finding.sentence()).isEqualTo("orders 2 has no owner: nobody in the group reads it.");
        assertThat(finding.because()).isEqualTo("300 of 320 records behind lie there");
        assertThat(finding.about()).isEqualTo(new Selected.Partition(p(2)));
    }

    @Test
    void a_partition_without_an_owner_that_has_nothing_to_read_is_no_cause() {
        assertThat(kinds(good().partition(2, 0, 100).committed(2, 100, 90_000).explainer(before()))).doesNotContain(Kind.NO_OWNER);
    }

    @Test
    void an_idle_member_beside_a_lag_is_told_and_without_a_lag_is_not() {
        assertThat(only(good().member("c").explainer(before()), Kind.IDLE_MEMBER).sentence()).startsWith("c is idle: there are 3 members for 2 partitions.");
        Scenery noLag = Scenery.now().partition(0, 0, 100).member("a", 0).member("c").committed(0, 100, 1_000);
        assertThat(kinds(noLag.explainer(null))).containsExactly(Kind.NOTHING_WRONG);
    }

    @Test
    void more_in_than_out_is_told_with_the_time_when_retention_eats_it() {
        Scenery slow = Scenery.now().config("retention.ms", "60000").partition(0, 0, 2_000).member("a", 0).committed(0, 1_000, 500).fetched("a", 0, 900, 1_100, 50);
        Scenery before = Scenery.tenSecondsAgo().partition(0, 0, 1_000).member("a", 0).committed(0, 500, 10_500).fetched("a", 0, 400, 600, 10_050);

        Finding finding = only(slow.explainer(before), Kind.TOO_SLOW);

        assertThat(finding.sentence()).isEqualTo("More comes in than is read: 100/s against 50.0/s. The lag grows by 50.0/s. "
                + "In about 2 min retention begins to delete records of partition 0 that were not read.");
        assertThat(finding.because()).contains("measured over 10 s");
    }

    @Test
    void what_is_kept_for_ever_is_never_eaten() {
        Scenery slow = Scenery.now().config("retention.ms", "-1").partition(0, 0, 2_000).member("a", 0).committed(0, 1_000, 500);
        Scenery before = Scenery.tenSecondsAgo().partition(0, 0, 1_000).member("a", 0).committed(0, 500, 10_500);

        assertThat(only(slow.explainer(before), Kind.TOO_SLOW).sentence()).doesNotContain("retention");
    }

    @Test
    void retention_by_size_is_reckoned_from_what_a_record_weighs() {
        Scenery slow = Scenery.now().config("retention.ms", "-1").config("retention.bytes", "200000").partition(0, 0, 2_000).member("a", 0).committed(0, 1_000, 500);
        Scenery before = Scenery.tenSecondsAgo().partition(0, 0, 1_000).member("a", 0).committed(0, 500, 10_500);

        // 2,000 records fit, 1,000 are unread, 50 more each second.
        assertThat(only(slow.explainer(before), Kind.TOO_SLOW).sentence()).contains("In about 20 s retention");
    }

    @Test
    void more_out_than_in_is_catching_up() {
        Scenery fast = Scenery.now().partition(0, 0, 1_000).member("a", 0).committed(0, 600, 500).fetched("a", 0, 600, 650, 50);
        Scenery before = Scenery.tenSecondsAgo().partition(0, 0, 1_000).member("a", 0).committed(0, 200, 10_500).fetched("a", 0, 200, 250, 10_050);

        assertThat(only(fast.explainer(before), Kind.CATCHING_UP).sentence()).isEqualTo("It is catching up: at this pace it is there in 10 s.");
        assertThat(kinds(fast.explainer(before))).doesNotContain(Kind.TOO_SLOW);
    }

    @Test
    void a_hot_partition_is_told_with_the_key_that_makes_it_hot() {
        Scenery hot = Scenery.now().partition(0, 0, 2_000).partition(1, 0, 1_050).partition(2, 0, 1_050).member("a", 0).member("b", 1, 2).committed(0, 1_500, 100)
                .committed(1, 1_050, 100).committed(2, 1_050, 100);
        Scenery before = Scenery.tenSecondsAgo().partition(0, 0, 1_000).partition(1, 0, 1_000).partition(2, 0, 1_000).member("a", 0).member("b", 1, 2)
                .committed(0, 1_000, 10_100).committed(1, 1_000, 10_100).committed(2, 1_000, 10_100);

        Finding finding = only(hot.explainer(before, Optional.of(new KeyShare("acme", 310, 500))), Kind.HOT_PARTITION);

        assertThat(finding.sentence()).isEqualTo("orders partition 0 gets 91 % of what is written to 3 partitions; its reader has to do most of the work. "
                + "Key “acme” makes up 62 % of its newest records: all of one key go to one partition.");
        assertThat(only(hot.explainer(before, Optional.of(new KeyShare("x", 3, 500))), Kind.HOT_PARTITION).sentence()).doesNotContain("Key");
    }

    @Test
    void partitions_that_get_their_shares_are_not_hot() {
        assertThat(kinds(good().explainer(before()))).doesNotContain(Kind.HOT_PARTITION);
    }

    @Test
    void three_rebalances_within_a_minute_are_a_storm_and_two_are_not() {
        Rebalance one = rebalance(50_000, Cause.Kind.POLL_INTERVAL);
        Rebalance two = rebalance(30_000, Cause.Kind.JOINED);
        Rebalance three = rebalance(10_000, Cause.Kind.POLL_INTERVAL);

        assertThat(only(good().explainer(before(), one, two, three), Kind.REBALANCE_STORM).sentence()).isEqualTo("3 rebalances within a minute: c: poll interval; c joined.");
        assertThat(kinds(good().explainer(before(), two, three))).doesNotContain(Kind.REBALANCE_STORM);
        assertThat(kinds(good().explainer(before(), rebalance(90_000, Cause.Kind.JOINED), two, three))).doesNotContain(Kind.REBALANCE_STORM);
    }

    @Test
    void a_running_rebalance_is_told_with_its_reason() {
        Finding finding = only(good().state(GroupState.PREPARING_REBALANCE).explainer(before(), rebalance(2_000, Cause.Kind.JOINED)), Kind.REBALANCING);

        assertThat(finding.sentence()).isEqualTo("It is sharing out its partitions anew, for 2.0 s. c joined.");
        assertThat(kinds(good().explainer(before(), rebalance(2_000, Cause.Kind.JOINED)))).doesNotContain(Kind.REBALANCING);
    }

    private static Scenery standing(long records, long nextOffset, long quietMillis) {
        return Scenery.now().partition(0, 0, 2_000).member("a", 0).committed(0, 500, 30_000).fetched("a", 0, records, nextOffset, quietMillis);
    }

    private static Scenery standingBefore() {
        return Scenery.tenSecondsAgo().partition(0, 0, 1_900).member("a", 0).committed(0, 500, 30_000).fetched("a", 0, 600, 600, 10_500);
    }

    @Test
    void records_read_again_and_again_mean_that_it_is_stuck_at_one_of_them() {
        Finding finding = only(standing(1_600, 600, 50).explainer(standingBefore()), Kind.STUCK);

        assertThat(finding.sentence()).startsWith("orders partition 0 is stuck at offset 500: a reads the same records again and again.");
        assertThat(finding.because()).startsWith("1,000 records fetched again");
        assertThat(finding.atMillis()).hasValue(NOW - 30_000);
        assertThat(kinds(standing(1_600, 1_600, 50).explainer(standingBefore()))).doesNotContain(Kind.STUCK);
    }

    @Test
    void who_fetches_nothing_though_there_is_more_is_named() {
        Finding finding = only(standing(600, 600, 10_500).explainer(standingBefore()), Kind.NOT_FETCHING);

        assertThat(finding.sentence()).startsWith("a has fetched nothing of orders partition 0 for 11 s though there is more");
        assertThat(finding.about()).isEqualTo(new Selected.Member(GROUP, "a"));
        assertThat(kinds(good().explainer(before()))).doesNotContain(Kind.NOT_FETCHING);
    }

    @Test
    void an_owner_whose_connection_is_gone_is_named_with_its_session_timeout() {
        Scenery crashed = Scenery.now().partition(0, 0, 2_000).member("a", 0).disconnected("a").committed(0, 500, 30_000);

        assertThat(only(crashed.explainer(standingBefore()), Kind.NOT_FETCHING).sentence())
                .isEqualTo("a owns orders partition 0, and its connection is gone. Its session ends when nothing is heard of it for 10 s; until then nobody else may read.");
    }

    @Test
    void who_reads_and_does_not_commit_is_told_what_a_crash_would_cost() {
        Finding finding = only(standing(1_600, 1_600, 50).explainer(standingBefore()), Kind.NO_COMMITS);

        assertThat(finding.sentence()).isEqualTo("a has read orders partition 0 up to offset 1,600 and has committed nothing for 30 s: after a crash all that is done again, from offset 500.");
        assertThat(kinds(good().explainer(before()))).doesNotContain(Kind.NO_COMMITS);
    }

    @Test
    void what_was_deleted_before_it_was_read_is_said_with_how_much() {
        Finding finding = only(good().partition(0, 1_150, 1_200).explainer(before()), Kind.RECORDS_GONE);

        assertThat(finding.sentence()).isEqualTo("60 records of orders partition 0 were deleted before billing had read them. It goes on where auto.offset.reset says.");
        assertThat(kinds(good().partition(0, 1_090, 1_100).explainer(before()))).doesNotContain(Kind.RECORDS_GONE);
    }

    @Test
    void an_open_transaction_holds_readers_that_stand_before_it() {
        Scenery held = Scenery.now().partition(0, 0, 500, 700).member("a", 0).committed(0, 500, 500).fetched("a", 0, 500, 500, 50).transaction("bank", TransactionState.ONGOING, 31_000, 0);

        Finding finding = only(held.explainer(null), Kind.OPEN_TRANSACTION);

        assertThat(finding.weight()).isEqualTo(90);
        assertThat(finding.sentence()).isEqualTo("A transaction of bank has been open for 31 s: nothing from offset 500 on is to be seen by readers of committed records. "
                + "If its producer does nothing, it is aborted in 29 s.");
        assertThat(finding.atMillis()).hasValue(NOW - 31_000);
        assertThat(kinds(good().transaction("bank", TransactionState.ONGOING, 31_000, 0).explainer(before()))).doesNotContain(Kind.OPEN_TRANSACTION);
    }

    @Test
    void why_the_last_stable_offset_stands_is_asked_of_a_partition_only_where_it_does() {
        Scenery held = Scenery.now().partition(0, 0, 500, 700).transaction("bank", TransactionState.PREPARE_COMMIT, 100, 0);

        Answer answer = held.explainer(null).about(new Selected.Partition(p(0))).getLast();

        assertThat(answer.question()).isEqualTo("Why is the last stable offset stuck?");
        assertThat(answer.findings().getFirst().sentence()).contains("Its end is decided");
        assertThat(good().explainer(before()).about(new Selected.Partition(p(0)))).noneMatch(a -> a.question().contains("stable"));
    }

    @Test
    void what_no_coordinator_knows_of_hangs() {
        Scenery held = Scenery.now().partition(0, 0, 500, 700).transaction("other", TransactionState.ONGOING, 100, 1);

        assertThat(held.explainer(null).about(new Selected.Partition(p(0))).getLast().findings()).extracting(Finding::kind).containsExactly(Kind.HANGING_TRANSACTION);
    }

    @Test
    void why_it_rebalanced_is_answered_with_the_newest_first() {
        Answer answer = good().explainer(before(), rebalance(50_000, Cause.Kind.JOINED), rebalance(20_000, Cause.Kind.SESSION_TIMEOUT)).about(new Selected.Group(GROUP)).getLast();

        assertThat(answer.question()).isEqualTo("Why did billing rebalance?");
        assertThat(answer.findings()).extracting(Finding::about).containsExactly(new Selected.Rebalance(GROUP, NOW - 20_000), new Selected.Rebalance(GROUP, NOW - 50_000));
        assertThat(good().explainer(before()).about(new Selected.Group(GROUP)).getLast().findings()).extracting(Finding::kind).containsExactly(Kind.NOTHING_WRONG);
    }

    @Test
    void a_rebalance_that_had_not_begun_at_that_instant_is_no_answer() {
        Rebalance later = rebalance(-5_000, Cause.Kind.JOINED);

        assertThat(good().explainer(before(), later).about(new Selected.Group(GROUP)).getLast().findings()).extracting(Finding::kind).containsExactly(Kind.NOTHING_WRONG);
    }

    @Test
    void a_member_is_asked_for_its_own_partitions_alone() {
        Scenery one = good().partition(1, 0, 5_000).committed(1, 990, 30_000).fetched("b", 1, 500, 1_000, 30_000);

        List<Answer> a = one.explainer(before()).about(new Selected.Member(GROUP, "a"));

        assertThat(a.getFirst().findings()).extracting(Finding::kind).containsExactly(Kind.NOTHING_WRONG);
        assertThat(one.member("c").explainer(before()).about(new Selected.Member(GROUP, "c")).getFirst().question()).isEqualTo("Why does it read nothing?");
    }

    @Test
    void the_heaviest_is_told_first() {
        Scenery both = good().member("c").partition(2, 0, 40_000).committed(2, 100, 90_000);

        assertThat(kinds(both.explainer(before()))).startsWith(Kind.NO_OWNER).endsWith(Kind.IDLE_MEMBER);
    }
}
