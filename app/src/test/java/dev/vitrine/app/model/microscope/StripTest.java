package dev.vitrine.app.model.microscope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.app.model.microscope.StripLayout.Fate;
import dev.vitrine.engine.observe.BatchPage;
import dev.vitrine.engine.observe.BatchView;
import dev.vitrine.engine.observe.BatchView.Mark;
import dev.vitrine.engine.observe.LogRange;
import dev.vitrine.engine.observe.LogShape;
import dev.vitrine.engine.observe.SegmentView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Where what of a log stands on the strip, and what is read for it. */
class StripTest {

    private static final TopicPartition PARTITION = new TopicPartition("orders", 2);

    private static BatchView batch(long first, long last, int records, long producer, Mark mark) {
        return new BatchView(0, (int) first * 100, first, last, 100, records, "none", 0, 1, 0, 0, false, producer >= 0 && producer < 1_000, mark, producer, (short) 0, 0, 0,
                OptionalLong.empty());
    }

    private static BatchView plain(long first, long last) {
        return batch(first, last, (int) (last - first + 1), -1, Mark.NONE);
    }

    private static LogShape shape(long start, long end) {
        return new LogShape(PARTITION, start, end, end, end, -1, List.of(new SegmentView(0, 50, 5_000, false, 1, 1, 0), new SegmentView(50, end, 700, true, 0, 0, 0)), 2, List.of());
    }

    private static LogReading.Known known(long start, long end, BatchView... batches) {
        return new LogReading.Known(shape(start, end), new BatchPage(PARTITION, new LogRange(0, end, 500), Arrays.asList(batches), end, true, List.of()));
    }

    @Test
    void what_is_under_the_pointer_stays_there_while_it_grows() {
        StripScale scale = StripScale.whole(0, 1_000, 800);
        double offset = scale.offset(300);
        assertThat(scale.zoomed(300, 4).offset(300)).isCloseTo(offset, within(1e-9));
        assertThat(scale.zoomed(300, 1e9).perPixel()).as("a record never becomes wider than can be looked at").isGreaterThan(0.008);
    }

    @Test
    void the_log_is_never_lost_out_of_sight() {
        StripScale far = StripScale.whole(100, 200, 800).panned(1e9).within(100, 200);
        assertThat(far.left()).isLessThan(200);
        assertThat(StripScale.whole(100, 200, 800).panned(-1e9).within(100, 200).right()).isGreaterThan(100);
    }

    @Test
    void segments_are_frames_batches_are_cells_as_wide_as_their_offsets() {
        StripScale scale = new StripScale(0, 0.1, 1_000);
        StripLayout layout = StripLayout.of(known(0, 60, plain(0, 9), plain(10, 29)), scale);
        assertThat(layout.frames()).hasSize(2);
        assertThat(layout.frames().get(1).x()).isCloseTo(500, within(0.1));
        assertThat(layout.cells().get(1).width()).isCloseTo(2 * layout.cells().get(0).width(), within(5.0));
        assertThat(layout.at(150)).contains(plain(10, 29));
    }

    @Test
    void what_compaction_took_is_a_hole() {
        StripLayout layout = StripLayout.of(known(0, 60, plain(0, 9), batch(20, 29, 4, -1, Mark.NONE)), new StripScale(0, 0.1, 1_000));
        assertThat(layout.holes()).extracting(StripLayout.Hole::from, StripLayout.Hole::to).containsExactly(org.assertj.core.groups.Tuple.tuple(10L, 20L));
        assertThat(layout.cells().get(1).left()).isEqualTo(0.4);
    }

    @Test
    void transactions_are_brackets_up_to_their_marker_and_open_without_one() {
        StripLayout layout = StripLayout.of(known(0, 60, batch(0, 1, 2, 7, Mark.NONE), batch(2, 2, 1, 8, Mark.NONE), batch(3, 3, 1, 7, Mark.COMMIT), batch(4, 4, 1, 8, Mark.ABORT),
                batch(5, 5, 1, 9, Mark.NONE), plain(6, 9)), new StripScale(0, 0.05, 1_000));
        assertThat(layout.brackets()).extracting(StripLayout.Bracket::fate).containsExactly(Fate.COMMITTED, Fate.ABORTED, Fate.OPEN);
        assertThat(layout.cells()).extracting(StripLayout.Cell::fate)
                .containsExactly(Fate.COMMITTED, Fate.ABORTED, Fate.COMMITTED, Fate.ABORTED, Fate.OPEN, Fate.PLAIN);
    }

    @Test
    void no_needle_goes_through_the_words_of_another() {
        List<Needle> needles = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            needles.add(new Needle(Needle.Kind.COMMITTED, i, "group-" + i, 400 + i * 7L, ""));
        }
        StripScale scale = new StripScale(0, 1, 1_000);
        List<NeedleRows.Placed> placed = NeedleRows.of(needles, scale, _ -> 160);
        for (NeedleRows.Placed line : placed) {
            for (NeedleRows.Placed words : placed) {
                boolean crosses = line.row() > words.row() && line.x() < words.x() && line.x() > words.x() - 160;
                assertThat(crosses).as("%s through %s", line, words).isFalse();
            }
        }
    }

    @Test
    void a_needle_out_of_view_stands_at_the_edge() {
        NeedleRows.Placed placed = NeedleRows.of(List.of(new Needle(Needle.Kind.START, 0, "log start", 0, "0")), new StripScale(500, 1, 800), _ -> 60).getFirst();
        assertThat(placed.x()).isZero();
        assertThat(placed.out()).isEqualTo(-1);
    }

    @Test
    void only_what_is_in_view_is_read_however_long_the_log_is() {
        List<LogRange> asked = new ArrayList<>();
        LogReading reading = new LogReading();
        reading.of(new LogReading.Log(PARTITION, _ -> CompletableFuture.completedFuture(shape(0, 1_000_000)), range -> {
            asked.add(range);
            return CompletableFuture.completedFuture(new BatchPage(PARTITION, range, List.of(), range.to(), true, List.of()));
        }));
        StripScale view = new StripScale(500_000, 1, 1_000);
        reading.step(view, 1, false);
        assertThat(reading.step(view, 2, false)).isTrue();
        assertThat(asked).hasSize(1);
        assertThat(asked.getFirst().to() - asked.getFirst().from()).isLessThan(2_000);
        assertThat(asked.getFirst().limit()).isLessThanOrEqualTo(LogReading.BATCHES);

        reading.step(view.panned(100), 3, false);
        assertThat(asked).as("what is at hand is not read again").hasSize(1);
        reading.step(view.panned(900), 4, false);
        assertThat(asked).hasSize(2);
    }

    @Test
    void while_it_is_live_it_is_read_again_now_and_then_and_never_two_at_once() {
        List<CompletableFuture<BatchPage>> open = new ArrayList<>();
        LogReading reading = new LogReading();
        reading.of(new LogReading.Log(PARTITION, _ -> CompletableFuture.completedFuture(shape(0, 100)), _ -> {
            open.add(new CompletableFuture<>());
            return open.getLast();
        }));
        StripScale view = new StripScale(0, 1, 100);
        for (long second = 1; second < 5; second++) {
            reading.step(view, second * 1_000_000_000L, true);
        }
        assertThat(open).hasSize(1);
        open.getFirst().complete(new BatchPage(PARTITION, new LogRange(0, 200, 10), List.of(), 100, true, List.of()));
        reading.step(view, 6_000_000_000L, true);
        assertThat(open).hasSize(2);
    }

    @Test
    void it_moves_softly_stays_with_the_end_and_jumps_where_less_motion_is_wanted() {
        StripMotion motion = new StripMotion();
        motion.width(1_000);
        motion.followEnd(0, 10_000, 100);
        motion.step(1, 10_000);
        motion.jump();
        double before = motion.scale().x(10_000);
        motion.step(16_000_000, 10_050);
        assertThat(motion.scale().x(10_050)).as("on its way").isGreaterThan(before);
        for (long frame = 2; frame < 100; frame++) {
            motion.step(frame * 16_000_000, 10_050);
        }
        assertThat(motion.scale().x(10_050)).isCloseTo(before, within(0.5));

        motion.calm(true);
        motion.seek(5_000, 0, 10_050);
        motion.step(2_000_000_000, 10_050);
        assertThat(motion.scale()).isEqualTo(motion.target());
        assertThat(motion.following()).isFalse();
    }
}
