package dev.vitrine.engine.log;

import static dev.vitrine.engine.log.LogFixture.CLIENT;
import static dev.vitrine.engine.log.LogFixture.appended;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.observe.BatchPage;
import dev.vitrine.engine.observe.BatchView;
import dev.vitrine.engine.observe.BatchView.Mark;
import dev.vitrine.engine.observe.LogRange;
import dev.vitrine.engine.observe.LogShape;
import dev.vitrine.engine.observe.SegmentView;
import dev.vitrine.engine.wire.Codec;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class LogInspectorTest {

    private static final LogRange ALL = new LogRange(0, Long.MAX_VALUE, LogRange.MOST);

    private final LogFixture fixture = new LogFixture();

    @Test
    void each_batch_is_told_by_its_header() throws IOException {
        Log log = fixture.open();
        fixture.append(log, "a", "b");
        appended(log.append(fixture.batch(Codec.LZ4, b -> b.producer(7, (short) 2, 40), "c", "d", "e"), CLIENT));

        BatchPage page = log.inspector().batches(ALL);

        assertThat(page.whole()).isTrue();
        assertThat(page.nextOffset()).isEqualTo(5);
        assertThat(page.batches()).extracting(BatchView::baseOffset).containsExactly(0L, 2L);
        BatchView second = page.batches().getLast();
        assertThat(second.codec()).isEqualTo("lz4");
        assertThat(second.records()).isEqualTo(3);
        assertThat(second.lastOffset()).isEqualTo(4);
        assertThat(second.producerId()).isEqualTo(7);
        assertThat(second.producerEpoch()).isEqualTo((short) 2);
        assertThat(second.baseSequence()).isEqualTo(40);
        assertThat(second.lastSequence()).isEqualTo(42);
        assertThat(second.position()).isEqualTo(page.batches().getFirst().sizeInBytes());
        assertThat(page.batches().getFirst().producerId()).isEqualTo(-1);
    }

    @Test
    void a_page_holds_what_was_asked_for_and_says_where_to_go_on() throws IOException {
        Log log = fixture.open();
        for (int i = 0; i < 10; i++) {
            fixture.append(log, "v" + i);
        }

        BatchPage page = log.inspector().batches(new LogRange(3, 9, 4));
        assertThat(page.batches()).extracting(BatchView::baseOffset).containsExactly(3L, 4L, 5L, 6L);
        assertThat(page.whole()).isFalse();

        BatchPage rest = log.inspector().batches(new LogRange(page.nextOffset(), 9, 4));
        assertThat(rest.batches()).extracting(BatchView::baseOffset).containsExactly(7L, 8L);
        assertThat(rest.whole()).isTrue();
        assertThat(rest.nextOffset()).isEqualTo(9);
    }

    @Test
    void markers_say_how_a_transaction_ended_and_aborted_ones_are_named() throws IOException {
        Log log = fixture.open();
        appended(log.append(fixture.inTransaction(1, 0, 0, "a"), CLIENT));
        appended(fixture.end(log, 1, 0, false));
        appended(log.append(fixture.inTransaction(1, 0, 1, "b"), CLIENT));
        appended(fixture.end(log, 1, 0, true));

        BatchPage page = log.inspector().batches(ALL);

        assertThat(page.batches()).extracting(BatchView::mark).containsExactly(Mark.NONE, Mark.ABORT, Mark.NONE, Mark.COMMIT);
        assertThat(page.aborted()).containsExactly(new BatchPage.Aborted(1, 0, 1));
        assertThat(page.aborted().getFirst().covers(page.batches().get(0))).isTrue();
        assertThat(page.aborted().getFirst().covers(page.batches().get(2))).isFalse();
    }

    @Test
    void segments_follow_upon_each_other_and_the_last_is_active() throws IOException {
        fixture.config.segmentBytes = 300;
        Log log = fixture.open();
        for (int i = 0; i < 12; i++) {
            fixture.append(log, "value-" + i);
        }

        LogShape shape = log.inspector().shape(ALL, log.endOffset());

        assertThat(shape.segments()).hasSizeGreaterThan(2).hasSize(shape.segmentsInAll());
        for (int i = 1; i < shape.segments().size(); i++) {
            assertThat(shape.segments().get(i).baseOffset()).isEqualTo(shape.segments().get(i - 1).nextOffset());
        }
        assertThat(shape.segments()).extracting(SegmentView::active).containsOnlyOnce(true);
        assertThat(shape.segments().getLast().nextOffset()).isEqualTo(shape.endOffset()).isEqualTo(12);

        LogShape part = log.inspector().shape(new LogRange(shape.segments().get(1).baseOffset(), shape.segments().get(1).nextOffset(), 10), log.endOffset());
        assertThat(part.segments()).containsExactly(shape.segments().get(1));
    }

    @Test
    void index_entries_are_told_and_thinned_where_there_are_too_many() throws IOException {
        fixture.config.indexIntervalBytes = 1;
        Log log = fixture.open();
        for (int i = 0; i < 100; i++) {
            fixture.append(log, "v" + i);
        }

        LogShape all = log.inspector().shape(ALL, log.endOffset());
        assertThat(all.index()).hasSize(99);
        assertThat(all.segments().getFirst().indexEntries()).isEqualTo(99);
        assertThat(log.inspector().shape(new LogRange(0, 100, 10), log.endOffset()).index()).hasSizeBetween(5, 10).isSubsetOf(all.index());
    }

    @Test
    void an_empty_log_has_a_segment_and_no_batches() throws IOException {
        Log log = fixture.open();
        assertThat(log.inspector().batches(ALL).batches()).isEmpty();
        assertThat(log.inspector().batches(ALL).whole()).isTrue();
        assertThat(log.inspector().shape(ALL, 0).segments()).hasSize(1);
    }
}
