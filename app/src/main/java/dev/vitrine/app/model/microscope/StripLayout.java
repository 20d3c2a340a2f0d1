package dev.vitrine.app.model.microscope;

import dev.vitrine.engine.observe.BatchPage;
import dev.vitrine.engine.observe.BatchView;
import dev.vitrine.engine.observe.IndexPoint;
import dev.vitrine.engine.observe.LogShape;
import dev.vitrine.engine.observe.SegmentView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What of a log stands where on the strip: segments as frames, batches as cells in them, holes that compaction left, transactions as brackets over
 * their batches, entries of the index as ticks. Where batches are too many to be told apart, there are none, and the ticks show how they lie.
 */
public record StripLayout(List<Frame> frames, List<Cell> cells, List<Hole> holes, List<Bracket> brackets, List<Double> ticks, boolean single) {

    private static final double SEAM = 3;
    private static final double MARKER = 13;
    private static final double NARROWEST = 1.2;

    /** A segment. */
    public record Frame(double x, double width, SegmentView segment) {}

    /** A batch. @param left how much of its records are left: compaction may have taken the others */
    public record Cell(double x, double width, BatchView batch, double left, Fate fate) {

        public boolean marker() {
            return batch.mark() != BatchView.Mark.NONE;
        }
    }

    /** What became of what a transaction wrote. */
    public enum Fate { PLAIN, OPEN, COMMITTED, ABORTED }

    /** Offsets that no batch stands for any more. */
    public record Hole(double x, double width, long from, long to) {}

    /** A transaction, from its first batch in view to its marker or, while it is open, to its last batch. */
    public record Bracket(double x, double width, long producerId, short producerEpoch, Fate fate) {}

    public static StripLayout of(LogReading.Known known, StripScale scale) {
        LogShape shape = known.shape();
        List<Frame> frames = shape.segments().stream().map(segment -> frame(segment, shape, scale)).filter(frame -> inView(frame.x, frame.width, scale)).toList();
        List<Double> ticks = shape.index().stream().map(IndexPoint::offset).map(scale::x).filter(x -> x >= 0 && x <= scale.width()).toList();
        boolean single = known.holds(scale.left(), scale.right());
        if (!single) {
            return new StripLayout(frames, List.of(), List.of(), List.of(), ticks, false);
        }
        BatchPage page = known.page();
        List<Bracket> brackets = new ArrayList<>();
        Map<BatchView, Fate> fates = fates(page, scale, brackets);
        List<Cell> cells = page.batches().stream().map(batch -> cell(batch, fates.getOrDefault(batch, Fate.PLAIN), scale))
                .filter(cell -> inView(cell.x, cell.width, scale)).toList();
        return new StripLayout(frames, cells, holes(page, shape, scale), brackets.stream().filter(b -> inView(b.x, b.width, scale)).toList(), ticks, true);
    }

    private static boolean inView(double x, double width, StripScale scale) {
        return x + width >= 0 && x <= scale.width();
    }

    private static Frame frame(SegmentView segment, LogShape shape, StripScale scale) {
        double x = scale.x(Math.max(segment.baseOffset(), shape.startOffset()));
        double right = scale.x(Math.max(segment.nextOffset(), segment.baseOffset() + 1));
        return new Frame(x, right - x, segment);
    }

    private static Cell cell(BatchView batch, Fate fate, StripScale scale) {
        double x = scale.x(batch.baseOffset());
        double width = scale.x(batch.lastOffset() + 1) - x;
        double seam = Math.min(SEAM, width * 0.25);
        double drawn = Math.max(NARROWEST, width - seam);
        if (batch.mark() != BatchView.Mark.NONE && drawn < MARKER) {
            // It has one offset only, and is the one that is looked for.
            return new Cell(x + width / 2 - MARKER / 2, MARKER, batch, 1, fate);
        }
        return new Cell(x + seam / 2, drawn, batch, (double) batch.records() / batch.span(), fate);
    }

    private static List<Hole> holes(BatchPage page, LogShape shape, StripScale scale) {
        List<Hole> holes = new ArrayList<>();
        long next = Math.max(shape.startOffset(), page.range().from());
        for (BatchView batch : page.batches()) {
            hole(next, batch.baseOffset(), scale).ifPresent(holes::add);
            next = Math.max(next, batch.lastOffset() + 1);
        }
        return holes;
    }

    private static Optional<Hole> hole(long from, long to, StripScale scale) {
        double x = scale.x(from);
        double width = scale.x(to) - x;
        return to <= from || !inView(x, width, scale) ? Optional.empty() : Optional.of(new Hole(x, width, from, to));
    }

    /** Follows each producer from batch to batch: a transaction is open until its marker comes. */
    private static Map<BatchView, Fate> fates(BatchPage page, StripScale scale, List<Bracket> brackets) {
        Map<BatchView, Fate> fates = new HashMap<>();
        Map<Long, List<BatchView>> open = new HashMap<>();
        for (BatchView batch : page.batches()) {
            if (batch.mark() == BatchView.Mark.COMMIT || batch.mark() == BatchView.Mark.ABORT) {
                Fate fate = batch.mark() == BatchView.Mark.COMMIT ? Fate.COMMITTED : Fate.ABORTED;
                List<BatchView> written = open.remove(batch.producerId());
                fates.put(batch, fate);
                if (written != null) {
                    written.forEach(one -> fates.put(one, fate));
                    brackets.add(bracket(written.getFirst(), batch, fate, scale));
                }
            } else if (batch.transactional()) {
                open.computeIfAbsent(batch.producerId(), _ -> new ArrayList<>()).add(batch);
            }
        }
        open.values().forEach(written -> {
            Fate fate = beyond(page, written.getFirst());
            written.forEach(one -> fates.put(one, fate));
            brackets.add(bracket(written.getFirst(), written.getLast(), fate, scale));
        });
        return fates;
    }

    /** Its marker may lie behind what was read. */
    private static Fate beyond(BatchPage page, BatchView first) {
        return page.aborted().stream().anyMatch(one -> one.covers(first)) ? Fate.ABORTED : Fate.OPEN;
    }

    private static Bracket bracket(BatchView first, BatchView last, Fate fate, StripScale scale) {
        double x = scale.x(first.baseOffset());
        return new Bracket(x, scale.x(last.lastOffset() + 1) - x, first.producerId(), first.producerEpoch(), fate);
    }

    /** The batch at a place; a marker stands before what it covers. */
    public Optional<BatchView> at(double x) {
        return cells.stream().filter(cell -> x >= cell.x - 1 && x <= cell.x + cell.width + 1).reduce((a, b) -> a.marker() ? a : b).map(Cell::batch);
    }
}
