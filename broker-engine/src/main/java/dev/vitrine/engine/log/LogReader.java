package dev.vitrine.engine.log;

import dev.vitrine.engine.log.LogSegment.BatchSeek;
import dev.vitrine.engine.wire.FileRecords;
import java.io.IOException;
import java.util.List;

/** Finds stretches of segments that hold what a fetch asks for. Takes no lock: it works on the segments and the end as they were published. */
final class LogReader {

    private static final Runnable NOTHING = () -> {};

    private final LogState state;

    LogReader(LogState state) {
        this.state = state;
    }

    ReadResult read(long offset, int maxBytes, long limit, boolean atLeastOne) {
        try {
            ReadResult result;
            do {
                result = attempt(offset, maxBytes, limit, atLeastOne);
            } while (result == null);
            return result;
        } catch (IOException refused) {
            return new ReadResult.Failed(state.options.partition() + ": " + refused);
        }
    }

    /** Null where the segment was deleted under our hands: to be tried again on the segments that are left. */
    private ReadResult attempt(long offset, int maxBytes, long limit, boolean atLeastOne) throws IOException {
        if (state.closed) {
            return new ReadResult.Failed(state.options.partition() + ": the log is closed");
        }
        LogEnd end = state.end;
        long start = state.startOffset;
        if (offset < start || offset > end.offset()) {
            return new ReadResult.OutOfRange(start, end.offset());
        }
        if (offset == end.offset() || offset >= limit) {
            return nothing(end.segment(), end.position());
        }
        LogEnd tail = state.recent.find(offset);
        LogSegment segment = tail != null ? tail.segment() : state.segments.floor(offset);
        if (!segment.retain()) {
            return null;
        }
        boolean handedOver = false;
        try {
            ReadResult found = within(segment, new Wanted(offset, maxBytes, limit, atLeastOne), tail, end);
            handedOver = found instanceof ReadResult.Found f && f.records().sizeInBytes() > 0 && f.records().file() == segment.file();
            return found;
        } finally {
            if (!handedOver) {
                segment.release();
            }
        }
    }

    private record Wanted(long offset, int maxBytes, long limit, boolean atLeastOne) {}

    private ReadResult within(LogSegment segment, Wanted wanted, LogEnd tail, LogEnd end) throws IOException {
        int bound = bound(segment, wanted.limit(), end);
        BatchSeek first = new BatchSeek();
        if (tail != null && tail.segment() == segment) {
            first.position = tail.position();
        } else if (!segment.seek(wanted.offset(), bound, first)) {
            LogSegment next = state.segments.after(segment);
            return next == null ? nothing(segment, first.position)
                    : read(next.baseOffset(), wanted.maxBytes(), wanted.limit(), wanted.atLeastOne());
        }
        int available = bound - first.position;
        int size = Math.min(available, wanted.maxBytes());
        if (size < available) {
            // A batch cut short at the end is no harm to clients; one that has no whole batch before it looks to them like a broken log.
            int whole = firstBatchSize(segment, first, bound);
            size = size >= whole ? size : wanted.atLeastOne() ? whole : 0;
        }
        return size <= 0 ? nothing(segment, first.position)
                : new ReadResult.Found(new FileRecords(segment.file(), first.position, size, segment.releaser()));
    }

    /** What a reader of committed records must know to skip what was aborted among {@code records}, which begin at {@code offset}. */
    List<AbortedTransaction> aborted(long offset, FileRecords records) throws IOException {
        LogSegment segment = state.segments.floor(offset);
        while (segment != null && segment.file() != records.file()) {
            segment = state.segments.after(segment);
        }
        if (records.sizeInBytes() == 0) {
            return List.of();
        }
        if (segment == null) {
            return state.abortedBetween(offset, state.end.offset()); // replaced or deleted meanwhile: rather too many than too few
        }
        long bound = segment.index().offsets().offsetFrom((int) records.position() + records.sizeInBytes());
        LogSegment next = state.segments.after(segment);
        long upTo = bound >= 0 ? bound : next == null ? state.end.offset() : next.baseOffset();
        return state.abortedBetween(offset, upTo);
    }

    private static int firstBatchSize(LogSegment segment, BatchSeek first, int bound) throws IOException {
        if (first.header != null) {
            return first.header.sizeInBytes();
        }
        BatchScan scan = new BatchScan(segment.file(), first.position, bound);
        return scan.advance() ? scan.header().sizeInBytes() : 0;
    }

    /** Where in the segment the batches before {@code limit} end. */
    private int bound(LogSegment segment, long limit, LogEnd end) throws IOException {
        if (limit >= end.offset()) {
            return segment == end.segment() ? end.position() : segment.size();
        }
        LogEnd known = state.recent.find(limit);
        if (known != null && known.segment() == segment) {
            return known.position();
        }
        if (state.segments.floor(limit) != segment) {
            return segment.size();
        }
        BatchSeek found = new BatchSeek();
        segment.seek(limit, segment.size(), found);
        return found.position;
    }

    private static ReadResult nothing(LogSegment segment, int position) {
        return new ReadResult.Found(new FileRecords(segment.file(), position, 0, NOTHING));
    }
}
