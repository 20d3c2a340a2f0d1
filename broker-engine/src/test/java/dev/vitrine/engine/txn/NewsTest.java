package dev.vitrine.engine.txn;

import static dev.vitrine.engine.txn.TransactionHarness.A;
import static dev.vitrine.engine.txn.TransactionHarness.B;
import static dev.vitrine.engine.txn.TransactionHarness.ID;
import static dev.vitrine.engine.txn.TransactionVersion.TV_2;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.observe.Event.TransactionBegun;
import dev.vitrine.engine.observe.Event.TransactionCompleted;
import dev.vitrine.engine.observe.Event.TransactionPartitionsAdded;
import dev.vitrine.engine.observe.Event.TransactionPreparing;
import dev.vitrine.engine.observe.Event.TransactionalProducerStarted;
import dev.vitrine.engine.observe.TransactionState;
import dev.vitrine.engine.observe.TransactionView;
import dev.vitrine.engine.txn.TransactionHarness.Producer;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class NewsTest {

    private final TransactionHarness harness = new TransactionHarness();
    private Producer producer = harness.init(ID);

    @Test
    void a_transaction_is_told_of_step_by_step() {
        harness.add(producer, TV_2, A);
        harness.add(producer, TV_2, B);
        harness.commit(producer, TV_2);
        harness.settle();

        assertThat(harness.events).isEqualTo(List.<Event>of(
                new TransactionalProducerStarted(ID, 100, (short) 0),
                new TransactionBegun(ID, 100, (short) 0, List.of(A)),
                new TransactionPartitionsAdded(ID, List.of(B)),
                new TransactionPreparing(ID, true, 2, ""),
                new TransactionCompleted(ID, 100, (short) 1, true, 0, 0)));
    }

    @Test
    void transactions_in_quick_succession_are_counted_and_told_of_with_the_next() {
        for (int i = 0; i < 1_000; i++) {
            harness.add(producer, TV_2, A);
            producer = i % 10 == 9 ? harness.abort(producer, TV_2) : harness.commit(producer, TV_2);
            harness.settle();
            harness.advance(1);
        }

        List<TransactionCompleted> told = harness.events(TransactionCompleted.class);
        assertThat(told).hasSize(5);
        assertThat(told.get(1)).satisfies(event -> {
            assertThat(event.untoldCommits()).isEqualTo(179);
            assertThat(event.untoldAborts()).isEqualTo(20);
        });
        assertThat(harness.events).hasSizeLessThan(20);
    }

    @Test
    void a_view_shows_the_transaction_as_it_is() {
        harness.advance(70);
        harness.add(producer, TV_2, A);

        assertThat(new ViewTransactions(1).from(harness.shard())).containsExactly(new TransactionView(ID, 100, (short) 0, TransactionState.ONGOING,
                60_000, OptionalLong.of(TransactionHarness.START + 70), TransactionHarness.START + 70, 1, List.of(A)));
    }
}
