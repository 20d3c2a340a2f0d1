package dev.vitrine.engine.log;

import static dev.vitrine.engine.log.LogFixture.CLIENT;
import static dev.vitrine.engine.log.LogFixture.aborted;
import static dev.vitrine.engine.log.LogFixture.appended;
import static dev.vitrine.engine.log.LogFixture.rejected;
import static dev.vitrine.engine.log.LogFixture.stable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.log.AppendContext.Origin;
import dev.vitrine.engine.log.VerificationGuard.Start;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

class TransactionTest {

    private final LogFixture fixture = new LogFixture();

    private AppendResult send(Log log, long producer, int epoch, int sequence, String... values) {
        return log.append(fixture.inTransaction(producer, epoch, sequence, values), CLIENT);
    }

    private AppendResult send(Log log, long producer, int epoch, int sequence, VerificationGuard guard) {
        return log.append(fixture.inTransaction(producer, epoch, sequence, "v"),
                new AppendContext(0, Origin.CLIENT, (short) 13, guard, (short) 0));
    }

    private static VerificationGuard guard(Start start) {
        return ((Start.Guarded) start).guard();
    }

    @Test
    void the_oldest_open_transaction_holds_the_last_stable_offset() {
        Log log = fixture.open();
        appended(send(log, 1, 0, 0, "a"));
        appended(send(log, 2, 0, 0, "b"));
        assertThat(stable(log)).isZero();

        appended(fixture.end(log, 2, 0, true));
        assertThat(stable(log)).as("the second has ended, the first has not").isZero();

        appended(fixture.end(log, 1, 0, true));
        assertThat(stable(log)).isEqualTo(4);
    }

    @Test
    void aborted_transactions_that_overlap_are_each_told_to_those_whom_they_concern() {
        Log log = fixture.open();
        appended(send(log, 1, 0, 0, "a"));         // 0
        appended(send(log, 2, 0, 0, "b"));         // 1
        appended(fixture.end(log, 1, 0, false));   // 2
        appended(send(log, 1, 0, 1, "c"));         // 3
        appended(fixture.end(log, 2, 0, false));   // 4
        appended(fixture.end(log, 1, 0, true));    // 5
        assertThat(stable(log)).isEqualTo(6);

        assertThat(aborted(log, 0, 10_000)).containsExactly(
                new AbortedTransaction(1, 0, 2, 1), new AbortedTransaction(2, 1, 4, 3));
        assertThat(aborted(log, 3, 10_000)).containsExactly(new AbortedTransaction(2, 1, 4, 3));
        assertThat(aborted(log, 5, 10_000)).isEmpty();
    }

    @Test
    void an_abort_is_told_to_readers_of_earlier_segments_too() {
        fixture.config.segmentBytes = 300;
        Log log = fixture.open();
        for (int i = 0; i < 10; i++) {
            appended(send(log, 1, 0, i, "v" + i));
        }
        appended(fixture.end(log, 1, 0, false));
        assertThat(log.segmentCount()).isGreaterThan(2);

        assertThat(aborted(log, 0, 1)).containsExactly(new AbortedTransaction(1, 0, 10, 11));
    }

    @Test
    void a_marker_without_records_changes_nothing_but_the_producers_epoch() {
        Log log = fixture.open();
        appended(fixture.end(log, 7, 3, false));
        assertThat(stable(log)).isEqualTo(1);
        assertThat(aborted(log, 0, 1000)).isEmpty();
        assertThat(rejected(send(log, 7, 2, 0, "zombie")).error()).isEqualTo(Errors.INVALID_PRODUCER_EPOCH);
        assertThat(rejected(send(log, 7, 3, 5, "v")).error()).isEqualTo(Errors.OUT_OF_ORDER_SEQUENCE_NUMBER);
        appended(send(log, 7, 3, 0, "v"));
    }

    @Test
    void sequences_go_on_behind_a_marker_of_the_same_epoch_and_begin_anew_behind_a_raised_one() {
        Log log = fixture.open();
        appended(send(log, 1, 0, 0, "a", "b"));
        appended(fixture.end(log, 1, 0, true));
        assertThat(rejected(send(log, 1, 0, 0, "c")).error()).isEqualTo(Errors.OUT_OF_ORDER_SEQUENCE_NUMBER);
        appended(send(log, 1, 0, 2, "c"));
        appended(LogFixture.end(log, fixture.marker(1, 1, true, 0), 2));
        assertThat(rejected(send(log, 1, 1, 3, "d")).error()).isEqualTo(Errors.OUT_OF_ORDER_SEQUENCE_NUMBER);
        appended(send(log, 1, 1, 0, "d"));
    }

    @Test
    void a_batch_that_comes_again_over_a_marker_is_a_duplicate_and_begins_no_transaction() {
        Log log = fixture.open();
        long offset = appended(send(log, 1, 0, 0, "a")).baseOffset();
        appended(fixture.end(log, 1, 0, true));

        AppendResult.Appended again = appended(send(log, 1, 0, 0, "a"));
        assertThat(again.duplicate()).isTrue();
        assertThat(again.baseOffset()).isEqualTo(offset);
        assertThat(stable(log)).isEqualTo(2);
    }

    @Test
    void an_old_coordinator_is_fenced() {
        Log log = fixture.open();
        appended(send(log, 1, 0, 0, "a"));
        appended(LogFixture.end(log, fixture.marker(1, 0, true, 5), 0));
        appended(send(log, 1, 0, 1, "b"));
        assertThat(rejected(LogFixture.end(log, fixture.marker(1, 0, false, 4), 0)).error())
                .isEqualTo(Errors.TRANSACTION_COORDINATOR_FENCED);
        appended(LogFixture.end(log, fixture.marker(1, 0, false, 5), 0));
    }

    @Test
    void under_the_second_version_a_marker_must_raise_the_epoch_and_may_come_twice() {
        Log log = fixture.open();
        appended(send(log, 1, 4, 0, "a"));
        assertThat(rejected(LogFixture.end(log, fixture.marker(1, 4, true, 0), 2)).error()).isEqualTo(Errors.INVALID_PRODUCER_EPOCH);
        appended(LogFixture.end(log, fixture.marker(1, 5, true, 0), 2));
        appended(LogFixture.end(log, fixture.marker(1, 5, true, 0), 2));
        assertThat(rejected(send(log, 1, 4, 1, "late")).error()).as("what comes late begins no transaction")
                .isEqualTo(Errors.INVALID_PRODUCER_EPOCH);
    }

    @Test
    void a_transaction_begins_only_with_the_coordinators_word() {
        Log log = fixture.open();
        log.configure(new ProducerRules(1000, true));
        assertThat(rejected(send(log, 1, 0, 0, VerificationGuard.NONE)).error()).isEqualTo(Errors.INVALID_TXN_STATE);
        VerificationGuard guard = guard(log.startVerification(1, (short) 0, 0, false));
        assertThat(guard).isNotEqualTo(VerificationGuard.NONE);
        appended(send(log, 1, 0, 0, guard));
        assertThat(guard(log.startVerification(1, (short) 0, 1, false))).as("it is open: nobody need be asked")
                .isEqualTo(VerificationGuard.NONE);
        appended(send(log, 1, 0, 1, VerificationGuard.NONE));
    }

    @Test
    void a_word_that_was_given_for_the_last_transaction_does_not_begin_the_next() {
        Log log = fixture.open();
        log.configure(new ProducerRules(1000, true));
        VerificationGuard old = guard(log.startVerification(1, (short) 0, 0, false));
        appended(fixture.end(log, 1, 0, false));
        assertThat(rejected(send(log, 1, 0, 0, old)).error()).isEqualTo(Errors.INVALID_TXN_STATE);
        assertThat(guard(log.startVerification(1, (short) 0, 0, false))).isNotEqualTo(old);
    }

    @Test
    void a_marker_that_raises_the_epoch_leaves_the_next_transactions_word_alone() {
        Log log = fixture.open();
        log.configure(new ProducerRules(1000, true));
        appended(send(log, 1, 0, 0, guard(log.startVerification(1, (short) 0, 0, true))));
        VerificationGuard ofTheNext = guard(log.startVerification(1, (short) 1, 0, true));
        appended(LogFixture.end(log, fixture.marker(1, 1, true, 0), 2));
        appended(send(log, 1, 1, 0, ofTheNext));
    }

    @Test
    void a_retry_that_was_overtaken_does_not_begin_a_transaction_in_the_middle() {
        Log log = fixture.open();
        log.configure(new ProducerRules(1000, true));
        log.startVerification(1, (short) 0, 0, false);
        VerificationGuard guard = guard(log.startVerification(1, (short) 0, 3, false));
        assertThat(rejected(send(log, 1, 0, 3, guard)).error()).isEqualTo(Errors.OUT_OF_ORDER_SEQUENCE_NUMBER);
        appended(send(log, 1, 0, 0, guard));
        assertThat(log.startVerification(1, (short) -1, 0, false)).isInstanceOf(Start.Fenced.class);
    }

    @Test
    void open_and_aborted_transactions_survive_stops_of_either_kind() {
        fixture.config.segmentBytes = 400;
        Log log = fixture.open();
        for (int i = 0; i < 12; i++) {
            appended(send(log, 1, 0, i, "a" + i));
            appended(send(log, 2, 0, i, "b" + i));
            appended(fixture.end(log, 1, 0, i % 2 == 0));
        }
        List<AbortedTransaction> before = aborted(log, 0, 1);
        assertThat(stable(log)).as("the second producer's is open").isEqualTo(1);
        for (boolean clean : new boolean[] {true, false, false, true}) {
            log = clean ? fixture.reopenClean(log) : fixture.reopenKilled(log);
            assertThat(stable(log)).isEqualTo(1);
            assertThat(aborted(log, 0, 1)).isEqualTo(before);
            appended(send(log, 1, 0, 12, "on"));
            appended(fixture.end(log, 1, 0, true));
            log.truncateTo(36);
        }
        appended(fixture.end(log, 2, 0, false));
        assertThat(stable(log)).isEqualTo(37);
        assertThat(aborted(log, 0, 100_000)).contains(new AbortedTransaction(2, 1, 36, 37));
    }

    @Test
    void an_index_of_aborted_transactions_that_is_torn_is_made_anew_even_after_a_clean_stop() throws IOException {
        Log log = fixture.open();
        appended(send(log, 1, 0, 0, "a"));
        appended(fixture.end(log, 1, 0, false));
        List<AbortedTransaction> before = aborted(log, 0, 100);
        log.close();
        Path index = SegmentFiles.of(fixture.folder, 0, SegmentFiles.TXN_INDEX);
        try (var file = fixture.disk.open(index)) {
            assertThat(file.size()).isEqualTo(TransactionIndex.ENTRY_SIZE);
            file.truncate(20);
        }
        Log back = fixture.reopenClean(log);
        assertThat(aborted(back, 0, 100)).isEqualTo(before);
        try (var file = fixture.disk.open(index)) {
            assertThat(file.size()).isEqualTo(TransactionIndex.ENTRY_SIZE);
        }
    }

    @Test
    void a_torn_tail_takes_its_transaction_end_along() {
        Log log = fixture.open();
        appended(send(log, 1, 0, 0, "a"));
        appended(fixture.end(log, 1, 0, false));
        tear(log, 3);
        Log back = fixture.reopenKilled(log);
        assertThat(back.endOffset()).isEqualTo(1);
        assertThat(stable(back)).as("the transaction is open again").isZero();
        appended(fixture.end(back, 1, 0, true));
        assertThat(stable(back)).isEqualTo(2);
        assertThat(aborted(back, 0, 100)).isEmpty();
    }

    private void tear(Log log, int bytes) {
        try (var file = fixture.disk.open(SegmentFiles.of(fixture.folder, 0, SegmentFiles.LOG))) {
            file.truncate(log.sizeInBytes() - bytes);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    @Test
    void truncation_forgets_the_ends_that_it_takes_away() {
        Log log = fixture.open();
        appended(send(log, 1, 0, 0, "a"));       // 0
        appended(fixture.end(log, 1, 0, false)); // 1
        appended(send(log, 1, 0, 1, "b"));       // 2
        appended(fixture.end(log, 1, 0, false)); // 3
        log.truncateTo(3);
        assertThat(stable(log)).isEqualTo(2);
        assertThat(aborted(log, 0, 1000)).containsExactly(new AbortedTransaction(1, 0, 1, 2));
        log.truncateTo(1);
        assertThat(stable(log)).isZero();
    }

    @Test
    void deleting_records_of_an_open_transaction_moves_the_last_stable_offset_to_the_start() {
        Log log = fixture.open();
        appended(send(log, 1, 0, 0, "a", "b", "c"));
        fixture.append(log, "after");
        log.onHighWatermark(4);
        log.deleteRecordsBefore(2);
        assertThat(stable(log)).isEqualTo(2);
        assertThat(log.activeProducers().getFirst().currentTxnStartOffset()).isZero();
    }

    @Test
    void the_sequence_of_a_coordinators_records_does_not_count_but_their_epoch_does() {
        Log log = fixture.open();
        AppendContext coordinator = new AppendContext(0, Origin.COORDINATOR, (short) 13);
        appended(log.append(fixture.inTransaction(1, 2, 0, "offset"), coordinator));
        appended(log.append(fixture.inTransaction(1, 2, 0, "offset"), coordinator));
        assertThat(stable(log)).isZero();
        ByteBuffer zombie = fixture.inTransaction(1, 1, 0, "offset");
        assertThat(rejected(log.append(zombie, coordinator)).error()).isEqualTo(Errors.INVALID_PRODUCER_EPOCH);
        appended(fixture.end(log, 1, 2, true));
        assertThat(stable(log)).isEqualTo(3);
    }

    @Test
    void a_verification_nobody_follows_up_expires_with_the_producer_id() {
        Log log = fixture.open();
        log.configure(new ProducerRules(1000, true));
        VerificationGuard guard = guard(log.startVerification(1, (short) 0, 0, false));
        fixture.time.advance(1000);
        log.applyRetention(0);
        assertThat(guard(log.startVerification(1, (short) 0, 0, false))).isNotEqualTo(guard);
    }

    /** Whatever was forced to the disk by then, and whatever of the rest is left: it is the beginning of the same history. */
    @Property(tries = 150)
    void a_loss_of_power_leaves_a_beginning_of_the_transactions_that_were(@ForAll long seed) {
        Random random = new Random(seed);
        TransactionTest test = new TransactionTest();
        test.fixture.config.segmentBytes = 400 + random.nextInt(1500);
        Log log = test.fixture.open();
        int[] sequences = new int[3];
        List<Long> stableAt = new ArrayList<>(List.of(0L));
        for (int i = 0; i < 60; i++) {
            int producer = random.nextInt(3);
            if (random.nextInt(3) == 0) {
                appended(test.fixture.end(log, producer, 0, random.nextBoolean()));
            } else {
                appended(test.send(log, producer, 0, sequences[producer]++, "v" + i));
            }
            stableAt.add(stable(log));
            if (random.nextInt(12) == 0) {
                assertThat(log.flush()).isTrue();
            }
        }
        Set<AbortedTransaction> before = all(log);
        test.fixture.memory.losePower();
        Log back = test.fixture.reopenKilled(log);
        int kept = (int) back.endOffset();
        assertThat(kept).isGreaterThanOrEqualTo((int) log.recoveryPoint());
        assertThat(stable(back)).isEqualTo(stableAt.get(kept));
        assertThat(all(back)).isEqualTo(before.stream().filter(aborted -> aborted.lastOffset() < kept).collect(Collectors.toSet()));
    }

    private static Set<AbortedTransaction> all(Log log) {
        Set<AbortedTransaction> all = new HashSet<>();
        for (long offset = log.startOffset(); offset < log.endOffset(); offset++) {
            ReadResult.Found found = (ReadResult.Found) log.read(offset, 1, log.endOffset(), true);
            all.addAll(log.abortedTransactions(offset, found.records()).orElseThrow());
            found.records().release();
        }
        return all;
    }
}
