package dev.vitrine.engine.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** A judge that lets everything pass proves nothing: each promise broken is seen. */
class LedgerTest {

    private static final TopicPartition P = new TopicPartition("plain", 0);

    private long now = 5;
    private final Ledger ledger = new Ledger(() -> now);

    private List<String> broken() {
        return ledger.violations().stream().map(Violation::promise).toList();
    }

    @Test
    void an_acknowledged_record_that_is_gone_in_the_end_breaks_p1() {
        ledger.acknowledged(P, "a/0/1", 7);
        ledger.finalContent(P, new TreeMap<>(Map.of(6L, "a/0/0")));
        assertThat(broken()).containsExactly("P1");
    }

    @Test
    void an_offset_that_was_one_record_and_is_another_breaks_p3() {
        ledger.read(P, 3, "a/0/1");
        ledger.read(P, 3, "a/0/1");
        ledger.read(P, 3, "b/0/1");
        assertThat(broken()).containsExactly("P3");
    }

    @Test
    void a_record_acknowledged_at_another_place_than_it_is_found_at_breaks_p3() {
        ledger.acknowledged(P, "a/0/1", 7);
        ledger.finalContent(P, new TreeMap<>(Map.of(8L, "a/0/1")));
        assertThat(broken()).containsExactly("P3");
    }

    @Test
    void a_record_that_was_read_and_is_not_there_in_the_end_breaks_p4() {
        ledger.read(P, 3, "a/0/1");
        ledger.finalContent(P, new TreeMap<>());
        assertThat(broken()).containsExactly("P4");
    }

    @Test
    void a_record_that_is_there_twice_or_behind_a_later_one_breaks_p5() {
        Reader twice = read(Map.of(0L, "a/0/0", 1L, "a/0/0"));
        new InOrder(ledger, Set.of("a")).judge(List.of(twice));
        Reader backwards = read(Map.of(0L, "a/0/1", 1L, "b/0/7", 2L, "a/0/0"));
        new InOrder(ledger, Set.of("a")).judge(List.of(backwards));
        Reader fine = read(Map.of(0L, "a/0/1", 1L, "b/0/0", 2L, "a/0/2"));
        new InOrder(ledger, Set.of("a")).judge(List.of(fine));
        assertThat(broken()).containsExactly("P5", "P5");
    }

    private Reader read(Map<Long, String> content) {
        Reader reader = new Reader("r", new Client.Place(null, null, null, ledger, List.of("plain"), Story.UNTOLD), P, null);
        reader.content().putAll(content);
        return reader;
    }

    @Test
    void a_transaction_of_which_a_part_is_there_breaks_p6_however_it_ended() {
        TopicPartition other = new TopicPartition("plain", 1);
        Transactions transactions = new Transactions(ledger);
        for (String id : List.of("committed", "aborted", "undecided", "never", "whole")) {
            transactions.begun(id + "-1", List.of(new Transactor.Written(P, id + "/0/0"), new Transactor.Written(other, id + "/1/0")));
            transactions.committing(id + "-1");
        }
        transactions.committed("committed", 1);
        transactions.committed("whole", 1);
        transactions.aborted("aborted-1");
        transactions.judge(Map.of(P, Set.of("committed/0/0", "aborted/0/0", "undecided/0/0", "whole/0/0"), other, Set.of("whole/1/0")));
        assertThat(broken()).containsExactly("P6", "P6", "P6");
    }

    @Test
    void a_partition_given_to_somebody_while_another_has_it_breaks_p7_unless_that_ones_session_is_over() {
        Owners owners = new Owners(ledger, () -> now);
        owners.take(P, "one", () -> 10);
        owners.giveUp(P, "one");
        owners.take(P, "two", () -> 10);
        now = 11;
        owners.take(P, "three", () -> 20);
        assertThat(broken()).isEmpty();
        owners.take(P, "four", () -> 20);
        assertThat(broken()).containsExactly("P7");
    }

    @Test
    void a_commit_behind_one_that_was_acknowledged_before_it_was_asked_for_breaks_p8() {
        ledger.committed(P, 4);
        ledger.committed(P, 5);
        ledger.fetchedCommit(P, ledger.committed(P), 5);
        assertThat(broken()).isEmpty();
        ledger.fetchedCommit(P, ledger.committed(P), 4);
        assertThat(broken()).containsExactly("P8");
    }

    @Test
    void a_record_that_was_refused_for_want_of_replicas_and_is_there_breaks_p2() {
        ledger.refused(P, "a/0/1");
        ledger.refused(P, "a/0/2");
        ledger.finalContent(P, new TreeMap<>(Map.of(6L, "a/0/1")));
        assertThat(broken()).containsExactly("P2");
    }

    @Test
    void a_reader_that_goes_past_a_record_without_being_given_it_breaks_p4() {
        TreeMap<Long, String> there = new TreeMap<>(Map.of(0L, "a/0/0", 1L, "a/0/1", 2L, "a/0/2"));
        ledger.followed("r", P, new TreeMap<>(Map.of(0L, "a/0/0")), 1, there);
        assertThat(broken()).isEmpty();
        ledger.followed("r", P, new TreeMap<>(Map.of(0L, "a/0/0")), 2, there);
        assertThat(broken()).containsExactly("P4");
    }

    @Test
    void a_record_read_as_committed_before_anybody_asked_for_that_breaks_p4() {
        Transactions transactions = new Transactions(ledger);
        transactions.begun("t-1", List.of(new Transactor.Written(P, "t-1/0/0")));
        transactions.read(P, 3, new Values("another", 0, 0));
        transactions.committing("t-1");
        transactions.read(P, 4, new Values("t-1", 0, 0));
        assertThat(broken()).isEmpty();
        transactions.aborted("t-1");
        transactions.read(P, 4, new Values("t-1", 0, 0));
        assertThat(broken()).containsExactly("P4");
    }

    @Test
    void an_offset_that_is_there_without_its_transaction_or_behind_a_later_one_breaks_p6() {
        Transactions transactions = new Transactions(ledger);
        for (String id : List.of("t-1", "t-2", "t-3")) {
            transactions.begun(id, List.of(new Transactor.Written(P, id + "/0/0")));
            transactions.committing(id);
        }
        transactions.offsetSeen("t", 0);
        transactions.committed("t", 1);
        transactions.offsetSeen("t", 1);
        transactions.offsetSeen("t", 2);
        assertThat(broken()).isEmpty();
        transactions.judge(Map.of(P, Set.of("t-1/0/0")));
        assertThat(broken()).as("its offset was seen, its record is not there").containsExactly("P6");
        transactions.committed("t", 3);
        transactions.offsetSeen("t", 2);
        transactions.offsetSeen("t", 4);
        assertThat(broken()).containsExactly("P6", "P6", "P6");
    }
}
