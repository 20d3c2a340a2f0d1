package dev.vitrine.engine.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.coordinator.CoordinatorRuntime.State;
import dev.vitrine.engine.coordinator.Register.Put;
import dev.vitrine.engine.log.VerificationGuard;
import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.replica.TransactionMarker;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

/** What a coordinator writes in the transactions of producers. */
class TransactionRuntimeTest {

    private static final Event NEWS = new Event.GroupDeleted("g", "test");

    private final RegisterBench bench = new RegisterBench();
    private final FakeLog log = bench.log;

    private CompletableFuture<String> put(long producer, String key, String value) {
        return bench.runtime.<String>writeInTransaction(new TransactionalProducer(producer, (short) 0, VerificationGuard.NONE),
                to -> (register, now) -> Register.outcome(List.of(new Put(key, value)), List.of(Register.answer(to, "ok " + key))),
                Errors::name).toCompletableFuture();
    }

    private CompletableFuture<Errors> end(long producer, boolean commit) {
        return bench.runtime.endTransaction(new TransactionMarker(producer, (short) 0, 0, commit, (short) 0, List.of()),
                (register, now) -> Register.outcome(List.of(), List.of(new Effect.Publish<>(NEWS)))).toCompletableFuture();
    }

    @Test
    void what_was_written_in_a_transaction_counts_when_it_is_committed() {
        bench.loaded();
        CompletableFuture<String> put = put(1, "a", "1");
        bench.time.settle();
        assertThat(put).isCompletedWithValue("ok a");
        assertThat(bench.values()).isEmpty();

        CompletableFuture<Errors> end = end(1, true);
        bench.time.settle();
        assertThat(end).isCompletedWithValue(Errors.NONE);
        assertThat(bench.values()).isEqualTo(Map.of("a", "1"));
        assertThat(bench.events).containsExactly(NEWS);
    }

    @Test
    void what_was_aborted_never_counts() {
        bench.loaded();
        put(1, "a", "1");
        end(1, false);
        bench.time.settle();
        assertThat(bench.values()).isEmpty();
    }

    @Test
    void a_refused_producer_costs_the_shard_nothing() {
        bench.loaded();
        bench.put("b", "2");
        bench.time.settle();
        log.refuses = Errors.INVALID_PRODUCER_EPOCH;
        CompletableFuture<String> put = put(1, "a", "1");
        CompletableFuture<Errors> end = end(1, true);
        bench.time.settle();
        assertThat(put).isCompletedWithValue("INVALID_PRODUCER_EPOCH");
        assertThat(end).isCompletedWithValue(Errors.INVALID_PRODUCER_EPOCH);
        assertThat(bench.runtime.state()).isEqualTo(State.ACTIVE);
        assertThat(bench.values()).isEqualTo(Map.of("b", "2"));
        assertThat(bench.events).isEmpty();
    }

    @Test
    void the_order_of_the_log_is_that_of_the_questions() {
        bench.loaded();
        bench.put("a", "1");
        put(7, "a", "2");
        bench.put("b", "3");
        end(7, true);
        bench.time.settle();
        assertThat(log.records).extracting(stored -> stored.standing().getClass().getSimpleName())
                .containsExactly("Alone", "InTransaction", "Alone", "End");
    }

    @Test
    void answers_wait_for_the_commit_of_what_they_tell() {
        bench.loaded();
        log.commitsAtOnce = false;
        CompletableFuture<String> put = put(1, "a", "1");
        CompletableFuture<Errors> end = end(1, true);
        bench.time.settle();
        assertThat(put).isNotDone();
        assertThat(end).isNotDone();
        log.commitAll();
        bench.time.settle();
        assertThat(put).isDone();
        assertThat(end).isCompletedWithValue(Errors.NONE);
    }

    @Test
    void a_new_process_goes_on_with_transactions_that_were_open() {
        bench.loaded();
        bench.put("b", "0");
        put(1, "a", "1");
        put(2, "b", "2");
        end(2, true);
        bench.put("c", "3");
        bench.time.settle();
        for (int i = 0; i < 2; i++) {
            bench.start();
            LoadReport report = bench.load();
            assertThat(report.failure()).isEmpty();
            assertThat(report.fromView()).as("the view rests at the first undecided record").isEqualTo(1);
            assertThat(bench.values()).isEqualTo(Map.of("b", "2", "c", "3"));
        }
        end(1, true);
        bench.time.settle();
        assertThat(bench.values()).isEqualTo(Map.of("a", "1", "b", "2", "c", "3"));
        bench.start();
        assertThat(bench.load().fromLog()).as("the view has all of it").isZero();
        assertThat(bench.values()).isEqualTo(Map.of("a", "1", "b", "2", "c", "3"));
    }

    @Test
    void while_the_shard_is_not_there_nobody_ends_anything() {
        CompletableFuture<Errors> end = end(1, true);
        bench.time.settle();
        assertThat(end).isCompletedWithValue(Errors.NOT_COORDINATOR);
        assertThat(log.records).isEmpty();
    }

    @Test
    void a_record_that_is_written_and_cannot_be_replayed_makes_the_shard_be_read_anew() {
        bench.loaded();
        CompletableFuture<String> put = put(1, "a", Register.POISON);
        bench.time.settle();
        assertThat(put).isCompletedWithValue("NOT_COORDINATOR");
        assertThat(bench.runtime.state()).isEqualTo(State.FAILED);
    }
}
