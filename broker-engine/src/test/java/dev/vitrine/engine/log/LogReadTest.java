package dev.vitrine.engine.log;

import static dev.vitrine.engine.log.LogFixture.CLIENT;
import static dev.vitrine.engine.log.LogFixture.appended;
import static dev.vitrine.engine.log.LogFixture.load;
import static dev.vitrine.engine.log.LogFixture.values;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.io.FaultyDisk;
import dev.vitrine.engine.wire.BatchBuilder;
import dev.vitrine.engine.wire.BatchHeader;
import dev.vitrine.engine.wire.BatchRecords;
import dev.vitrine.engine.wire.Codec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LogReadTest {

    private LogFixture fixture = new LogFixture();

    private ReadResult.Found found(ReadResult result) {
        assertThat(result).isInstanceOf(ReadResult.Found.class);
        return (ReadResult.Found) result;
    }

    private List<BatchHeader> headers(ReadResult result) {
        return BatchRecords.split(load(found(result))).stream().map(BatchRecords::header).toList();
    }

    @Test
    void an_offset_in_the_middle_of_a_batch_brings_the_whole_batch() {
        Log log = fixture.open();
        fixture.append(log, "a");
        fixture.append(log, "b", "c", "d");
        assertThat(headers(log.read(2, 1000, 4, true))).extracting(BatchHeader::baseOffset).containsExactly(1L);
    }

    @Test
    void the_first_batch_comes_whole_where_one_at_least_is_asked_for_and_not_at_all_where_not() {
        Log log = fixture.open();
        fixture.append(log, "a");
        int first = (int) log.sizeInBytes();
        fixture.append(log, "b");
        int both = (int) log.sizeInBytes();
        assertThat(load(found(log.read(0, 10, 2, true))).remaining()).isEqualTo(first);
        assertThat(load(found(log.read(0, 10, 2, false))).remaining()).as("a batch cut short with none before it looks broken to clients").isZero();
        assertThat(load(found(log.read(0, 0, 2, true))).remaining()).isEqualTo(first);
        assertThat(load(found(log.read(0, first + 5, 2, true))).remaining()).isEqualTo(first + 5);
        assertThat(load(found(log.read(0, both, 2, true))).remaining()).isEqualTo(both);
    }

    @Test
    void nothing_at_or_behind_the_limit_is_read() {
        Log log = fixture.open();
        for (int i = 0; i < 5; i++) {
            fixture.append(log, "a" + i, "b" + i);
        }
        assertThat(headers(log.read(0, 10_000, 6, true))).extracting(BatchHeader::lastOffset).containsExactly(1L, 3L, 5L);
        assertThat(headers(log.read(0, 10_000, 7, true))).as("a batch that reaches behind the limit is left out").hasSize(3);
        assertThat(headers(log.read(6, 10_000, 6, true))).isEmpty();
        assertThat(headers(log.read(10, 10_000, 10, true))).isEmpty();
        assertThat(log.read(11, 10_000, 10, true)).isEqualTo(new ReadResult.OutOfRange(0, 10));
        assertThat(log.read(-1, 10_000, 10, true)).isEqualTo(new ReadResult.OutOfRange(0, 10));
    }

    @Test
    void a_reader_at_the_tail_needs_no_look_into_the_file() {
        FaultyDisk counting = new FaultyDisk(fixture.memory);
        fixture.disk = counting;
        Log log = fixture.open();
        for (int i = 0; i < 1000; i++) {
            long offset = fixture.append(log, "v" + i).baseOffset();
            int before = counting.reads();
            ReadResult.Found tail = found(log.read(offset, 1 << 20, offset + 1, true));
            tail.records().release();
            assertThat(counting.reads()).isEqualTo(before);
        }
        int before = counting.reads();
        found(log.read(500, 1 << 20, 1000, true)).records().release();
        assertThat(counting.reads() - before).as("an index entry each few KiB leaves little to search").isLessThanOrEqualTo(2);
    }

    @Test
    void times_are_found_inside_batches_and_across_segments() {
        fixture.config.segmentBytes = 500;
        fixture.config.indexIntervalBytes = 100;
        Log log = fixture.open();
        long start = fixture.time.millis();
        for (int i = 0; i < 100; i++) {
            BatchBuilder batch = new BatchBuilder(i % 2 == 0 ? Codec.NONE : Codec.LZ4, 0).leaderEpoch(0);
            batch.add(start + i * 10, null, new byte[1]).add(start + i * 10 + 5, null, new byte[1]);
            appended(log.append(batch.build(), CLIENT));
        }
        for (int i = 0; i < 200; i++) {
            assertThat(log.offsetForTimestamp(start + i * 5L, 200)).contains(new Log.TimestampedOffset(start + i * 5L, i, Optional.of(0)));
            assertThat(log.offsetForTimestamp(start + i * 5L - 2, 200).orElseThrow().offset()).isEqualTo(i);
        }
        assertThat(log.offsetForTimestamp(0, 200).orElseThrow().offset()).isZero();
        assertThat(log.offsetForTimestamp(start + 996, 200)).isEmpty();
        assertThat(log.offsetForTimestamp(start + 500, 100)).as("not behind the limit").isEmpty();
        assertThat(log.maxTimestamp()).contains(new Log.TimestampedOffset(start + 995, 199, Optional.of(0)));
    }

    @Test
    void the_largest_timestamp_is_the_first_of_those_wherever_it_stands() {
        Log log = fixture.open();
        assertThat(log.maxTimestamp()).isEmpty();
        long now = fixture.time.millis();
        appended(log.append(new BatchBuilder().add(now - 5, null, null).add(now, null, null).add(now, null, null).build(), CLIENT));
        appended(log.append(new BatchBuilder().add(now - 7, null, null).build(), CLIENT));
        assertThat(log.maxTimestamp().orElseThrow().offset()).isEqualTo(1);
        assertThat(log.offsetForTimestamp(now - 7, 4).orElseThrow().offset()).as("the first at or after, in the order of the log").isZero();
    }

    /** Apache Kafka 4.3.1 was asked the same: a reader that goes there is told where the log begins now. */
    @Test
    void the_largest_timestamp_may_be_of_a_record_that_was_deleted_and_other_times_are_not() {
        Log log = fixture.open();
        long now = fixture.time.millis();
        appended(log.append(new BatchBuilder().add(now - 5, null, null).add(now, null, null).build(), CLIENT));
        appended(log.append(new BatchBuilder().add(now - 7, null, null).build(), CLIENT));
        log.deleteRecordsBefore(2);
        assertThat(log.maxTimestamp()).contains(new Log.TimestampedOffset(now, 1, Optional.of(0)));
        assertThat(log.offsetForTimestamp(now - 5, 3)).isEmpty();
        assertThat(log.offsetForTimestamp(now - 9, 3).orElseThrow().offset()).isEqualTo(2);
    }

    @Test
    void a_truncated_log_forgets_offsets_epochs_times_and_producers_behind_the_cut() {
        fixture.config.segmentBytes = 400;
        Log log = fixture.open();
        for (int i = 0; i < 30; i++) {
            AppendContext context = new AppendContext(i / 10, AppendContext.Origin.CLIENT, (short) 13);
            appended(log.append(fixture.batchOf(5, 0, i, "v" + i), context));
            fixture.time.advance(10);
        }
        log.truncateTo(12);
        assertThat(log.endOffset()).isEqualTo(12);
        assertThat(log.latestEpoch()).contains(1);
        assertThat(log.maxTimestamp().orElseThrow().offset()).isEqualTo(11);
        assertThat(log.activeProducers().getFirst().lastSequence()).isEqualTo(11);
        assertThat(values(log, 0)).hasSize(12);
        assertThat(appended(log.append(fixture.batchOf(5, 0, 12, "other"), CLIENT)).baseOffset()).isEqualTo(12);
        assertThat(values(fixture.reopenKilled(log), 10)).containsExactly("v10", "v11", "other");
        log.truncateTo(0);
        assertThat(log.endOffset()).isZero();
        assertThat(log.latestEpoch()).isEmpty();
        assertThat(log.activeProducers()).isEmpty();
        assertThat(fixture.append(log, "anew").baseOffset()).isZero();
    }

    @Test
    void a_cut_in_the_middle_of_a_batch_takes_the_whole_batch() {
        Log log = fixture.open();
        fixture.append(log, "a");
        fixture.append(log, "b", "c", "d");
        log.truncateTo(3);
        assertThat(log.endOffset()).isEqualTo(1);
        assertThat(values(log, 0)).containsExactly("a");
    }

    @Test
    void a_follower_takes_the_leaders_batches_as_they_are_and_refuses_what_goes_back_or_is_damaged() {
        Log leader = fixture.open();
        appended(leader.append(fixture.batch("a"), new AppendContext(4, AppendContext.Origin.CLIENT, (short) 13)));
        appended(leader.append(fixture.batch("b", "c"), new AppendContext(6, AppendContext.Origin.CLIENT, (short) 13)));
        ByteBuffer both = load(found(leader.read(0, 10_000, 3, true)));
        fixture = new LogFixture();
        Log follower = fixture.open();
        AppendContext replication = new AppendContext(9, AppendContext.Origin.REPLICATION, (short) 13);
        AppendResult.Appended result = appended(follower.append(both.duplicate(), replication));
        assertThat(result.baseOffset()).isZero();
        assertThat(result.lastOffset()).isEqualTo(2);
        assertThat(follower.epochAt(0)).contains(4);
        assertThat(follower.epochAt(2)).contains(6);
        assertThat(values(follower, 0)).containsExactly("a", "b", "c");
        assertThat(follower.append(both.duplicate(), replication)).isInstanceOf(AppendResult.Rejected.class);
        both.putInt(70, 12345);
        fixture = new LogFixture();
        assertThat(fixture.open().append(both, replication)).isInstanceOf(AppendResult.Rejected.class);
    }

    @Test
    void a_batch_larger_than_a_segment_is_refused() {
        fixture.config.segmentBytes = 100;
        Log log = fixture.open();
        assertThat(LogFixture.rejected(log.append(fixture.batch("x".repeat(100)), CLIENT)).error().name()).isEqualTo("RECORD_LIST_TOO_LARGE");
    }

    @Property(tries = 60)
    void any_read_brings_whole_batches_from_the_right_one_on(@ForAll long seed) {
        Random random = new Random(seed);
        fixture = new LogFixture();
        fixture.config.segmentBytes = 800 + random.nextInt(3000);
        fixture.config.indexIntervalBytes = 1 + random.nextInt(600);
        Log log = fixture.open();
        List<BatchHeader> all = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            String[] values = new String[1 + random.nextInt(5)];
            java.util.Arrays.fill(values, "x".repeat(random.nextInt(60)));
            AppendResult.Appended done = fixture.append(log, values);
            all.addAll(headers(log.read(done.baseOffset(), Integer.MAX_VALUE, log.endOffset(), true)));
        }
        if (random.nextBoolean()) {
            log = random.nextBoolean() ? fixture.reopenClean(log) : fixture.reopenKilled(log);
        }
        for (int i = 0; i < 100; i++) {
            long offset = random.nextLong(log.endOffset());
            long limit = random.nextLong(log.endOffset() + 1);
            List<BatchHeader> got = headers(log.read(offset, random.nextInt(2000), limit, true));
            List<BatchHeader> possible = all.stream().filter(h -> h.lastOffset() >= offset && h.lastOffset() < limit).toList();
            assertThat(got).isEqualTo(possible.subList(0, got.size()));
            assertThat(got.isEmpty()).isEqualTo(possible.isEmpty());
        }
    }

    @Test
    void readers_beside_the_writer_see_whole_batches_in_order_only() throws InterruptedException {
        fixture.config.segmentBytes = 20_000;
        fixture.config.indexIntervalBytes = 200;
        Log log = fixture.open();
        AtomicBoolean done = new AtomicBoolean();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        List<Thread> readers = new ArrayList<>();
        for (int r = 0; r < 3; r++) {
            int step = 1 + r * 700;
            readers.add(Thread.ofPlatform().start(() -> {
                try {
                    long next = 0;
                    while (!done.get() || next < log.endOffset()) {
                        for (BatchHeader header : headers(log.read(next, step, log.endOffset(), true))) {
                            assertThat(header.baseOffset()).isEqualTo(next);
                            next = header.nextOffset();
                        }
                    }
                } catch (Throwable t) {
                    failure.set(t);
                }
            }));
        }
        for (int i = 0; i < 3000; i++) {
            fixture.append(log, "value-" + i, "x".repeat(i % 100));
        }
        done.set(true);
        for (Thread reader : readers) {
            reader.join(30_000);
            assertThat(reader.isAlive()).isFalse();
        }
        assertThat(failure.get()).isNull();
    }
}
