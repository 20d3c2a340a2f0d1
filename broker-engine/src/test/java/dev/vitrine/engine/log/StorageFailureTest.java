package dev.vitrine.engine.log;

import static dev.vitrine.engine.log.LogFixture.CLIENT;
import static dev.vitrine.engine.log.LogFixture.appended;
import static dev.vitrine.engine.log.LogFixture.rejected;
import static dev.vitrine.engine.log.LogFixture.values;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.io.FaultyDisk;
import dev.vitrine.engine.observe.Event;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StorageFailureTest {

    private final LogFixture fixture = new LogFixture();
    private final FaultyDisk disk = new FaultyDisk(fixture.memory);

    @BeforeEach
    void failing_disk() {
        fixture.disk = disk;
    }

    @Test
    void a_full_disk_refuses_the_batch_whatever_part_of_it_fitted_and_serves_again_when_there_is_room() throws Exception {
        Log log = fixture.open();
        fixture.append(log, "a");
        for (int room = 0; room < 60; room += 7) {
            disk.spaceLeft(room);
            assertThat(rejected(log.append(fixture.batch("lost"), CLIENT)).error()).isEqualTo(Errors.KAFKA_STORAGE_ERROR);
            assertThat(fixture.memory.readAll(SegmentFiles.of(fixture.folder, 0, ".log"))).hasSize((int) log.sizeInBytes());
        }
        assertThat(fixture.events(Event.StorageFailed.class)).hasSize(9).first()
                .isEqualTo(new Event.StorageFailed("orders-0: append", "java.io.IOException: No space left on device"));
        assertThat(values(log, 0)).containsExactly("a");
        disk.spaceLeft(Long.MAX_VALUE);
        assertThat(fixture.append(log, "b").baseOffset()).isEqualTo(1);
        assertThat(values(fixture.reopenKilled(log), 0)).containsExactly("a", "b");
    }

    @Test
    void a_torn_write_that_cannot_even_be_cut_off_is_cut_off_before_the_next_one() {
        Log log = fixture.open();
        fixture.append(log, "a");
        disk.spaceLeft(40);
        disk.truncateFails(true);
        assertThat(rejected(log.append(fixture.batch("a long value that is torn ".repeat(20)), CLIENT)).error()).isEqualTo(Errors.KAFKA_STORAGE_ERROR);
        disk.spaceLeft(Long.MAX_VALUE);
        assertThat(rejected(log.append(fixture.batch("b"), CLIENT)).error()).isEqualTo(Errors.KAFKA_STORAGE_ERROR);
        disk.truncateFails(false);
        fixture.append(log, "c");
        assertThat(values(fixture.reopenKilled(log), 0)).containsExactly("a", "c");
    }

    @Test
    void a_batch_that_cannot_be_made_safe_is_refused_where_each_one_must_be() {
        fixture.config.flushMessages = 1;
        Log log = fixture.open();
        fixture.append(log, "a");
        assertThat(disk.forces()).isEqualTo(1);
        disk.forceFails(true);
        assertThat(rejected(log.append(fixture.batch("b"), CLIENT)).error()).isEqualTo(Errors.KAFKA_STORAGE_ERROR);
        assertThat(log.endOffset()).isEqualTo(1);
        disk.forceFails(false);
        assertThat(fixture.append(log, "c").baseOffset()).isEqualTo(1);
        assertThat(log.trusted()).as("what the disk once failed to make safe must be checked at the next start").isFalse();
        log.close();
        assertThat(log.recoveryPoint()).isZero();
        assertThat(values(fixture.reopenKilled(log), 0)).containsExactly("a", "c");
    }

    /** "a", and no more of "b" behind it; but the epochs can't be noted. */
    private void breakTruncation(Log log) {
        disk.spaceLeft(0);
        log.truncateTo(1);
        assertThat(fixture.events(Event.StorageFailed.class)).hasSize(1);
        disk.spaceLeft(Long.MAX_VALUE);
    }

    private Log halfTruncated() {
        Log log = fixture.open();
        fixture.append(log, "a");
        log.beginEpoch(5);
        fixture.append(log, "b");
        breakTruncation(log);
        return log;
    }

    @Test
    void a_batch_that_a_broken_truncation_took_away_is_no_duplicate_when_it_is_sent_again() throws Exception {
        Log log = fixture.open();
        log.append(fixture.batchOf(7, 0, 0, "a"), CLIENT);
        log.beginEpoch(5);
        appended(log.append(fixture.batchOf(7, 0, 1, "b"), CLIENT));
        breakTruncation(log);
        assertThat(log.endOffset()).isEqualTo(1);
        fixture.append(log, "another's");

        AppendResult.Appended again = appended(log.append(fixture.batchOf(7, 0, 1, "b"), CLIENT));

        assertThat(again.duplicate()).isFalse();
        assertThat(again.baseOffset()).isEqualTo(2);
        assertThat(values(log, 0)).containsExactly("a", "another's", "b");
        assertThat(values(fixture.reopenKilled(log), 0)).containsExactly("a", "another's", "b");
    }

    @Test
    void while_it_is_not_known_which_transactions_a_broken_truncation_opened_again_nothing_counts_as_stable() throws Exception {
        Log log = fixture.open();
        log.append(fixture.inTransaction(7, 0, 0, "a"), CLIENT);
        log.beginEpoch(5);
        fixture.end(log, 7, 0, false);
        log.onHighWatermark(2);
        assertThat(log.lastStableOffset(2)).isEqualTo(2);
        breakTruncation(log);
        assertThat(log.lastStableOffset(1)).isZero();

        log.beginEpoch(6);
        assertThat(log.lastStableOffset(1)).as("the transaction is open again").isZero();
        fixture.end(log, 7, 0, true);
        log.onHighWatermark(2);
        assertThat(log.lastStableOffset(2)).isEqualTo(2);
    }

    @Test
    void who_leads_after_a_broken_truncation_knows_at_once_what_is_stable() throws Exception {
        Log log = halfTruncated();
        assertThat(log.lastStableOffset(1)).as("nobody knows").isZero();

        log.beginEpoch(6);

        assertThat(log.lastStableOffset(1)).isEqualTo(1);
    }

    @Test
    void a_retention_run_learns_it_where_nobody_leads() throws Exception {
        Log log = halfTruncated();

        log.applyRetention(1);

        assertThat(log.lastStableOffset(1)).isEqualTo(1);
    }

    @Test
    void a_flush_that_fails_says_so_and_moves_no_recovery_point() {
        Log log = fixture.open();
        fixture.append(log, "a");
        disk.forceFails(true);
        assertThat(log.flush()).isFalse();
        disk.forceFails(false);
        assertThat(log.flush()).as("a second fsync that succeeds proves nothing about the first").isFalse();
        assertThat(log.recoveryPoint()).isZero();
        assertThat(fixture.events(Event.StorageFailed.class)).hasSize(1);
    }

    @Test
    void a_segment_that_was_rolled_is_forced_by_whoever_does_slow_work_and_then_needs_no_look_at_recovery() {
        List<Runnable> slow = new ArrayList<>();
        fixture.slowWork = slow::add;
        fixture.config.segmentBytes = 300;
        Log log = fixture.open();
        for (int i = 0; i < 12; i++) {
            fixture.append(log, "v" + i);
        }
        assertThat(disk.forces()).as("the writer waits for nothing").isZero();
        assertThat(log.recoveryPoint()).isZero();
        slow.removeLast().run();
        long active = fixture.events(Event.SegmentRolled.class).getLast().baseOffset();
        assertThat(log.recoveryPoint()).isEqualTo(active);
        int forced = disk.forces();
        slow.forEach(Runnable::run);
        assertThat(disk.forces()).as("what is safe is not forced again").isEqualTo(forced);
    }

    @Test
    void a_truncation_that_the_disk_breaks_off_leaves_what_its_files_hold() {
        fixture.config.segmentBytes = 300;
        Log log = fixture.open();
        for (int i = 0; i < 12; i++) {
            fixture.append(log, "v" + i);
        }
        disk.truncateFails(true);
        log.truncateTo(5);
        assertThat(log.endOffset()).as("the segments behind it are gone, the rest of its own is not").isBetween(6L, 11L);
        assertThat(values(log, 0)).hasSize((int) log.endOffset());
        disk.truncateFails(false);
        log.truncateTo(5);
        assertThat(log.endOffset()).isEqualTo(5);
        fixture.append(log, "other");
        assertThat(values(fixture.reopenKilled(log), 4)).containsExactly("v4", "other");
    }

    @Test
    void flush_ms_forces_by_the_clock() {
        fixture.config.flushMs = 1000;
        Log log = fixture.open();
        fixture.append(log, "a");
        assertThat(disk.forces()).isZero();
        fixture.time.advance(1000);
        fixture.append(log, "b");
        assertThat(disk.forces()).isEqualTo(1);
    }

    @Test
    void a_full_disk_at_the_moment_of_rolling_loses_nothing() {
        fixture.config.segmentBytes = 300;
        Log log = fixture.open();
        fixture.append(log, "a");
        fixture.append(log, "b");
        fixture.append(log, "c");
        disk.spaceLeft(0);
        for (int i = 0; i < 3; i++) {
            assertThat(rejected(log.append(fixture.batch("lost"), CLIENT)).error()).isEqualTo(Errors.KAFKA_STORAGE_ERROR);
        }
        disk.spaceLeft(Long.MAX_VALUE);
        fixture.append(log, "d");
        fixture.append(log, "e");
        assertThat(values(log, 0)).containsExactly("a", "b", "c", "d", "e");
        assertThat(values(fixture.reopenKilled(log), 0)).containsExactly("a", "b", "c", "d", "e");
    }
}
