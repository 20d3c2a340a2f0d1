package dev.vitrine.engine.log;

import dev.vitrine.engine.wire.BatchHeader;
import dev.vitrine.engine.wire.BatchRecord;
import dev.vitrine.engine.wire.BatchRecords;
import java.io.IOException;
import java.util.List;

/** The first half of a compaction: notes the newest offset of each key in the dirty part, as far as the map holds them. */
final class DirtyScan {

    private final List<LogSegment> segments;
    private final long from;
    private final long to;
    private final OffsetMap map;
    private final BatchChunks chunks;
    private final CleanedTransactions transactions = new CleanedTransactions();
    private int segment;
    private int position = -1;
    private boolean full;

    /**
     * @param segments that hold offsets from {@code from} on and begin before {@code to}
     * @param aborted  all transactions aborted there
     */
    DirtyScan(List<LogSegment> segments, Cleanable range, List<AbortedTransaction> aborted, OffsetMap map, BatchChunks chunks) {
        this.segments = segments;
        this.from = range.firstDirty();
        this.to = range.firstUncleanable();
        this.map = map;
        this.chunks = chunks;
        transactions.announce(aborted);
    }

    boolean done() {
        return full || segment == segments.size();
    }

    /** Reads the next chunk. @return bytes read */
    int advance() throws IOException {
        LogSegment now = segments.get(segment);
        if (position < 0) {
            position = now.size() == 0 ? 0 : now.index().offsets().floor(from);
        }
        if (position >= now.size()) {
            segment++;
            position = -1;
            map.reached((segment == segments.size() ? to : segments.get(segment).baseOffset()) - 1); // though the last records may be gone
            return 0;
        }
        int read = 0;
        for (BatchRecords batch : chunks.read(now, position)) {
            if (!note(batch)) {
                full = true;
                return read;
            }
            read += batch.header().sizeInBytes();
            position += batch.header().sizeInBytes();
        }
        return read;
    }

    private boolean note(BatchRecords batch) {
        BatchHeader header = batch.header();
        boolean counts = !transactions.discards(batch) && !header.isControl();
        if (counts && header.lastOffset() >= from) {
            for (BatchRecord record : batch) {
                if (record.key() != null && record.offset() >= from && !map.put(record.key(), record.offset())) {
                    return false;
                }
            }
        }
        if (header.lastOffset() >= from) {
            map.reached(header.lastOffset());
        }
        return true;
    }
}
