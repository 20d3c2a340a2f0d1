package dev.vitrine.engine.client.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.client.history.History.Outcome;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A checker that lets everything pass proves nothing: a history with one thing wrong in it is found wrong, in that and in nothing else. */
class VerdictTest {

    private static final String LAST = "last";

    private final History history = new History();

    /** {@code a-0}, {@code a-1}, … acknowledged at offsets 0, 1, … of partition 0. */
    private void acknowledged(int count) {
        IntStream.range(0, count).forEach(i -> history.sent("a", i, new Outcome.Acknowledged(0, i)));
    }

    private void polled(String consumer, int... offsets) {
        IntStream.of(offsets).forEach(offset -> history.polled(consumer, 0, offset, "a-" + offset));
    }

    private List<String> kinds() {
        return new Verdict(history, LAST).breaches().stream().map(breach -> breach.substring(0, breach.indexOf(':'))).toList();
    }

    @Test
    void a_history_with_gaps_where_markers_and_aborted_records_lie_is_fine() {
        acknowledged(3);
        history.sent("t", 0, new Outcome.Aborted());
        history.sent("b", 0, new Outcome.Unknown());
        history.sent("a", 7, new Outcome.Acknowledged(0, 7));
        polled(LAST, 0, 1, 2, 7);
        history.polled(LAST, 0, 9, "b-0");
        polled("reader", 1, 2, 7);
        assertThat(kinds()).isEmpty();
    }

    @Test
    void what_was_acknowledged_and_is_not_there_is_lost() {
        acknowledged(3);
        polled(LAST, 0, 1);
        assertThat(kinds()).containsExactly("lost");
    }

    @Test
    void what_is_there_at_two_offsets_is_doubled_though_nobody_was_told_of_it() {
        history.sent("b", 0, new Outcome.Unknown());
        history.polled(LAST, 0, 4, "b-0");
        history.polled(LAST, 0, 5, "b-0");
        assertThat(kinds()).containsExactly("doubled");
    }

    @Test
    void one_offset_with_two_values_is_inconsistent_whoever_saw_them() {
        acknowledged(2);
        polled(LAST, 0, 1);
        history.polled("reader", 0, 1, "b-0");
        assertThat(kinds()).containsExactly("inconsistent");
    }

    @Test
    void a_read_of_what_was_aborted_is_found() {
        history.sent("t", 0, new Outcome.Aborted());
        history.polled("reader", 0, 3, "t-0");
        assertThat(kinds()).contains("aborted read");
    }

    @Test
    void a_later_record_with_a_smaller_offset_is_reordered() {
        history.sent("a", 0, new Outcome.Acknowledged(0, 1));
        history.sent("a", 1, new Outcome.Acknowledged(0, 0));
        history.polled(LAST, 0, 0, "a-1");
        history.polled(LAST, 0, 1, "a-0");
        assertThat(kinds()).containsExactly("reordered");
    }

    @Test
    void a_consumer_that_is_given_what_it_was_past_went_backwards() {
        acknowledged(3);
        polled(LAST, 0, 1, 2);
        polled("reader", 0, 1, 2, 1);
        assertThat(kinds()).containsExactly("backwards");
    }

    @Test
    void a_consumer_that_is_not_given_what_others_were_given_between_two_of_its_records_was_made_to_skip() {
        acknowledged(2);
        history.sent("b", 0, new Outcome.Unknown());
        history.polled(LAST, 0, 0, "a-0");
        history.polled(LAST, 0, 1, "a-1");
        history.polled(LAST, 0, 2, "b-0");
        history.sent("a", 3, new Outcome.Acknowledged(0, 3));
        polled(LAST, 3);
        polled("reader", 0, 1, 3);
        assertThat(kinds()).containsExactly("skipped");
    }
}
