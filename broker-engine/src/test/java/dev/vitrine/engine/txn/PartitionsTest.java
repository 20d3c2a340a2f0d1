package dev.vitrine.engine.txn;

import static dev.vitrine.engine.txn.TransactionHarness.A;
import static dev.vitrine.engine.txn.TransactionHarness.B;
import static dev.vitrine.engine.txn.TransactionHarness.ID;
import static dev.vitrine.engine.txn.TransactionVersion.TV_0;
import static dev.vitrine.engine.txn.TransactionVersion.TV_2;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.observe.TransactionState;
import dev.vitrine.engine.txn.TransactionHarness.Producer;
import java.util.Map;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

class PartitionsTest {

    private final TransactionHarness harness = new TransactionHarness();
    private final Producer producer = harness.init(ID);

    @Test
    void the_first_partition_begins_the_transaction_and_others_join_it() {
        harness.advance(500);
        harness.add(producer, TV_2, A);
        harness.advance(500);
        harness.add(producer, TV_2, B);

        assertThat(harness.metadata().state()).isEqualTo(TransactionState.ONGOING);
        assertThat(harness.metadata().partitions()).containsExactly(A, B);
        assertThat(harness.metadata().startedAtMillis()).isEqualTo(TransactionHarness.START + 500);
        assertThat(harness.metadata().updatedAtMillis()).isEqualTo(TransactionHarness.START + 1_000);
    }

    @Test
    void a_partition_that_is_there_already_is_not_written_down_again() {
        harness.add(producer, TV_2, A, B);
        int records = harness.log.size();

        assertThat(harness.add(producer, TV_2, B)).isEqualTo(Errors.NONE);

        assertThat(harness.log).hasSize(records);
    }

    @Test
    void verifying_tells_what_is_part_of_the_transaction() {
        harness.add(producer, TV_0, A);

        assertThat(harness.verify(producer, A, B)).isEqualTo(Map.of(A, Errors.NONE, B, Errors.TRANSACTION_ABORTABLE));
    }

    @Test
    void verifying_begins_nothing() {
        assertThat(harness.verify(producer, A)).isEqualTo(Map.of(A, Errors.TRANSACTION_ABORTABLE));
        assertThat(harness.metadata().state()).isEqualTo(TransactionState.EMPTY);
    }

    @Test
    void who_is_not_the_producer_learns_nothing() {
        harness.add(producer, TV_0, A);

        assertThat(harness.verify(new Producer(Errors.NONE, 7, (short) 0), A)).containsEntry(A, Errors.INVALID_PRODUCER_ID_MAPPING);
        assertThat(harness.verify(new Producer(Errors.NONE, producer.id(), (short) 3), A)).containsEntry(A, Errors.PRODUCER_FENCED);
        assertThat(harness.add("nobody", producer, TV_0, A)).isEqualTo(Errors.INVALID_PRODUCER_ID_MAPPING);
        harness.commit(producer, TV_0);
        assertThat(harness.verify(producer, A)).containsEntry(A, Errors.CONCURRENT_TRANSACTIONS);
    }
}
