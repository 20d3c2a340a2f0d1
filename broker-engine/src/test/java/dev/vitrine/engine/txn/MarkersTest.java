package dev.vitrine.engine.txn;

import static dev.vitrine.engine.txn.TransactionHarness.A;
import static dev.vitrine.engine.txn.TransactionHarness.B;
import static dev.vitrine.engine.txn.TransactionHarness.ID;
import static dev.vitrine.engine.txn.TransactionVersion.TV_0;
import static dev.vitrine.engine.txn.TransactionVersion.TV_2;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.observe.TransactionState;
import dev.vitrine.engine.txn.TransactionHarness.Producer;
import dev.vitrine.engine.txn.TransactionHarness.Sent;
import java.util.Map;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MarkersTest {

    private final TransactionHarness harness = new TransactionHarness();
    private final Producer producer = harness.init(ID);

    @ParameterizedTest
    @EnumSource(value = Errors.class, names = {"NOT_LEADER_OR_FOLLOWER", "NOT_ENOUGH_REPLICAS", "NOT_ENOUGH_REPLICAS_AFTER_APPEND",
        "REQUEST_TIMED_OUT", "KAFKA_STORAGE_ERROR", "UNKNOWN_TOPIC_OR_PARTITION", "UNKNOWN_SERVER_ERROR", "COORDINATOR_LOAD_IN_PROGRESS"})
    void a_partition_that_can_not_write_its_marker_now_is_asked_again_and_the_others_are_not(Errors error) {
        harness.add(producer, TV_2, A, B);
        harness.commit(producer, TV_2);

        harness.answer(harness.sent.remove(0), Map.of(A, error, B, Errors.NONE));

        assertThat(harness.metadata().state()).isEqualTo(TransactionState.PREPARE_COMMIT);
        harness.advance(1_000);
        assertThat(harness.sent).singleElement().satisfies(again -> assertThat(again.marker().partitions()).containsExactly(A));
        harness.settle();
        assertThat(harness.metadata().state()).isEqualTo(TransactionState.COMPLETE_COMMIT);
    }

    @Test
    void a_partition_that_is_gone_needs_no_marker() {
        harness.add(producer, TV_2, A, B);
        harness.commit(producer, TV_2);
        harness.delete(A);

        harness.answer(harness.sent.remove(0), Map.of(A, Errors.UNKNOWN_TOPIC_OR_PARTITION, B, Errors.NONE));

        assertThat(harness.metadata().state()).isEqualTo(TransactionState.COMPLETE_COMMIT);
    }

    @Test
    void a_partition_that_has_seen_a_later_epoch_needs_no_marker() {
        harness.add(producer, TV_2, A);
        harness.commit(producer, TV_2);

        harness.answerMarkers(Errors.INVALID_PRODUCER_EPOCH);

        assertThat(harness.metadata().state()).isEqualTo(TransactionState.COMPLETE_COMMIT);
    }

    @Test
    void a_coordinator_that_is_none_any_more_asks_no_further() {
        harness.add(producer, TV_2, A);
        harness.commit(producer, TV_2);

        harness.answerMarkers(Errors.TRANSACTION_COORDINATOR_FENCED);
        harness.advance(60_000);

        assertThat(harness.sent).isEmpty();
        assertThat(harness.metadata().state()).isEqualTo(TransactionState.PREPARE_COMMIT);
    }

    /** Up to version 1 the next transaction looks the same as the one before. */
    @Test
    void an_answer_to_the_markers_of_an_earlier_end_says_nothing_about_this_one() {
        harness.add(producer, TV_0, A);
        harness.commit(producer, TV_0);
        Sent earlier = harness.sent.get(0);
        harness.settle();
        harness.add(producer, TV_0, A);
        harness.commit(producer, TV_0);

        harness.answer(earlier, Errors.NONE);

        assertThat(harness.metadata().state()).isEqualTo(TransactionState.PREPARE_COMMIT);
        harness.settle();
        assertThat(harness.metadata().state()).isEqualTo(TransactionState.COMPLETE_COMMIT);
    }

    @Test
    void a_partition_is_asked_less_and_less_often_but_never_given_up() {
        harness.add(producer, TV_2, A);
        harness.commit(producer, TV_2);
        int asked = 0;
        for (int i = 0; i < 600; i++) {
            asked += harness.sent.size();
            harness.answerMarkers(Errors.NOT_LEADER_OR_FOLLOWER);
            harness.advance(100);
        }
        assertThat(asked).isBetween(50, 80);
        harness.advance(1_000);
        harness.settle();
        assertThat(harness.metadata().state()).isEqualTo(TransactionState.COMPLETE_COMMIT);
    }
}
