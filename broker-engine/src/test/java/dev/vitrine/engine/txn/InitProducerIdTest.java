package dev.vitrine.engine.txn;

import static dev.vitrine.engine.txn.TransactionHarness.A;
import static dev.vitrine.engine.txn.TransactionHarness.ID;
import static dev.vitrine.engine.txn.TransactionVersion.TV_0;
import static dev.vitrine.engine.txn.TransactionVersion.TV_2;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.observe.Event.ProducerFenced;
import dev.vitrine.engine.observe.TransactionState;
import dev.vitrine.engine.txn.TransactionHarness.Producer;
import java.util.Set;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InitProducerIdTest {

    private static final short LAST_TOLD = Short.MAX_VALUE - 1;

    private final TransactionHarness harness = new TransactionHarness();

    @Test
    void a_new_transactional_id_gets_a_producer_id_and_epoch_0() {
        Producer producer = harness.init(ID);

        assertThat(producer).isEqualTo(new Producer(Errors.NONE, 100, (short) 0));
        assertThat(harness.metadata().state()).isEqualTo(TransactionState.EMPTY);
    }

    @Test
    void the_next_producer_keeps_the_id_and_fences_the_one_before() {
        Producer first = harness.init(ID);

        Producer second = harness.init(ID);

        assertThat(second).isEqualTo(new Producer(Errors.NONE, 100, (short) 1));
        assertThat(harness.add(first, TV_2, A)).isEqualTo(Errors.PRODUCER_FENCED);
        assertThat(harness.abort(first, TV_0).error()).isEqualTo(Errors.PRODUCER_FENCED);
        assertThat(harness.init(ID, first).error()).isEqualTo(Errors.PRODUCER_FENCED);
        assertThat(harness.add(second, TV_2, A)).isEqualTo(Errors.NONE);
    }

    @ParameterizedTest
    @EnumSource(TransactionVersion.class)
    void a_transaction_that_was_left_open_is_aborted_first_and_the_newcomer_asked_to_come_again(TransactionVersion cluster) {
        harness.finalized = cluster;
        Producer first = harness.init(ID);
        harness.add(first, TV_0, A);

        assertThat(harness.init(ID).error()).isEqualTo(Errors.CONCURRENT_TRANSACTIONS);

        assertThat(harness.metadata().state()).isEqualTo(TransactionState.PREPARE_ABORT);
        assertThat(harness.init(ID).error()).isEqualTo(Errors.CONCURRENT_TRANSACTIONS);
        assertThat(harness.sent).singleElement().satisfies(marker -> {
            assertThat(marker.marker().commit()).isFalse();
            assertThat(marker.marker().producerEpoch()).isEqualTo((short) 1);
            assertThat(marker.marker().transactionVersion()).isEqualTo((short) (cluster == TV_2 ? 2 : 0));
        });
        assertThat(harness.events(ProducerFenced.class)).singleElement().extracting(ProducerFenced::producerEpoch).isEqualTo((short) 0);

        harness.settle();

        assertThat(harness.metadata().state()).isEqualTo(TransactionState.COMPLETE_ABORT);
        assertThat(harness.init(ID)).isEqualTo(new Producer(Errors.NONE, 100, (short) 2));
    }

    @Test
    void a_producer_that_names_its_epoch_goes_on_with_the_next_and_may_ask_again_for_it() {
        Producer first = harness.init(ID);

        Producer second = harness.init(ID, first);

        assertThat(second).isEqualTo(new Producer(Errors.NONE, 100, (short) 1));
        assertThat(harness.init(ID, first)).as("its answer was lost").isEqualTo(second);
        assertThat(harness.init(ID, second)).isEqualTo(new Producer(Errors.NONE, 100, (short) 2));
        assertThat(harness.init(ID, first).error()).as("too late").isEqualTo(Errors.PRODUCER_FENCED);
    }

    @Test
    void nobody_may_ask_again_for_an_epoch_that_another_producer_came_after() {
        Producer first = harness.init(ID);
        harness.init(ID);

        assertThat(harness.init(ID, first).error()).isEqualTo(Errors.PRODUCER_FENCED);
    }

    @Test
    void an_id_that_is_not_the_present_one_is_fenced() {
        harness.init(ID);

        assertThat(harness.init(ID, new Producer(Errors.NONE, 7, (short) 0)).error()).isEqualTo(Errors.PRODUCER_FENCED);
    }

    @Test
    void a_producer_that_the_coordinator_has_forgotten_begins_anew() {
        assertThat(harness.init(ID, new Producer(Errors.NONE, 7, (short) 3))).isEqualTo(new Producer(Errors.NONE, 100, (short) 0));
    }

    @Test
    void when_the_epochs_come_to_their_end_a_new_id_takes_over() {
        Producer last = atEpoch(LAST_TOLD);

        Producer next = harness.init(ID);

        assertThat(next.id()).isNotEqualTo(last.id());
        assertThat(next.epoch()).isZero();
        assertThat(harness.add(last, TV_2, A)).isEqualTo(Errors.INVALID_PRODUCER_ID_MAPPING);
    }

    @Test
    void who_missed_the_new_id_may_ask_again() {
        Producer last = atEpoch(LAST_TOLD);
        Producer next = harness.init(ID, last);

        Producer again = harness.init(ID, last);

        assertThat(again).isEqualTo(next);
        assertThat(harness.metadata().producer().lastEpoch()).isEqualTo(LAST_TOLD);
    }

    @Test
    void with_the_last_epoch_another_epoch_can_not_be_judged() {
        Producer last = atEpoch(LAST_TOLD);

        assertThat(harness.init(ID, new Producer(Errors.NONE, last.id(), (short) 3)).error()).isEqualTo(Errors.UNKNOWN_SERVER_ERROR);
    }

    @ParameterizedTest
    @EnumSource(TransactionVersion.class)
    void fencing_the_last_epoch_leads_to_a_new_id_too(TransactionVersion cluster) {
        harness.finalized = cluster;
        Producer last = atEpoch(LAST_TOLD);
        harness.add(last, TV_0, A);

        assertThat(harness.init(ID).error()).isEqualTo(Errors.CONCURRENT_TRANSACTIONS);
        assertThat(harness.sent).singleElement().satisfies(marker -> {
            assertThat(marker.marker().producerId()).isEqualTo(last.id());
            assertThat(marker.marker().producerEpoch()).isEqualTo(Short.MAX_VALUE);
        });
        harness.settle();

        Producer next = harness.init(ID);
        assertThat(next.error()).isEqualTo(Errors.NONE);
        assertThat(next.id()).isNotEqualTo(last.id());
        assertThat(next.epoch()).isBetween((short) 0, (short) 1);
    }

    private Producer atEpoch(short epoch) {
        Producer first = harness.init(ID);
        ProducerIdentity identity = new ProducerIdentity(first.id(), first.id(), -1, epoch, (short) -1);
        harness.write(new TransactionMetadata(identity, 60_000, TransactionState.EMPTY, Set.of(), -1, harness.now(), TV_0));
        return new Producer(Errors.NONE, first.id(), epoch);
    }
}
