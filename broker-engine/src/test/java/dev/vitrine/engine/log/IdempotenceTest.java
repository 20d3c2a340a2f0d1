package dev.vitrine.engine.log;

import static dev.vitrine.engine.log.LogFixture.CLIENT;
import static dev.vitrine.engine.log.LogFixture.appended;
import static dev.vitrine.engine.log.LogFixture.rejected;
import static dev.vitrine.engine.log.LogFixture.values;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.wire.BatchBuilder;
import dev.vitrine.engine.wire.BatchBuilder.Producer;
import dev.vitrine.engine.wire.Codec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

/** The answers here are those that Apache Kafka 4.3.1 gave to the same requests. */
class IdempotenceTest {

    private static final AppendContext COORDINATOR = new AppendContext(0, AppendContext.Origin.COORDINATOR, (short) 13);

    private LogFixture fixture = new LogFixture();

    private AppendResult send(Log log, long producer, int epoch, int sequence, String... values) {
        return log.append(fixture.batchOf(producer, epoch, sequence, values), CLIENT);
    }

    @Test
    void each_of_the_last_five_batches_is_a_duplicate_with_its_original_offsets() {
        Log log = fixture.open();
        for (int i = 0; i < 8; i++) {
            send(log, 100, 0, i * 2, "a" + i, "b" + i);
        }
        for (int i = 3; i < 8; i++) {
            AppendResult.Appended again = appended(send(log, 100, 0, i * 2, "a" + i, "b" + i));
            assertThat(again.duplicate()).isTrue();
            assertThat(again.baseOffset()).isEqualTo(i * 2);
            assertThat(again.lastOffset()).isEqualTo(i * 2 + 1);
            assertThat(again.logAppendTimeMs()).as("Kafka tells the batch's time here even for CreateTime").isEqualTo(fixture.time.millis());
        }
        assertThat(log.endOffset()).isEqualTo(16);
    }

    @Test
    void older_duplicates_gaps_and_halves_of_batches_are_out_of_order() {
        Log log = fixture.open();
        for (int i = 0; i < 8; i++) {
            send(log, 100, 0, i * 2, "a", "b");
        }
        assertThat(rejected(send(log, 100, 0, 4, "a", "b")).error()).isEqualTo(Errors.OUT_OF_ORDER_SEQUENCE_NUMBER);
        assertThat(rejected(send(log, 100, 0, 14, "a")).error()).isEqualTo(Errors.OUT_OF_ORDER_SEQUENCE_NUMBER);
        AppendResult.Rejected gap = rejected(send(log, 100, 0, 50, "a"));
        assertThat(gap.error()).isEqualTo(Errors.OUT_OF_ORDER_SEQUENCE_NUMBER);
        assertThat(gap.message()).isEmpty();
        assertThat(gap.why()).isEqualTo("Out of order sequence number for producer 100 at offset 16 in partition orders-0: 50 "
                + "(incoming seq. number), 15 (current end sequence number)");
    }

    @Test
    void a_new_epoch_begins_at_zero_and_fences_the_old_one() {
        Log log = fixture.open();
        send(log, 100, 0, 0, "a");
        assertThat(rejected(send(log, 100, 2, 3, "x")).error()).isEqualTo(Errors.OUT_OF_ORDER_SEQUENCE_NUMBER);
        assertThat(appended(send(log, 100, 2, 0, "b")).baseOffset()).isEqualTo(1);
        assertThat(rejected(send(log, 100, 1, 0, "x")).error()).isEqualTo(Errors.INVALID_PRODUCER_EPOCH);
    }

    @Test
    void a_producer_nobody_knows_may_begin_anywhere() {
        Log log = fixture.open();
        assertThat(appended(send(log, 200, 0, 77, "a")).duplicate()).isFalse();
        assertThat(appended(send(log, 200, 0, 78, "b")).baseOffset()).isEqualTo(1);
    }

    @Test
    void sequences_wrap_from_the_largest_int_to_zero_within_a_batch_and_between_batches() {
        Log log = fixture.open();
        send(log, 300, 0, Integer.MAX_VALUE - 1, "a", "b", "c", "d");
        assertThat(appended(send(log, 300, 0, Integer.MAX_VALUE - 1, "a", "b", "c", "d")).duplicate()).isTrue();
        assertThat(appended(send(log, 300, 0, 2, "e")).baseOffset()).isEqualTo(4);
        send(log, 301, 0, Integer.MAX_VALUE, "f");
        assertThat(appended(send(log, 301, 0, 0, "g")).baseOffset()).isEqualTo(6);
    }

    @Test
    void a_producer_silent_for_too_long_is_forgotten() {
        fixture.producerIdExpirationMs = 3_600_000;
        Log log = fixture.open();
        send(log, 1, 0, 0, "a");
        fixture.time.advance(3_000_000);
        send(log, 2, 0, 0, "b");
        assertThat(log.activeProducers()).hasSize(2);
        fixture.time.advance(600_001);
        send(log, 2, 0, 1, "c");
        assertThat(log.activeProducers()).extracting(Log.ActiveProducer::producerId).containsExactly(2L);
        assertThat(appended(send(log, 1, 0, 9, "d")).duplicate()).isFalse();
    }

    @Test
    void producers_survive_a_clean_stop_by_their_snapshot_alone() throws Exception {
        Log log = fixture.open();
        send(log, 1, 3, 0, "a", "b");
        fixture.append(log, "no producer");
        log = fixture.reopenClean(log);
        assertThat(log.activeProducers()).containsExactly(new Log.ActiveProducer(1, (short) 3, 1, fixture.time.millis(), -1, -1));
        assertThat(appended(send(log, 1, 3, 0, "a", "b")).duplicate()).isTrue();
        assertThat(fixture.memory.exists(SegmentFiles.of(fixture.folder, 3, ".snapshot"))).isTrue();
        fixture.memory.writeAtomically(SegmentFiles.of(fixture.folder, 3, ".snapshot"), new byte[] {0, 1, 2, 3, 4, 5, 6});
        log = fixture.reopenClean(log);
        assertThat(log.activeProducers()).as("a damaged snapshot is made up for from the log").hasSize(1);
    }

    @Test
    void an_open_transaction_holds_the_last_stable_offset_until_its_marker_is_below_the_high_watermark() {
        Log log = fixture.open();
        fixture.append(log, "before");
        log.append(fixture.batch(Codec.NONE, b -> b.producer(9, (short) 0, 0).transactional(), "t1", "t2"), CLIENT);
        fixture.append(log, "after");
        log.onHighWatermark(4);
        assertThat(log.lastStableOffset(4)).isEqualTo(1);
        assertThat(log.lastStableOffset(1)).isEqualTo(1);
        assertThat(log.activeProducers().getFirst().currentTxnStartOffset()).isEqualTo(1);
        assertThat(rejected(send(log, 9, 0, 2, "not transactional")).error()).isEqualTo(Errors.INVALID_TXN_STATE);

        appended(log.append(BatchBuilder.endTransaction(new Producer(9, (short) 0), true, 5, fixture.time.millis()), COORDINATOR));
        assertThat(log.lastStableOffset(4)).as("the marker is not replicated yet").isEqualTo(1);
        log.onHighWatermark(5);
        assertThat(log.lastStableOffset(5)).isEqualTo(5);
        assertThat(log.activeProducers().getFirst().coordinatorEpoch()).isEqualTo(5);
    }

    @Test
    void an_open_transaction_is_still_open_after_a_restart_of_either_kind() {
        Log log = fixture.open();
        fixture.append(log, "before");
        log.append(fixture.batch(Codec.NONE, b -> b.producer(9, (short) 0, 0).transactional(), "t"), CLIENT);
        log = fixture.reopenClean(log);
        assertThat(log.lastStableOffset(2)).isEqualTo(1);
        log = fixture.reopenKilled(log);
        assertThat(log.lastStableOffset(2)).isEqualTo(1);
        log.append(BatchBuilder.endTransaction(new Producer(9, (short) 0), false, 0, fixture.time.millis()), COORDINATOR);
        log.onHighWatermark(3);
        log = fixture.reopenKilled(log);
        log.onHighWatermark(3);
        assertThat(log.lastStableOffset(3)).isEqualTo(3);
    }

    private record Sent(int epoch, int sequence, List<String> values, long offset) {}

    /** What a model of one list and a window of five says of any mixture of sends, retries, gaps, new epochs and restarts. */
    @Property(tries = 200)
    void the_log_is_what_a_simple_model_says(@ForAll long seed) {
        Random random = new Random(seed);
        fixture = new LogFixture();
        fixture.config.segmentBytes = 700 + random.nextInt(3000);
        Log log = fixture.open();
        List<String> model = new ArrayList<>();
        Map<Long, LinkedList<Sent>> windows = new HashMap<>();
        for (int step = 0; step < 120; step++) {
            long producer = random.nextInt(3);
            LinkedList<Sent> window = windows.computeIfAbsent(producer, p -> new LinkedList<>());
            switch (random.nextInt(10)) {
                case 0 -> {
                    log = random.nextBoolean() ? fixture.reopenKilled(log) : fixture.reopenClean(log);
                    windows.values().forEach(w -> {
                        while (w.size() > 1) {
                            w.removeFirst(); // a snapshot holds the last batch of each producer
                        }
                    });
                }
                case 1, 2 -> {
                    if (!window.isEmpty()) {
                        Sent again = window.get(random.nextInt(window.size()));
                        AppendResult.Appended result = appended(log.append(batch(producer, again), CLIENT));
                        assertThat(result.duplicate()).isTrue();
                        assertThat(result.baseOffset()).isEqualTo(again.offset());
                    }
                }
                case 3 -> {
                    if (!window.isEmpty()) {
                        Sent last = window.getLast();
                        Sent gap = new Sent(last.epoch(), last.sequence() + last.values().size() + 1, List.of("gap"), 0);
                        assertThat(rejected(log.append(batch(producer, gap), CLIENT)).error()).isEqualTo(Errors.OUT_OF_ORDER_SEQUENCE_NUMBER);
                    }
                }
                default -> {
                    boolean newEpoch = window.isEmpty() || random.nextInt(12) == 0;
                    int epoch = window.isEmpty() ? 0 : window.getLast().epoch() + (newEpoch ? 1 : 0);
                    int sequence = newEpoch ? 0 : window.getLast().sequence() + window.getLast().values().size();
                    List<String> values = new ArrayList<>();
                    for (int i = 0; i <= random.nextInt(4); i++) {
                        values.add("v" + model.size() + "." + i);
                    }
                    Sent sent = new Sent(epoch, sequence, values, model.size());
                    AppendResult.Appended result = appended(log.append(batch(producer, sent), CLIENT));
                    assertThat(result.duplicate()).isFalse();
                    assertThat(result.baseOffset()).isEqualTo(model.size());
                    model.addAll(values);
                    if (newEpoch) {
                        window.clear();
                    }
                    window.add(sent);
                    if (window.size() > 5) {
                        window.removeFirst();
                    }
                }
            }
        }
        assertThat(values(log, 0)).isEqualTo(model);
    }

    private ByteBuffer batch(long producer, Sent sent) {
        return fixture.batchOf(producer, sent.epoch(), sent.sequence(), sent.values().toArray(new String[0]));
    }
}
