package dev.vitrine.engine.log;

import static dev.vitrine.engine.log.LogFixture.CLIENT;
import static dev.vitrine.engine.log.LogFixture.appended;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.engine.io.FaultyDisk;
import dev.vitrine.engine.wire.BatchBuilder;
import dev.vitrine.engine.wire.Codec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CompactionTest {

    private final LogFixture fixture = new LogFixture();
    private Log log;

    @BeforeEach
    void compacted() {
        fixture.config.compact = true;
        fixture.config.delete = false;
        fixture.config.segmentBytes = 400;
        log = fixture.open();
    }

    private long put(String key, String value) {
        return put(new BatchBuilder(), key, value);
    }

    private long put(BatchBuilder batch, String key, String value) {
        byte[] bytes = value == null ? null : value.getBytes(StandardCharsets.UTF_8);
        return appended(log.append(batch.add(fixture.time.millis(), key.getBytes(StandardCharsets.UTF_8), bytes).build(), CLIENT)).baseOffset();
    }

    /** Whatever was put so far lies in segments that may be compacted. */
    private void seal() {
        int before = log.segmentCount();
        while (log.segmentCount() == before) {
            put("filler", "x".repeat(100));
        }
    }

    private Compaction compact() throws IOException {
        return Compactions.compact(log, fixture);
    }

    private List<String> names() throws IOException {
        return fixture.memory.list(fixture.folder).stream().map(p -> p.getFileName().toString()).toList();
    }

    @Test
    void of_each_key_the_newest_record_is_left_at_the_offset_it_always_had() throws IOException {
        for (int i = 0; i < 30; i++) {
            put("k" + i % 3, "v" + i);
        }
        seal();
        long end = log.endOffset();
        Compaction done = compact();
        assertThat(Compactions.records(log)).containsEntry(27L, "k0=v27").containsEntry(28L, "k1=v28").containsEntry(29L, "k2=v29");
        assertThat(Compactions.records(log).values()).doesNotContain("k0=v0", "k0=v24").filteredOn(r -> r.startsWith("k")).hasSize(3);
        assertThat(log.endOffset()).isEqualTo(end);
        assertThat(log.startOffset()).isZero();
        assertThat(done.complete()).isTrue();
        assertThat(done.bytesAfter()).isLessThan(done.bytesBefore() / 4);
        assertThat(done.recordsRemoved()).isGreaterThanOrEqualTo(27);
        assertThat(log.cleanedTo()).isEqualTo(done.endOffset());
    }

    @Test
    void small_segments_become_one_as_large_as_segment_bytes_allows() throws IOException {
        for (int i = 0; i < 60; i++) {
            put("k" + i % 3, "v" + i);
        }
        seal();
        int before = log.segmentCount();
        compact();
        put("k0", "again");
        seal();
        compact();
        assertThat(before).isGreaterThan(8);
        assertThat(log.segmentCount()).isLessThanOrEqualTo(4);
    }

    @Test
    void the_active_segment_is_left_alone() throws IOException {
        put("a", "1");
        put("a", "2");
        assertThat(log.cleanable(log.endOffset())).isEmpty();
        assertThat(Compactions.records(log)).hasSize(2);
    }

    @Test
    void nothing_beyond_the_last_stable_offset_is_compacted() throws IOException {
        put("a", "1");
        seal();
        long open = put(new BatchBuilder().producer(7, (short) 0, 0).transactional(), "a", "2");
        put("a", "3");
        seal();
        Cleanable range = log.cleanable(log.endOffset()).orElseThrow();
        assertThat(range.firstUncleanable()).isLessThanOrEqualTo(open);
        compact();
        assertThat(Compactions.records(log)).containsEntry(0L, "a=1").containsEntry(open, "a=2");
    }

    @Test
    void records_younger_than_the_minimum_lag_are_left_alone() throws IOException {
        fixture.config.minLagMs = 10_000;
        fixture.config.minDirtyRatio = 0;
        put("a", "1");
        put("a", "2");
        seal();
        log.configure(fixture.config.build());
        assertThat(log.cleanable(log.endOffset())).isEmpty();
        fixture.time.advance(10_001);
        assertThat(log.cleanable(log.endOffset())).isPresent();
    }

    @Test
    void what_is_older_than_the_maximum_lag_is_due_whatever_the_ratio() throws IOException {
        for (int i = 0; i < 40; i++) {
            put("k" + i, "v");
        }
        seal();
        compact();
        put("k1", "w");
        seal();
        fixture.config.maxLagMs = 5000;
        fixture.config.minDirtyRatio = 0.9;
        log.configure(fixture.config.build());
        assertThat(log.cleanable(log.endOffset())).isEmpty();
        fixture.time.advance(5001);
        assertThat(log.cleanable(log.endOffset()).orElseThrow().overdue()).isTrue();
    }

    @Test
    void a_segment_is_rolled_when_the_maximum_lag_is_over_so_that_it_can_be_compacted() {
        fixture.config.maxLagMs = 5000;
        log.configure(fixture.config.build());
        put("a", "1");
        fixture.time.advance(5001);
        put("a", "2");
        assertThat(log.segmentCount()).isEqualTo(2);
    }

    @Test
    void a_log_becomes_due_by_the_share_that_is_dirty() throws IOException {
        for (int i = 0; i < 40; i++) {
            put("k" + i, "v");
        }
        seal();
        assertThat(log.cleanable(log.endOffset()).orElseThrow().dirtyRatio()).isEqualTo(1.0);
        compact();
        assertThat(log.cleanable(log.endOffset())).isEmpty();
        put("k1", "w");
        seal();
        assertThat(log.cleanable(log.endOffset())).as("a tenth of it is dirty").isEmpty();
        for (int i = 0; i < 60; i++) {
            put("k" + i, "v");
        }
        assertThat(log.cleanable(log.endOffset()).orElseThrow().dirtyRatio()).isBetween(0.5, 1.0);
    }

    @Test
    void a_tombstone_stays_until_its_time_is_over_counted_from_the_first_compaction_that_saw_it() throws IOException {
        fixture.config.deleteRetentionMs = 60_000;
        put("gone", "once");
        long tombstone = put("gone", null);
        seal();
        compact();
        assertThat(Compactions.records(log)).containsEntry(tombstone, "gone=null").doesNotContainKey(0L);
        assertThat(header(tombstone).deleteHorizonMs()).hasValue(fixture.time.millis() + 60_000);
        fixture.time.advance(59_999);
        seal();
        compact();
        assertThat(Compactions.records(log)).containsKey(tombstone);
        fixture.time.advance(1);
        seal();
        compact();
        assertThat(Compactions.records(log)).doesNotContainKey(tombstone);
        assertThat(Compactions.records(log).values()).noneMatch(record -> record.startsWith("gone"));
    }

    private dev.vitrine.engine.wire.BatchHeader header(long offset) {
        return Compactions.batches(log).stream().map(b -> b.header()).filter(h -> h.baseOffset() <= offset && offset <= h.lastOffset())
                .findFirst().orElseThrow();
    }

    @Test
    void a_producers_last_batch_stays_as_an_empty_one_so_that_a_duplicate_is_still_known() throws IOException {
        put(new BatchBuilder().producer(7, (short) 0, 0), "a", "1");
        put(new BatchBuilder().producer(7, (short) 0, 1), "a", "2");
        put("a", "3");
        seal();
        compact();
        assertThat(Compactions.records(log)).doesNotContainKeys(0L, 1L);
        assertThat(header(1).recordCount()).isZero();
        assertThat(header(1).lastSequence()).isEqualTo(1);
        for (int i = 0; i < 2; i++) {
            for (String snapshot : names().stream().filter(n -> n.endsWith(".snapshot")).toList()) {
                fixture.memory.delete(fixture.folder.resolve(snapshot));
            }
            log = fixture.reopenKilled(log);
            ByteBuffer again = new BatchBuilder().producer(7, (short) 0, 1).add(0, "a".getBytes(StandardCharsets.UTF_8), new byte[1]).build();
            AppendResult.Appended duplicate = appended(log.append(again, CLIENT));
            assertThat(duplicate.duplicate()).isTrue();
            assertThat(duplicate.baseOffset()).isEqualTo(1);
        }
    }

    @Test
    void every_codec_is_kept_when_a_batch_is_written_anew() throws IOException {
        for (Codec codec : Codec.values()) {
            ByteBuffer batch = fixture.batch(codec, b -> b, "old-" + codec, "new-" + codec);
            appended(log.append(batch, CLIENT));
        }
        for (Codec codec : Codec.values()) {
            put("k-old-" + codec, "newer");
        }
        seal();
        compact();
        Map<Long, String> left = Compactions.records(log);
        for (Codec codec : Codec.values()) {
            assertThat(left.values()).contains("k-new-" + codec + "=new-" + codec).doesNotContain("k-old-" + codec + "=old-" + codec);
            assertThat(header(codec.ordinal() * 2L).codec()).contains(codec);
        }
    }

    @Test
    void keys_that_do_not_fit_into_memory_are_compacted_in_several_passes() throws IOException {
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 50; i++) {
                put("k" + i, "v" + round);
            }
        }
        seal();
        CompactionBuffers small = new CompactionBuffers(24 * 20, 0.9, 512);
        int passes = 0;
        long end = Long.MIN_VALUE;
        while (log.cleanedTo() != end) {
            end = log.cleanedTo();
            Compactions.compact(log, fixture, small);
            passes++;
        }
        assertThat(passes).isGreaterThan(5);
        assertThat(Compactions.records(log).values()).filteredOn(r -> r.startsWith("k")).hasSize(50).allMatch(r -> r.endsWith("=v2"));
    }

    @Test
    void a_reader_in_the_middle_of_a_segment_goes_on_though_it_is_replaced() throws IOException {
        for (int i = 0; i < 30; i++) {
            put("k" + i % 3, "v" + i);
        }
        seal();
        ReadResult.Found held = (ReadResult.Found) log.read(0, 10_000, log.endOffset(), true);
        compact();
        fixture.time.advance(fixture.config.fileDeleteDelayMs);
        assertThat(LogFixture.load(held).remaining()).isPositive();
        assertThat(names()).noneMatch(name -> name.endsWith(".deleted"));
        for (long offset = 0; offset < log.endOffset(); offset++) {
            assertThat(log.read(offset, 10_000, log.endOffset(), true)).isInstanceOf(ReadResult.Found.class);
        }
    }

    @Test
    void time_and_offset_lookups_still_find_what_is_left() throws IOException {
        for (int i = 0; i < 30; i++) {
            put("k" + i % 3, "v" + i);
            fixture.time.advance(1000);
        }
        long middle = fixture.time.millis() - 2500;
        seal();
        compact();
        assertThat(log.offsetForTimestamp(middle, Long.MAX_VALUE).orElseThrow().offset()).isEqualTo(28);
        assertThat(log.offsetForTimestamp(0, Long.MAX_VALUE).orElseThrow().offset()).isEqualTo(27);
        log = fixture.reopenClean(log);
        assertThat(log.offsetForTimestamp(middle, Long.MAX_VALUE).orElseThrow().offset()).isEqualTo(28);
    }

    @Test
    void segments_that_retention_takes_meanwhile_end_the_compaction_without_a_trace() throws IOException {
        for (int i = 0; i < 30; i++) {
            put("k" + i % 3, "v" + i);
        }
        seal();
        try (Compaction compaction = log.compact(log.cleanable(log.endOffset()).orElseThrow(), Compactions.BUFFERS)) {
            while (compaction.next() == Compaction.Next.ADVANCE) {
                compaction.advance();
            }
            log.deleteRecordsBefore(29);
            compaction.swap();
            assertThat(compaction.next()).isEqualTo(Compaction.Next.DONE);
            assertThat(compaction.complete()).isFalse();
        }
        assertThat(names()).noneMatch(name -> name.endsWith(".cleaned") || name.endsWith(".swap"));
        assertThat(Compactions.records(log)).containsEntry(29L, "k2=v29");
    }

    @Test
    void a_full_disk_leaves_the_log_as_it_was() throws IOException {
        FaultyDisk disk = new FaultyDisk(fixture.memory);
        fixture.disk = disk;
        log = fixture.reopenClean(log);
        for (int i = 0; i < 300; i++) {
            put("k" + i, "v" + i);
        }
        seal();
        Map<Long, String> before = Compactions.records(log);
        disk.spaceLeft(1000);
        assertThatThrownBy(this::compact).isInstanceOf(IOException.class).hasMessageContaining("No space left");
        disk.spaceLeft(Long.MAX_VALUE);
        assertThat(Compactions.records(log)).isEqualTo(before);
        assertThat(names()).noneMatch(name -> name.endsWith(".cleaned") || name.endsWith(".swap"));
    }

    @Test
    void a_compacted_segment_is_as_old_as_the_newest_it_was_made_from() throws IOException {
        put("a", "1");
        seal();
        long written = fixture.time.millis();
        fixture.time.advance(1_000_000);
        compact();
        assertThat(fixture.memory.lastModified(fixture.folder.resolve("00000000000000000000.log"))).isEqualTo(written);
    }
}
