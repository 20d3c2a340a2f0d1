package dev.vitrine.engine.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.coordinator.CoordinatorRuntime.State;
import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.offsets.CoordinatorView;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

class LoadingTest {

    private final RegisterBench bench = new RegisterBench();
    private final FakeLog log = bench.log;

    @Test
    void without_a_view_every_record_is_read_from_the_log() {
        fill(0, 30);

        LoadReport report = bench.load();

        assertThat(report.fromView()).isZero();
        assertThat(report.fromLog()).isEqualTo(30);
        assertThat(bench.values()).hasSize(10);
    }

    @Test
    void with_a_view_only_the_tail_is_read() {
        fill(0, 30);
        bench.load();
        bench.runtime.close();
        bench.time.settle();
        fill(30, 35);
        bench.start();

        LoadReport report = bench.load();

        assertThat(report.fromView()).isEqualTo(10);
        assertThat(report.fromLog()).isEqualTo(5);
        assertThat(bench.values()).hasSize(10).containsEntry("k4", "v34").containsEntry("k9", "v29");
    }

    @Test
    void what_a_running_shard_wrote_is_in_the_view() {
        bench.loaded();
        for (int i = 0; i < 7; i++) {
            bench.put("k" + i % 3, "v" + i);
        }
        bench.put("k0", null);
        bench.time.settle();
        bench.start();

        LoadReport report = bench.load();

        assertThat(report.fromView()).isEqualTo(2);
        assertThat(report.fromLog()).isZero();
        assertThat(bench.values()).isEqualTo(Map.of("k1", "v4", "k2", "v5"));
    }

    @Test
    void without_any_view_a_refused_append_still_leads_back_to_the_whole_log() {
        RegisterBench bare = new RegisterBench(bench.time, log, CoordinatorView.none(), RegisterBench.OPTIONS).loaded();
        bare.put("a", "1");
        bare.put("b", "2");
        bare.time.settle();
        log.refuses = Errors.KAFKA_STORAGE_ERROR;
        bare.put("a", "3");
        bare.time.settle();
        log.refuses = null;

        assertThat(bare.values()).isEqualTo(Map.of("a", "1", "b", "2"));
    }

    @Test
    void nothing_uncommitted_ever_reaches_the_view() {
        bench.loaded();
        log.commitsAtOnce = false;
        bench.put("a", "1");
        bench.time.settle();

        assertThat(bench.view.load("offsets-0").toCompletableFuture().join()).isEmpty();
    }

    @Test
    void a_view_of_another_topic_under_the_same_name_is_thrown_away() {
        seenOnce(30);
        log.topicId = new Uuid(8, 8);

        assertRebuilt("the topic has been made anew", 30);
    }

    @Test
    void a_view_that_is_ahead_of_the_log_is_thrown_away() {
        seenOnce(30);
        log.records.removeLast();
        log.committed = 29;

        assertRebuilt("it reaches to offset 30, and the log from 0 to 29", 29);
    }

    @Test
    void a_view_that_ends_before_the_log_begins_is_thrown_away() {
        seenOnce(30);
        fill(30, 50);
        log.start = 40;

        assertRebuilt("it reaches to offset 30, and the log from 40 to 50", 10);
    }

    @Test
    void a_view_of_a_history_that_was_cut_off_is_thrown_away() {
        seenOnce(30);
        log.records.removeLast();
        log.epoch = 4;
        fill(29, 31);

        assertRebuilt("the log had another leader at offset 30", 31);
    }

    @Test
    void records_of_a_newer_version_are_skipped() {
        append("?new", "x");
        append("a", "1");

        bench.load();

        assertThat(bench.values()).isEqualTo(Map.of("a", "1"));
    }

    @Test
    void a_shard_waits_for_what_is_not_committed_yet() {
        fill(0, 30);
        log.committed = 12;

        CompletableFuture<LoadReport> report = bench.runtime.load().toCompletableFuture();
        CompletableFuture<String> early = bench.get("k0");
        bench.time.settle();
        assertThat(report).isNotDone();
        assertThat(early).isCompletedWithValue("COORDINATOR_LOAD_IN_PROGRESS");

        log.commitAll();
        bench.time.settle();
        assertThat(report).isCompleted();
        assertThat(bench.values()).hasSize(10);
    }

    @Test
    void loading_leaves_others_their_turns() {
        fill(0, 5_000);
        int turnsForOthers = 0;

        CompletableFuture<LoadReport> report = bench.runtime.load().toCompletableFuture();
        while (!report.isDone() && bench.time.runNext()) {
            turnsForOthers++;
        }

        assertThat(turnsForOthers).isGreaterThan(5);
        assertThat(report.join().fromLog()).isEqualTo(5_000);
    }

    @Test
    void a_log_that_cannot_be_read_leaves_the_shard_failed_until_it_is_loaded_again() {
        fill(0, 30);
        log.unreadable = true;

        LoadReport report = bench.load();
        assertThat(report.failure()).hasValueSatisfying(why -> assertThat(why).contains("bad sector"));
        assertThat(bench.runtime.state()).isEqualTo(State.FAILED);
        CompletableFuture<String> put = bench.put("a", "1");
        bench.time.settle();
        assertThat(put).isCompletedWithValue("NOT_COORDINATOR");

        log.unreadable = false;
        assertThat(bench.load().failure()).isEmpty();
        assertThat(bench.values()).hasSize(10);
    }

    @Test
    void closing_ends_a_loading() {
        fill(0, 30);
        log.committed = 12;
        CompletableFuture<LoadReport> report = bench.runtime.load().toCompletableFuture();
        bench.runtime.close();
        bench.time.settle();
        log.commitAll();
        bench.time.settle();

        assertThat(report.join().failure()).contains("closed");
        assertThat(bench.runtime.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void loading_what_is_loaded_changes_nothing() {
        bench.loaded();
        CompletableFuture<String> parked = bench.park();
        bench.load();

        assertThat(parked).isNotDone();
        assertThat(bench.runtime.state()).isEqualTo(State.ACTIVE);
    }

    private void seenOnce(int records) {
        fill(0, records);
        bench.load();
        bench.runtime.close();
        bench.time.settle();
        bench.start();
    }

    private void assertRebuilt(String why, long fromLog) {
        LoadReport report = bench.load();
        assertThat(report.fromView()).isZero();
        assertThat(report.fromLog()).isEqualTo(fromLog);
        assertThat(bench.events).containsExactly(new Event.ViewRebuilt("offsets-0", why));
    }

    private void fill(int from, int to) {
        for (int i = from; i < to; i++) {
            append("k" + i % 10, "v" + i);
        }
    }

    private void append(String key, String value) {
        log.append(List.of(Register.encoded(key, value)), 0);
    }
}
