package dev.vitrine.engine.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.coordinator.CoordinatorRuntime.State;
import dev.vitrine.engine.coordinator.Register.Put;
import dev.vitrine.engine.observe.Event;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoordinatorRuntimeTest {

    private final RegisterBench bench = new RegisterBench();
    private final FakeLog log = bench.log;

    @Test
    void before_it_is_loaded_it_is_not_the_coordinator() {
        CompletableFuture<String> early = bench.put("a", "1");
        bench.time.settle();

        assertThat(early).isCompletedWithValue("NOT_COORDINATOR");
        assertThat(bench.runtime.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void an_answer_waits_until_its_record_is_committed() {
        bench.loaded();
        log.commitsAtOnce = false;

        CompletableFuture<String> put = bench.put("a", "1");
        bench.time.settle();
        assertThat(log.records).hasSize(1);
        assertThat(put).isNotDone();

        log.commitAll();
        bench.time.settle();
        assertThat(put).isCompletedWithValue("ok a");
    }

    @Test
    void commands_of_one_turn_go_into_one_append() {
        bench.loaded();

        for (int i = 0; i < 20; i++) {
            bench.put("k" + i, "v");
        }
        bench.time.settle();

        assertThat(log.batchSizes).containsExactly(20);
    }

    @Test
    void a_batch_ends_before_it_grows_beyond_its_limits() {
        bench.loaded();

        List<CompletableFuture<String>> puts = List.of(
                bench.put("a", "x".repeat(600)), bench.put("b", "x".repeat(300)),
                bench.put("c", "x".repeat(300)), bench.put("d", "y".repeat(5_000)));
        bench.time.settle();

        assertThat(log.batchSizes).containsExactly(2, 1, 1);
        assertThat(puts).allMatch(CompletableFuture::isDone);
    }

    @Test
    void what_has_seen_uncommitted_state_waits_for_its_commit() {
        bench.loaded();
        log.commitsAtOnce = false;
        bench.put("a", "1");

        CompletableFuture<String> sameTurn = bench.get("a");
        bench.time.settle();
        CompletableFuture<String> later = bench.get("a");
        bench.time.settle();
        assertThat(sameTurn).isNotDone();
        assertThat(later).isNotDone();

        log.commitAll();
        bench.time.settle();
        assertThat(sameTurn).isCompletedWithValue("1");
        assertThat(later).isCompletedWithValue("1");
    }

    @Test
    void with_nothing_uncommitted_an_answer_goes_out_at_once() {
        bench.loaded();

        CompletableFuture<String> get = bench.get("a");
        bench.time.settle();

        assertThat(get).isCompletedWithValue("null");
        assertThat(log.records).isEmpty();
    }

    @Test
    void events_are_published_when_what_they_tell_of_is_committed() {
        bench.loaded();
        log.commitsAtOnce = false;
        Event told = new Event.GroupDeleted("g", "test");

        bench.ask(to -> (register, now) -> Register.outcome(List.of(new Put("a", "1")), List.of(new Effect.Publish<>(told))));
        bench.time.settle();
        assertThat(bench.events).isEmpty();

        log.commitAll();
        bench.time.settle();
        assertThat(bench.events).containsExactly(told);
    }

    @Test
    void a_parked_request_is_answered_by_a_later_command() {
        bench.loaded();
        CompletableFuture<String> parked = bench.park();
        bench.time.settle();
        assertThat(parked).isNotDone();

        bench.ask(to -> (register, now) -> Register.outcome(List.of(), List.of(
                Register.answer(register.parked.removeFirst(), "woken"), Register.answer(to, "done"))));
        bench.time.settle();

        assertThat(parked).isCompletedWithValue("woken");
    }

    @Test
    void a_timer_runs_its_command_as_a_write() {
        bench.loaded();
        startTimer("t", 100, "a");

        bench.time.advance(99);
        assertThat(bench.values()).isEmpty();
        bench.time.advance(1);
        assertThat(bench.values()).containsEntry("a", "by timer");
    }

    @Test
    void a_timer_started_again_under_its_key_replaces_the_first() {
        bench.loaded();
        startTimer("t", 100, "a");
        bench.time.advance(50);
        startTimer("t", 100, "b");

        bench.time.advance(99);
        assertThat(bench.values()).isEmpty();
        bench.time.advance(1);
        assertThat(bench.values()).containsOnlyKeys("b");
    }

    @Test
    void a_stopped_timer_never_fires_even_where_it_was_due_already() {
        bench.loaded();
        bench.ask(to -> (register, now) -> Register.outcome(List.of(), List.of(timer("t", 0, "a"), new Effect.StopTimer<>("t"))));

        bench.time.advance(1_000);

        assertThat(bench.values()).isEmpty();
    }

    @Test
    void a_command_that_throws_is_answered_and_harms_nobody() {
        bench.loaded();
        CompletableFuture<String> before = bench.put("a", "1");
        CompletableFuture<String> thrower = bench.ask(to -> (register, now) -> {
            throw new IllegalStateException("a bug");
        });
        CompletableFuture<String> after = bench.put("b", "2");
        bench.time.settle();

        assertThat(thrower).isCompletedWithValue("UNKNOWN_SERVER_ERROR");
        assertThat(before).isCompletedWithValue("ok a");
        assertThat(after).isCompletedWithValue("ok b");
    }

    @Test
    void what_cannot_be_replayed_is_not_written_and_the_shard_is_read_anew() {
        bench.loaded();
        CompletableFuture<String> before = bench.put("a", "1");
        CompletableFuture<String> poisoned = bench.ask(to -> (register, now) -> Register.outcome(
                List.of(new Put("half", "done"), new Put("b", Register.POISON)), List.of(Register.answer(to, "never"))));
        bench.time.settle();

        assertThat(before).isCompletedWithValue("ok a");
        assertThat(poisoned).isCompletedWithValue("UNKNOWN_SERVER_ERROR");
        assertThat(bench.values()).isEqualTo(Map.of("a", "1"));
        assertThat(log.records).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "KAFKA_STORAGE_ERROR, NOT_COORDINATOR", "NOT_LEADER_OR_FOLLOWER, NOT_COORDINATOR", "NOT_ENOUGH_REPLICAS, COORDINATOR_NOT_AVAILABLE",
        "UNKNOWN_TOPIC_OR_PARTITION, COORDINATOR_NOT_AVAILABLE", "MESSAGE_TOO_LARGE, UNKNOWN_SERVER_ERROR",
        "RECORD_LIST_TOO_LARGE, UNKNOWN_SERVER_ERROR", "INVALID_PRODUCER_EPOCH, INVALID_PRODUCER_EPOCH"})
    void a_refused_append_is_answered_as_kafkas_coordinators_do(Errors refused, Errors answered) {
        bench.loaded();
        log.refuses = refused;

        CompletableFuture<String> put = bench.put("a", "1");
        CompletableFuture<String> sawIt = bench.get("a");
        bench.time.settle();

        assertThat(put).isCompletedWithValue(answered.name());
        assertThat(sawIt).isCompletedWithValue(answered.name());
    }

    @Test
    void after_a_refused_append_the_state_is_that_of_the_log() {
        bench.loaded();
        bench.put("a", "1");
        CompletableFuture<String> parked = bench.park();
        bench.time.settle();
        log.refuses = Errors.KAFKA_STORAGE_ERROR;
        bench.put("a", "2");
        bench.time.settle();
        log.refuses = null;

        assertThat(bench.values()).isEqualTo(Map.of("a", "1"));
        assertThat(parked).isCompletedWithValue("NOT_COORDINATOR");
        assertThat(bench.runtime.state()).isEqualTo(State.ACTIVE);
    }

    @Test
    void timers_of_a_state_thrown_away_do_not_fire() {
        bench.loaded();
        startTimer("t", 100, "a");
        log.refuses = Errors.KAFKA_STORAGE_ERROR;
        bench.put("b", "2");
        bench.time.settle();
        log.refuses = null;

        bench.time.advance(1_000);

        assertThat(bench.values()).isEmpty();
    }

    @Test
    void a_log_that_keeps_refusing_is_not_read_over_and_over() {
        bench.loaded();
        log.refuses = Errors.KAFKA_STORAGE_ERROR;

        for (int i = 0; i < 1_000; i++) {
            bench.put("a", "1");
            bench.time.advance(10);
        }

        assertThat(log.refusals).isBetween(5, 20);
        log.refuses = null;
        bench.time.advance(2_000);
        assertThat(bench.values()).isEmpty();
    }

    @Test
    void what_was_appended_before_a_refusal_is_still_answered_when_it_is_committed() {
        bench.loaded();
        log.commitsAtOnce = false;
        CompletableFuture<String> appended = bench.put("a", "1");
        bench.time.settle();
        log.refuses = Errors.KAFKA_STORAGE_ERROR;
        CompletableFuture<String> refused = bench.put("b", "2");
        bench.time.settle();
        assertThat(refused).isCompletedWithValue("NOT_COORDINATOR");
        assertThat(appended).isNotDone();

        assertThat(bench.runtime.state()).as("it waits for what the log may still lose").isEqualTo(State.LOADING);
        CompletableFuture<String> meanwhile = bench.put("c", "3");
        bench.time.settle();
        assertThat(meanwhile).isCompletedWithValue("COORDINATOR_LOAD_IN_PROGRESS");

        log.refuses = null;
        log.commitAll();
        bench.time.settle();
        assertThat(appended).isCompletedWithValue("ok a");
        assertThat(bench.values()).isEqualTo(Map.of("a", "1"));
    }

    @Test
    void an_answer_whose_commit_takes_too_long_is_refused_and_its_record_may_still_come() {
        bench.loaded();
        log.commitsAtOnce = false;
        CompletableFuture<String> first = bench.put("a", "1");
        bench.time.advance(3_000);
        CompletableFuture<String> second = bench.get("a");
        bench.time.advance(2_000);
        assertThat(first).isCompletedWithValue("COORDINATOR_NOT_AVAILABLE");
        assertThat(second).isNotDone();
        bench.time.advance(3_000);
        assertThat(second).isCompletedWithValue("COORDINATOR_NOT_AVAILABLE");

        log.commitAll();
        bench.time.settle();
        assertThat(bench.values()).isEqualTo(Map.of("a", "1"));
    }

    @Test
    void a_question_asked_after_all_others_were_refused_does_not_wait_for_ever_either() {
        bench.loaded();
        log.commitsAtOnce = false;
        bench.put("a", "1");
        bench.time.advance(60_000);

        CompletableFuture<String> late = bench.get("a");
        bench.time.advance(4_999);
        assertThat(late).isNotDone();
        bench.time.advance(1);
        assertThat(late).isCompletedWithValue("COORDINATOR_NOT_AVAILABLE");
    }

    @Test
    void closing_refuses_whoever_waits_parked_or_uncommitted() {
        bench.loaded();
        log.commitsAtOnce = false;
        CompletableFuture<String> parked = bench.park();
        CompletableFuture<String> uncommitted = bench.put("a", "1");
        CompletableFuture<Void> closed = bench.runtime.close().toCompletableFuture();
        CompletableFuture<String> late = bench.put("b", "2");
        bench.time.settle();

        assertThat(closed).isCompleted();
        assertThat(List.of(parked, uncommitted, late)).allSatisfy(reply -> assertThat(reply).isCompletedWithValue("NOT_COORDINATOR"));
        assertThat(log.records).as("what had been taken was written").hasSize(1);
    }

    @Test
    void a_closed_runtime_can_be_loaded_again() {
        bench.loaded();
        bench.put("a", "1");
        bench.runtime.close();
        bench.time.settle();

        bench.load();

        assertThat(bench.values()).isEqualTo(Map.of("a", "1"));
    }

    private void startTimer(String key, long delayMs, String writes) {
        bench.ask(to -> (register, now) -> Register.outcome(List.of(), List.of(timer(key, delayMs, writes), Register.answer(to, "started"))));
        bench.time.settle();
    }

    private static Effect<Register, Put> timer(String key, long delayMs, String writes) {
        return new Effect.StartTimer<>(key, delayMs, (register, now) -> Register.outcome(List.of(new Put(writes, "by timer")), List.of()));
    }
}
