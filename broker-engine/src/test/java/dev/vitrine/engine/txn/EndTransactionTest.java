package dev.vitrine.engine.txn;

import static dev.vitrine.engine.txn.TransactionHarness.A;
import static dev.vitrine.engine.txn.TransactionHarness.B;
import static dev.vitrine.engine.txn.TransactionHarness.ID;
import static dev.vitrine.engine.txn.TransactionVersion.TV_0;
import static dev.vitrine.engine.txn.TransactionVersion.TV_2;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.observe.TransactionState;
import dev.vitrine.engine.txn.TransactionHarness.Producer;
import java.util.Set;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndTransactionTest {

    private final TransactionHarness harness = new TransactionHarness();
    private final Producer first = harness.init(ID);

    @Test
    void a_commit_is_answered_when_it_is_decided_and_done_when_every_partition_has_its_marker() {
        harness.add(first, TV_0, A);
        harness.add(first, TV_0, B);

        assertThat(harness.commit(first, TV_0).error()).isEqualTo(Errors.NONE);

        assertThat(harness.metadata().state()).isEqualTo(TransactionState.PREPARE_COMMIT);
        assertThat(harness.sent).singleElement().satisfies(sent -> {
            assertThat(sent.marker().commit()).isTrue();
            assertThat(sent.marker().partitions()).containsExactly(A, B);
            assertThat(sent.marker().producerEpoch()).isZero();
            assertThat(sent.marker().coordinatorEpoch()).isEqualTo(5);
        });
        assertThat(harness.commit(first, TV_0).error()).as("asked again").isEqualTo(Errors.CONCURRENT_TRANSACTIONS);
        assertThat(harness.abort(first, TV_0).error()).isEqualTo(Errors.INVALID_TXN_STATE);
        assertThat(harness.add(first, TV_0, A)).as("the next one must wait").isEqualTo(Errors.CONCURRENT_TRANSACTIONS);

        harness.settle();

        assertThat(harness.metadata().state()).isEqualTo(TransactionState.COMPLETE_COMMIT);
        assertThat(harness.metadata().partitions()).isEmpty();
        assertThat(harness.commit(first, TV_0).error()).as("asked again").isEqualTo(Errors.NONE);
        assertThat(harness.abort(first, TV_0).error()).isEqualTo(Errors.INVALID_TXN_STATE);
    }

    @Test
    void in_version_2_each_end_raises_the_epoch_and_the_marker_bears_the_new_one() {
        harness.add(first, TV_2, A);

        Producer next = harness.commit(first, TV_2);

        assertThat(next).isEqualTo(new Producer(Errors.NONE, first.id(), (short) 1));
        assertThat(harness.sent).singleElement().satisfies(sent -> assertThat(sent.marker().producerEpoch()).isEqualTo((short) 1));
        assertThat(harness.commit(first, TV_2).error()).as("asked again").isEqualTo(Errors.CONCURRENT_TRANSACTIONS);
        harness.settle();
        assertThat(harness.commit(first, TV_2)).as("asked again").isEqualTo(next);
        assertThat(harness.abort(first, TV_2).error()).as("the other end").isEqualTo(Errors.INVALID_TXN_STATE);
        assertThat(harness.add(next, TV_2, A)).isEqualTo(Errors.NONE);
        assertThat(harness.add(first, TV_2, B)).isEqualTo(Errors.PRODUCER_FENCED);
    }

    /** What KIP-890 is for: under the older protocol the late request ends a transaction that it knows nothing of. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_delayed_end_does_not_hit_the_next_transaction_in_version_2(boolean commit) {
        harness.add(first, TV_2, A);
        Producer second = harness.end(ID, first, commit, TV_2);
        harness.settle();
        harness.add(second, TV_2, B);

        assertThat(harness.end(ID, first, commit, TV_2).error()).isEqualTo(Errors.PRODUCER_FENCED);

        assertThat(harness.metadata().state()).isEqualTo(TransactionState.ONGOING);
        assertThat(harness.metadata().partitions()).containsExactly(B);
    }

    @Test
    void a_fenced_producer_is_not_let_back_in_by_the_end_of_its_successor_in_the_older_protocol() {
        Producer successor = harness.init(ID);
        harness.add(successor, TV_0, A);
        harness.commit(successor, TV_0);

        assertThat(harness.commit(first, TV_2).error()).isEqualTo(Errors.PRODUCER_FENCED);
        harness.settle();
        assertThat(harness.commit(first, TV_2).error()).isEqualTo(Errors.PRODUCER_FENCED);
    }

    @Test
    void an_empty_abort_raises_the_epoch_in_version_2_and_is_done_at_once() {
        Producer second = harness.abort(first, TV_2);

        assertThat(second).isEqualTo(new Producer(Errors.NONE, first.id(), (short) 1));
        assertThat(harness.metadata().state()).isEqualTo(TransactionState.COMPLETE_ABORT);
        assertThat(harness.sent).isEmpty();
        assertThat(harness.abort(first, TV_2)).as("asked again").isEqualTo(second);
        Producer third = harness.abort(second, TV_2);
        assertThat(third.epoch()).as("after an abort").isEqualTo((short) 2);
        harness.add(third, TV_2, A);
        Producer fourth = harness.commit(third, TV_2);
        harness.settle();
        assertThat(harness.abort(fourth, TV_2).epoch()).as("after a commit").isEqualTo((short) 4);
    }

    @Test
    void a_transaction_that_is_given_up_while_the_markers_of_the_one_before_are_on_their_way_waits_for_them() {
        harness.add(first, TV_2, A);
        Producer second = harness.commit(first, TV_2);
        assertThat(harness.add(second, TV_2, B)).as("comes too early").isEqualTo(Errors.CONCURRENT_TRANSACTIONS);

        assertThat(harness.abort(second, TV_2).error()).as("not fenced: asks again").isEqualTo(Errors.CONCURRENT_TRANSACTIONS);

        harness.settle();
        assertThat(harness.abort(second, TV_2)).isEqualTo(new Producer(Errors.NONE, first.id(), (short) 2));
    }

    @Test
    void an_empty_commit_is_refused() {
        assertThat(harness.commit(first, TV_2).error()).isEqualTo(Errors.INVALID_TXN_STATE);
        assertThat(harness.commit(first, TV_0).error()).isEqualTo(Errors.INVALID_TXN_STATE);
        assertThat(harness.abort(first, TV_0).error()).isEqualTo(Errors.INVALID_TXN_STATE);
        harness.add(first, TV_2, A);
        Producer second = harness.commit(first, TV_2);
        harness.settle();
        assertThat(harness.commit(second, TV_2).error()).isEqualTo(Errors.INVALID_TXN_STATE);
        Producer third = harness.abort(second, TV_2);
        assertThat(harness.commit(third, TV_2).error()).isEqualTo(Errors.INVALID_TXN_STATE);
    }

    @Test
    void the_producer_id_is_changed_with_the_end_where_the_epochs_have_come_to_theirs() {
        Producer last = atLastEpoch();
        harness.add(last, TV_2, A);

        Producer next = harness.commit(last, TV_2);

        assertThat(next.id()).isNotEqualTo(last.id());
        assertThat(next.epoch()).isZero();
        assertThat(harness.sent).singleElement().satisfies(sent -> {
            assertThat(sent.marker().producerId()).as("the transaction is that of the old id").isEqualTo(last.id());
            assertThat(sent.marker().producerEpoch()).isEqualTo(Short.MAX_VALUE);
        });
        assertThat(harness.commit(last, TV_2).error()).isEqualTo(Errors.CONCURRENT_TRANSACTIONS);
        harness.settle();
        assertThat(harness.commit(last, TV_2)).as("asked again").isEqualTo(next);
        assertThat(harness.add(next, TV_2, B)).isEqualTo(Errors.NONE);
        assertThat(harness.commit(last, TV_2).error()).as("late").isEqualTo(Errors.INVALID_PRODUCER_ID_MAPPING);
    }

    @Test
    void who_is_not_known_or_not_the_producer_is_refused() {
        assertThat(harness.end("nobody", first, true, TV_2).error()).isEqualTo(Errors.INVALID_PRODUCER_ID_MAPPING);
        assertThat(harness.end("nobody", first, true, TV_0).error()).isEqualTo(Errors.INVALID_PRODUCER_ID_MAPPING);
        Producer other = new Producer(Errors.NONE, 7, first.epoch());
        assertThat(harness.commit(other, TV_2).error()).isEqualTo(Errors.INVALID_PRODUCER_ID_MAPPING);
        assertThat(harness.commit(other, TV_0).error()).isEqualTo(Errors.INVALID_PRODUCER_ID_MAPPING);
        Producer future = new Producer(Errors.NONE, first.id(), (short) 9);
        assertThat(harness.commit(future, TV_2).error()).isEqualTo(Errors.PRODUCER_FENCED);
        assertThat(harness.commit(future, TV_0).error()).isEqualTo(Errors.PRODUCER_FENCED);
    }

    @Test
    void what_was_decided_is_completed_after_a_restart() {
        harness.add(first, TV_2, A, B);
        Producer second = harness.commit(first, TV_2);

        harness.reload();

        assertThat(harness.metadata().state()).isEqualTo(TransactionState.PREPARE_COMMIT);
        assertThat(harness.sent).singleElement().satisfies(sent -> {
            assertThat(sent.marker().commit()).isTrue();
            assertThat(sent.marker().coordinatorEpoch()).isEqualTo(6);
            assertThat(sent.marker().partitions()).containsExactlyInAnyOrder(A, B);
        });
        harness.settle();
        assertThat(harness.metadata().state()).isEqualTo(TransactionState.COMPLETE_COMMIT);
        assertThat(harness.commit(first, TV_2)).as("asked again").isEqualTo(second);
    }

    private Producer atLastEpoch() {
        short last = Short.MAX_VALUE - 1;
        harness.write(new TransactionMetadata(
                new ProducerIdentity(first.id(), first.id(), -1, last, (short) -1), 60_000, TransactionState.EMPTY, Set.of(), -1, harness.now(), TV_2));
        return new Producer(Errors.NONE, first.id(), last);
    }
}
