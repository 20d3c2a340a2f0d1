package dev.vitrine.engine.txn;

import static dev.vitrine.engine.txn.TransactionHarness.A;
import static dev.vitrine.engine.txn.TransactionHarness.ID;
import static dev.vitrine.engine.txn.TransactionVersion.TV_2;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.observe.Event.TransactionTimedOut;
import dev.vitrine.engine.observe.Event.TransactionalIdExpired;
import dev.vitrine.engine.observe.TransactionState;
import dev.vitrine.engine.txn.TransactionHarness.Producer;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TimeoutTest {

    private static final long DAY = 24 * 3_600_000L;

    private final TransactionHarness harness = new TransactionHarness();
    private final Producer producer = harness.init(ID);

    @ParameterizedTest
    @EnumSource(TransactionVersion.class)
    void a_transaction_that_is_open_for_too_long_is_aborted_and_its_producer_is_out(TransactionVersion cluster) {
        harness.finalized = cluster;
        harness.add(producer, TV_2, A);

        harness.advance(60_000);
        assertThat(harness.metadata().state()).as("at the time-out itself").isEqualTo(TransactionState.ONGOING);
        harness.advance(10_000);

        assertThat(harness.metadata().state()).isEqualTo(TransactionState.PREPARE_ABORT);
        assertThat(harness.events(TransactionTimedOut.class)).hasSize(1);
        harness.settle();
        assertThat(harness.metadata().producer().epoch()).isEqualTo((short) 1);
        assertThat(harness.commit(producer, TransactionVersion.TV_0).error()).isEqualTo(Errors.PRODUCER_FENCED);
        assertThat(harness.add(producer, TV_2, A)).isEqualTo(Errors.PRODUCER_FENCED);
        assertThat(harness.init(ID)).isEqualTo(new Producer(Errors.NONE, producer.id(), (short) 2));
    }

    /** Its abort is done already; only a commit would be a lie. */
    @Test
    void in_version_2_the_producer_of_a_timed_out_transaction_is_told_that_it_is_aborted() {
        harness.add(producer, TV_2, A);
        harness.advance(71_000);
        harness.settle();

        assertThat(harness.commit(producer, TV_2).error()).isEqualTo(Errors.INVALID_TXN_STATE);
        assertThat(harness.abort(producer, TV_2)).isEqualTo(new Producer(Errors.NONE, producer.id(), (short) 1));
    }

    @Test
    void one_that_timed_out_while_the_broker_was_down_is_aborted_after_the_restart() {
        harness.add(producer, TV_2, A);
        harness.advance(55_000);
        harness.reload();

        harness.advance(30_000);

        assertThat(harness.metadata().state()).isEqualTo(TransactionState.PREPARE_ABORT);
        harness.settle();
        assertThat(harness.metadata().state()).isEqualTo(TransactionState.COMPLETE_ABORT);
    }

    @Test
    void one_of_the_last_epoch_takes_a_new_producer_id_with_it() {
        short last = Short.MAX_VALUE - 1;
        harness.write(new TransactionMetadata(new ProducerIdentity(producer.id(), producer.id(), -1, last, (short) -1), 60_000,
                TransactionState.ONGOING, Set.of(A), harness.now(), harness.now(), TV_2));

        harness.advance(71_000);

        assertThat(harness.sent).singleElement().satisfies(sent -> assertThat(sent.marker().producerEpoch()).isEqualTo(Short.MAX_VALUE));
        harness.settle();
        assertThat(harness.metadata().producer().id()).isNotEqualTo(producer.id());
        assertThat(harness.metadata().producer().epoch()).isZero();
    }

    @Test
    void a_transaction_that_waits_for_another_system_never_times_out() {
        Producer twoPhase = harness.init(new InitProducerId.Asked("prepared", Integer.MAX_VALUE, Optional.empty()));
        harness.add("prepared", twoPhase, TV_2, A);

        harness.advance(100 * DAY);

        assertThat(harness.metadata("prepared").state()).isEqualTo(TransactionState.ONGOING);
    }

    @Test
    void a_transactional_id_that_nobody_uses_expires_after_seven_days() {
        harness.advance(7 * DAY - 1);
        assertThat(harness.shard().find(ID)).isPresent();

        harness.advance(3_600_001);

        assertThat(harness.shard().find(ID)).isEmpty();
        assertThat(harness.log.get(harness.log.size() - 1).value()).as("a tombstone").isEmpty();
        assertThat(harness.events(TransactionalIdExpired.class)).hasSize(1);
        assertThat(harness.add(producer, TV_2, A)).isEqualTo(Errors.INVALID_PRODUCER_ID_MAPPING);
        harness.reload();
        assertThat(harness.shard().find(ID)).isEmpty();
    }

    @Test
    void one_that_has_something_to_do_does_not_expire() {
        harness.add(producer, TV_2, A);
        harness.commit(producer, TV_2);

        harness.advance(30 * DAY);

        assertThat(harness.metadata().state()).as("its markers could not be written all the time").isEqualTo(TransactionState.PREPARE_COMMIT);
    }

    @Test
    void a_shard_full_of_expired_ids_is_emptied_in_several_turns() {
        for (int i = 0; i < 2_500; i++) {
            harness.init("id-" + i);
        }

        harness.advance(8 * DAY);

        assertThat(harness.shard().transactions()).isEmpty();
    }
}
