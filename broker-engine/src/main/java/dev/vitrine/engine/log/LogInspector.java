package dev.vitrine.engine.log;

import dev.vitrine.engine.observe.BatchPage;
import dev.vitrine.engine.observe.BatchView;
import dev.vitrine.engine.observe.IndexPoint;
import dev.vitrine.engine.observe.LogRange;
import dev.vitrine.engine.observe.LogShape;
import dev.vitrine.engine.observe.SegmentView;
import dev.vitrine.engine.wire.BatchHeader;
import dev.vitrine.engine.wire.BatchRecords;
import dev.vitrine.engine.wire.Codec;
import dev.vitrine.engine.wire.ControlMarker;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Tells who looks how a log lies on the disk: segments, index entries, headers of batches. Reads what it is asked for and no more; of records only
 * those of control batches, which the broker itself has written. Takes no lock, as a reader does; to be called where waiting for the disk harms nobody.
 */
public final class LogInspector {

    /** Looking into the indexes of so many segments may read as many files. */
    private static final int MOST_INDEXES = 64;
    private static final int LARGEST_MARKER = 4_096;

    private final LogState state;

    LogInspector(LogState state) {
        this.state = state;
    }

    /** @param highWatermark as the partition has it */
    public LogShape shape(LogRange range, long highWatermark) throws IOException {
        LogEnd end = state.end;
        List<LogSegment> all = state.segments.all();
        List<LogSegment> wanted = within(all, range, end);
        boolean look = wanted.size() <= MOST_INDEXES;
        List<SegmentView> views = new ArrayList<>();
        List<IndexPoint> points = new ArrayList<>();
        for (LogSegment segment : wanted) {
            LogSegment next = state.segments.after(segment);
            long upTo = next == null ? end.offset() : next.baseOffset();
            if (look && segment.retain()) {
                try {
                    views.add(view(segment, upTo, next == null));
                    points(segment, range, points);
                } finally {
                    segment.release();
                }
            } else {
                views.add(new SegmentView(segment.baseOffset(), upTo, segment.size(), next == null, -1, -1, -1));
            }
        }
        long stable = Math.min(highWatermark, Math.max(state.producers.firstUnstable(), state.startOffset));
        return new LogShape(state.options.partition(), state.startOffset, stable, highWatermark, end.offset(), state.cleanedTo, views, all.size(),
                thinned(points, range.limit()));
    }

    private static List<LogSegment> within(List<LogSegment> all, LogRange range, LogEnd end) {
        List<LogSegment> wanted = new ArrayList<>();
        for (int i = 0; i < all.size() && wanted.size() < range.limit(); i++) {
            long upTo = i + 1 < all.size() ? all.get(i + 1).baseOffset() : Math.max(end.offset(), all.get(i).baseOffset() + 1);
            if (upTo > range.from() && all.get(i).baseOffset() < range.to()) {
                wanted.add(all.get(i));
            }
        }
        return wanted;
    }

    private static SegmentView view(LogSegment segment, long upTo, boolean active) throws IOException {
        SegmentIndex index = segment.index();
        return new SegmentView(segment.baseOffset(), upTo, segment.size(), active, index.offsets().count(), index.times().count(), index.maxTimestamp());
    }

    private static void points(LogSegment segment, LogRange range, List<IndexPoint> into) throws IOException {
        segment.index().offsets().visit((offset, position) -> {
            if (offset >= range.from() && offset < range.to()) {
                into.add(new IndexPoint(segment.baseOffset(), offset, position));
            }
        });
    }

    private static List<IndexPoint> thinned(List<IndexPoint> points, int limit) {
        int every = (points.size() + limit - 1) / limit;
        if (every <= 1) {
            return points;
        }
        List<IndexPoint> some = new ArrayList<>();
        for (int i = 0; i < points.size(); i += every) {
            some.add(points.get(i));
        }
        return some;
    }

    /** Batches that reach into the range, from the one that holds its first offset on. */
    public BatchPage batches(LogRange range) throws IOException {
        LogEnd end = state.end;
        Walk walk = new Walk(new LogRange(Math.max(range.from(), state.startOffset), Math.min(range.to(), end.offset()), range.limit()));
        LogSegment segment = state.segments.floor(walk.range.from());
        while (segment != null && !walk.done && segment.baseOffset() < walk.range.to()) {
            if (segment.size() > 0 && segment.retain()) {
                try {
                    walk.through(segment, segment == end.segment() ? end.position() : segment.size());
                } finally {
                    segment.release();
                }
            }
            segment = state.segments.after(segment);
        }
        boolean whole = !walk.full;
        long next = whole ? Math.max(range.from(), walk.range.to()) : walk.next;
        List<BatchPage.Aborted> aborted = walk.found.isEmpty() ? List.of() : state.abortedBetween(walk.range.from(), next).stream()
                .map(one -> new BatchPage.Aborted(one.producerId(), one.firstOffset(), one.lastOffset())).toList();
        return new BatchPage(state.options.partition(), range, walk.found, next, whole, aborted);
    }

    /** One reading, segment by segment. */
    private static final class Walk {

        private final LogRange range;
        private final List<BatchView> found = new ArrayList<>();
        private boolean full;
        private boolean done;
        private long next;

        Walk(LogRange range) {
            this.range = range;
            this.next = range.from();
        }

        void through(LogSegment segment, int bound) throws IOException {
            BatchScan scan = new BatchScan(segment.file(), Math.min(segment.index().offsets().floor(range.from()), bound), bound);
            while (!done && scan.advance()) {
                BatchHeader header = scan.header();
                if (header.baseOffset() >= range.to()) {
                    done = true;
                } else if (header.lastOffset() >= range.from()) {
                    full = found.size() == range.limit();
                    done = full;
                    if (!full) {
                        found.add(view(segment, scan.position(), header));
                        next = header.nextOffset();
                    }
                }
            }
        }

        private static BatchView view(LogSegment segment, int position, BatchHeader header) throws IOException {
            boolean produced = header.hasProducer();
            return new BatchView(segment.baseOffset(), position, header.baseOffset(), header.lastOffset(), header.sizeInBytes(), header.recordCount(),
                    header.codec().map(codec -> codec.name().toLowerCase(Locale.ROOT)).orElse("unknown"), header.leaderEpoch(), header.crc(),
                    header.deleteHorizonMs().isPresent() ? header.maxTimestamp() : header.baseTimestamp(), header.maxTimestamp(), header.isLogAppendTime(),
                    header.isTransactional(), mark(segment, position, header), header.producerId(), produced ? header.producerEpoch() : -1,
                    produced ? header.baseSequence() : -1, produced ? header.lastSequence() : -1, header.deleteHorizonMs());
        }

        private static BatchView.Mark mark(LogSegment segment, int position, BatchHeader header) throws IOException {
            if (!header.isControl()) {
                return BatchView.Mark.NONE;
            }
            if (header.sizeInBytes() > LARGEST_MARKER || header.codec().orElse(Codec.GZIP) != Codec.NONE) {
                return BatchView.Mark.OTHER;
            }
            ByteBuffer bytes = ByteBuffer.allocate(header.sizeInBytes());
            segment.file().read(bytes, position);
            return BatchRecords.split(bytes.flip()).stream().findFirst().flatMap(BatchRecords::marker).map(ControlMarker::commit)
                    .map(commit -> commit ? BatchView.Mark.COMMIT : BatchView.Mark.ABORT).orElse(BatchView.Mark.OTHER);
        }
    }
}
