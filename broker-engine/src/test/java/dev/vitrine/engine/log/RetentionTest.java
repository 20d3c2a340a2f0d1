package dev.vitrine.engine.log;

import static dev.vitrine.engine.log.LogFixture.text;
import static dev.vitrine.engine.log.LogFixture.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.wire.BatchRecord;
import dev.vitrine.engine.wire.BatchRecords;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetentionTest {

    private final LogFixture fixture = new LogFixture();

    private Log tenSegments() {
        fixture.config.segmentBytes = 400;
        Log log = fixture.open();
        while (log.segmentCount() < 10) {
            fixture.append(log, "value-" + log.endOffset());
            fixture.time.advance(1000);
        }
        return log;
    }

    private List<Long> bases() throws IOException {
        return fixture.memory.list(fixture.folder).stream().flatMap(p -> SegmentFiles.offsetOf(p, ".log").stream()).toList();
    }

    private List<String> deletedFiles() throws IOException {
        return fixture.memory.list(fixture.folder).stream().map(p -> p.getFileName().toString()).filter(n -> n.endsWith(".deleted")).toList();
    }

    @Test
    void what_is_too_old_goes_segment_by_segment_and_the_files_a_minute_later() throws IOException {
        Log log = tenSegments();
        long end = log.endOffset();
        long fourth = bases().get(3);
        fixture.config.retentionMs = (end - fourth) * 1000;
        log.configure(fixture.config.build());
        assertThat(log.applyRetention(end)).isEqualTo(3);
        assertThat(log.startOffset()).isEqualTo(fourth);
        assertThat(log.segmentCount()).isEqualTo(7);
        assertThat(fixture.events(Event.SegmentsDeleted.class)).containsExactly(
                new Event.SegmentsDeleted(LogFixture.PARTITION, fourth, 3, "retention.ms=" + fixture.config.retentionMs));
        assertThat(deletedFiles()).contains("00000000000000000000.log.deleted", "00000000000000000000.index.deleted");
        fixture.time.advance(59_999);
        assertThat(deletedFiles()).isNotEmpty();
        fixture.time.advance(1);
        assertThat(deletedFiles()).isEmpty();
        assertThat(values(log, fourth)).hasSize((int) (end - fourth));
        assertThat(log.read(0, 100, end, true)).isEqualTo(new ReadResult.OutOfRange(fourth, end));
        assertThat(values(fixture.reopenClean(log), fourth)).hasSize((int) (end - fourth));
    }

    @Test
    void segments_that_go_before_they_were_made_safe_need_not_be() throws IOException {
        List<Runnable> slow = new ArrayList<>();
        fixture.slowWork = slow::add;
        Log log = tenSegments();
        fixture.config.retentionMs = 1;
        log.configure(fixture.config.build());
        fixture.time.advance(1_000_000);
        long end = log.endOffset();
        log.applyRetention(end);
        assertThat(log.segmentCount()).isEqualTo(1);
        assertThatCode(() -> List.copyOf(slow).forEach(Runnable::run)).doesNotThrowAnyException();
        assertThat(fixture.events(Event.StorageFailed.class)).isEmpty();
        assertThat(log.flush()).isTrue();
    }

    @Test
    void nothing_at_or_above_the_high_watermark_goes() throws IOException {
        Log log = tenSegments();
        long third = bases().get(2);
        fixture.config.retentionMs = 1;
        log.configure(fixture.config.build());
        fixture.time.advance(1_000_000);
        assertThat(log.applyRetention(third - 1)).isEqualTo(1);
        assertThat(log.applyRetention(third)).isEqualTo(1);
        assertThat(log.startOffset()).isEqualTo(third);
    }

    @Test
    void even_the_active_segment_goes_when_it_is_too_old_and_the_end_is_remembered() {
        Log log = tenSegments();
        long end = log.endOffset();
        fixture.config.retentionMs = 1000;
        log.configure(fixture.config.build());
        fixture.time.advance(10_000);
        log.applyRetention(end);
        assertThat(log.startOffset()).isEqualTo(end);
        assertThat(log.endOffset()).isEqualTo(end);
        assertThat(log.segmentCount()).isEqualTo(1);
        assertThat(log.applyRetention(end)).as("an empty segment is nothing to delete").isZero();
        for (Log again : List.of(fixture.reopenClean(log), fixture.reopenKilled(log))) {
            assertThat(again.startOffset()).isEqualTo(end);
            assertThat(again.endOffset()).isEqualTo(end);
        }
    }

    @Test
    void what_is_too_much_goes_while_the_rest_still_fills_the_size() {
        Log log = tenSegments();
        long size = log.sizeInBytes();
        fixture.config.retentionBytes = size / 2;
        log.configure(fixture.config.build());
        log.applyRetention(log.endOffset());
        assertThat(log.sizeInBytes()).isBetween(size / 2, size / 2 + 400);
    }

    @Test
    void a_topic_that_is_only_compacted_keeps_everything_but_what_lies_before_its_start() {
        Log log = tenSegments();
        fixture.config.delete = false;
        fixture.config.compact = true;
        fixture.config.retentionMs = 1;
        fixture.config.retentionBytes = 1;
        log.configure(fixture.config.build());
        fixture.time.advance(1_000_000);
        assertThat(log.applyRetention(log.endOffset())).isZero();
        log.deleteRecordsBefore(5);
        assertThat(log.startOffset()).isEqualTo(5);
    }

    @Test
    void minus_one_keeps_everything() {
        Log log = tenSegments();
        fixture.config.retentionMs = -1;
        log.configure(fixture.config.build());
        fixture.time.advance(Integer.MAX_VALUE * 100L);
        assertThat(log.applyRetention(log.endOffset())).isZero();
    }

    @Test
    void records_deleted_in_the_middle_of_a_batch_stay_unreadable_after_a_restart() {
        Log log = fixture.open();
        fixture.append(log, "a", "b", "c");
        fixture.append(log, "d");
        log.deleteRecordsBefore(1);
        assertThat(log.startOffset()).isEqualTo(1);
        assertThat(log.read(0, 100, 4, true)).isEqualTo(new ReadResult.OutOfRange(1, 4));
        assertThat(values(log, 1)).containsExactly("b", "c", "d");
        assertThat(log.offsetForTimestamp(0, 4).orElseThrow().offset()).isEqualTo(1);
        log = fixture.reopenClean(log);
        assertThat(log.startOffset()).isEqualTo(1);
        assertThat(log.epochAt(1)).contains(0);
        log.deleteRecordsBefore(4);
        assertThat(log.startOffset()).isEqualTo(4);
        assertThat(fixture.append(log, "e").baseOffset()).isEqualTo(4);
    }

    @Test
    void a_reader_at_work_finishes_on_a_segment_that_was_deleted_meanwhile() throws IOException {
        Log log = tenSegments();
        ReadResult.Found reading = (ReadResult.Found) log.read(0, 10_000, log.endOffset(), true);
        log.deleteRecordsBefore(log.endOffset());
        fixture.time.advance(60_000);
        assertThat(deletedFiles()).as("still being read").isNotEmpty();
        List<BatchRecord> records = new java.util.ArrayList<>();
        BatchRecords.split(reading.records().load()).forEach(b -> b.forEach(records::add));
        assertThat(text(records.getFirst().value())).isEqualTo("value-0");
        reading.records().release();
        assertThat(deletedFiles()).isEmpty();
    }

    @Test
    void a_deleted_log_leaves_its_name_at_once_and_its_files_later() throws IOException {
        Log log = tenSegments();
        ReadResult.Found reading = (ReadResult.Found) log.read(0, 100, log.endOffset(), true);
        log.delete();
        assertThat(fixture.memory.exists(fixture.folder)).isFalse();
        assertThat(fixture.memory.list(fixture.folder.getParent())).singleElement()
                .satisfies(p -> assertThat(p.getFileName().toString()).matches("orders-0\\.[0-9a-f]{32}-delete"));
        assertThat(log.read(0, 100, 10, true)).isInstanceOf(ReadResult.Failed.class);
        assertThat(log.append(fixture.batch("x"), LogFixture.CLIENT)).isInstanceOf(AppendResult.Rejected.class);
        assertThat(reading.records().load().remaining()).isPositive();
        reading.records().release();
        Log again = reopenedAnew();
        assertThat(again.endOffset()).isZero();
        fixture.time.advance(60_000);
        assertThat(fixture.memory.list(fixture.folder.getParent())).containsExactly(fixture.folder);
    }

    private Log reopenedAnew() {
        fixture.recoveryPoint = 0;
        fixture.startOffset = 0;
        return fixture.open();
    }

    @Test
    void segments_roll_by_time_of_the_records_and_differently_where_jitter_is_asked_for() {
        fixture.config.segmentMs = 10_000;
        Log log = fixture.open();
        fixture.append(log, "a");
        fixture.time.advance(10_000);
        fixture.append(log, "b");
        assertThat(log.segmentCount()).isEqualTo(1);
        fixture.time.advance(1);
        fixture.append(log, "c");
        assertThat(log.segmentCount()).isEqualTo(2);
        assertThat(fixture.events(Event.SegmentRolled.class)).containsExactly(new Event.SegmentRolled(LogFixture.PARTITION, 2));
        fixture.config.segmentJitterMs = 9_999;
        log.configure(fixture.config.build());
        fixture.time.advance(9_999);
        fixture.append(log, "d");
        assertThat(log.segmentCount()).isEqualTo(3);
        fixture.config.segmentMs = 10_000;
        log = fixture.reopenClean(log);
        fixture.time.advance(10_001);
        fixture.append(log, "e");
        assertThat(log.segmentCount()).as("the age of a segment survives a restart").isEqualTo(4);
    }

    @Test
    void segments_roll_when_an_index_is_full() {
        fixture.config.indexIntervalBytes = 1;
        fixture.config.segmentIndexBytes = 10 * 8;
        Log log = fixture.open();
        for (int i = 0; i < 100; i++) {
            fixture.append(log, "v" + i);
            fixture.time.advance(1);
        }
        assertThat(log.segmentCount()).isGreaterThan(10);
        assertThat(values(log, 0)).hasSize(100);
    }
}
