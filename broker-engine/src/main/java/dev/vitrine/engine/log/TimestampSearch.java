package dev.vitrine.engine.log;

import dev.vitrine.engine.wire.BatchHeader;
import dev.vitrine.engine.wire.BatchRecord;
import dev.vitrine.engine.wire.BatchRecords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Finds records by time: whole segments are passed over by their largest timestamp, then by the time index, then by headers. */
final class TimestampSearch {

    private final LogState state;

    TimestampSearch(LogState state) {
        this.state = state;
    }

    Optional<Log.TimestampedOffset> first(long timestamp, long limit) {
        try {
            for (LogSegment s = state.segments.floor(state.startOffset); s != null && s.baseOffset() < limit; s = state.segments.after(s)) {
                Optional<Log.TimestampedOffset> found = firstIn(s, timestamp, state.startOffset, limit);
                if (found.isPresent()) {
                    return found;
                }
            }
            return Optional.empty();
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    private Optional<Log.TimestampedOffset> firstIn(LogSegment segment, long timestamp, long start, long limit) throws IOException {
        if (segment.size() == 0 || !segment.retain()) {
            return Optional.empty();
        }
        try {
            if (segment.index().maxTimestamp() < timestamp) {
                return Optional.empty();
            }
            long from = Math.max(segment.index().times().offsetBefore(timestamp), start);
            BatchScan scan = new BatchScan(segment.file(), segment.index().offsets().floor(from), segment.size());
            while (scan.advance() && scan.header().baseOffset() < limit) {
                if (scan.header().maxTimestamp() >= timestamp && scan.header().lastOffset() >= start) {
                    Optional<Log.TimestampedOffset> found = inBatch(segment, scan, timestamp, start, limit);
                    if (found.isPresent()) {
                        return found;
                    }
                }
            }
            return Optional.empty();
        } finally {
            segment.release();
        }
    }

    private static Optional<Log.TimestampedOffset> inBatch(LogSegment segment, BatchScan scan, long timestamp, long start, long limit)
            throws IOException {
        BatchHeader header = scan.header();
        ByteBuffer bytes = ByteBuffer.allocate(header.sizeInBytes());
        segment.file().read(bytes, scan.position());
        for (BatchRecord record : BatchRecords.split(bytes.flip()).getFirst()) {
            if (record.timestamp() >= timestamp && record.offset() >= start) {
                return record.offset() >= limit ? Optional.empty()
                        : Optional.of(new Log.TimestampedOffset(record.timestamp(), record.offset(),
                                Optional.of(header.leaderEpoch()).filter(epoch -> epoch >= 0)));
            }
        }
        return Optional.empty();
    }

    /** Of all that is in the log's files: as in Kafka it may be one that has been deleted, as long as its segment is there (DeleteRecords). */
    Optional<Log.TimestampedOffset> largest() {
        try {
            LogSegment best = null;
            for (LogSegment s : state.segments.all()) {
                if (s.size() > 0 && (best == null || s.index().maxTimestamp() > best.index().maxTimestamp())) {
                    best = s;
                }
            }
            return best == null || best.index().maxTimestamp() < 0 ? Optional.empty()
                    : firstIn(best, best.index().maxTimestamp(), best.baseOffset(), Long.MAX_VALUE);
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }
}
