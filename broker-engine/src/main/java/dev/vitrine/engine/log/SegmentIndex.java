package dev.vitrine.engine.log;

import dev.vitrine.engine.io.Disk;
import dev.vitrine.engine.io.DiskFile;
import dev.vitrine.engine.wire.BatchHeader;
import java.io.IOException;
import java.nio.file.Path;

/** The indexes of a segment and how they grow: two with its batches, one with the transactions that are aborted in it. */
final class SegmentIndex {

    private final int intervalBytes;
    private final OffsetIndex offsets;
    private final TimeIndex times;
    private final TransactionIndex transactions;
    private volatile long maxTimestamp = -1;
    private volatile long maxTimestampOffset;
    private int sinceEntry;
    private boolean rebuilt;

    private SegmentIndex(Path folder, long baseOffset, int intervalBytes, String ending) {
        this.intervalBytes = intervalBytes;
        this.offsets = new OffsetIndex(SegmentFiles.of(folder, baseOffset, SegmentFiles.OFFSET_INDEX + ending), baseOffset);
        this.times = new TimeIndex(SegmentFiles.of(folder, baseOffset, SegmentFiles.TIME_INDEX + ending), baseOffset);
        this.transactions = new TransactionIndex(SegmentFiles.of(folder, baseOffset, SegmentFiles.TXN_INDEX + ending));
        this.maxTimestampOffset = baseOffset;
    }

    static SegmentIndex empty(Path folder, long baseOffset, int intervalBytes) {
        return new SegmentIndex(folder, baseOffset, intervalBytes, "");
    }

    /** Of a segment that compaction writes. */
    static SegmentIndex ofCleaned(Path folder, long baseOffset, int intervalBytes) {
        return new SegmentIndex(folder, baseOffset, intervalBytes, SegmentFiles.CLEANED);
    }

    /** Reads the index files; where one of the first two is missing or can't be right, both are made anew from the segment's headers. */
    static SegmentIndex load(LogSegment segment, Disk disk, Path folder, int intervalBytes) throws IOException {
        SegmentIndex index = new SegmentIndex(folder, segment.baseOffset(), intervalBytes, "");
        boolean there = disk.exists(SegmentFiles.of(folder, segment.baseOffset(), SegmentFiles.OFFSET_INDEX))
                && disk.exists(SegmentFiles.of(folder, segment.baseOffset(), SegmentFiles.TIME_INDEX));
        if (there && index.offsets.load(disk, segment.size()) && index.times.load(disk) && index.fits(segment.file(), segment.size())) {
            index.catchUp(segment.file(), index.offsets.lastPosition(), segment.size());
        } else {
            index.rebuild(segment.file(), segment.size());
        }
        index.transactions.load(disk, segment.baseOffset());
        return index;
    }

    /**
     * Whether the batches are there of which the last entries tell. Others are right then, too: what a loss of power spoils of a file is its end, and that
     * entries rise has been seen.
     */
    private boolean fits(DiskFile file, int size) throws IOException {
        return (offsets.count() == 0 || isThere(file, size, offsets.lastOffset(), -1))
                && (times.count() == 0 || isThere(file, size, times.lastOffset(), times.lastTimestamp()));
    }

    /** @param timestamp the largest in the batch; −1 where that does not matter */
    private boolean isThere(DiskFile file, int size, long lastOffset, long timestamp) throws IOException {
        BatchScan scan = new BatchScan(file, offsets.floor(lastOffset), size);
        while (scan.advance() && scan.header().lastOffset() <= lastOffset) {
            if (scan.header().lastOffset() == lastOffset) {
                return timestamp < 0 || scan.header().maxTimestamp() == timestamp;
            }
        }
        return false;
    }

    /** After loading: what the last entries leave open, from the few headers behind them. */
    private void catchUp(DiskFile file, int from, int to) throws IOException {
        maxTimestamp = times.lastTimestamp();
        maxTimestampOffset = times.lastOffset();
        sinceEntry = 0;
        BatchScan scan = new BatchScan(file, from, to);
        while (scan.advance()) {
            note(scan.header());
            sinceEntry += scan.header().sizeInBytes();
        }
    }

    private void rebuild(DiskFile file, int to) throws IOException {
        clear();
        BatchScan scan = new BatchScan(file, 0, to);
        while (scan.advance()) {
            onBatch(scan.header(), scan.position());
        }
        times.maybeAppend(maxTimestamp, maxTimestampOffset);
        rebuilt = true;
    }

    /** True where the files could not be used. */
    boolean rebuilt() {
        return rebuilt;
    }

    void clear() {
        offsets.clear();
        times.clear();
        maxTimestamp = -1;
        sinceEntry = 0;
    }

    /** A batch was appended at this position. Kafka's rhythm: the first batch behind each interval gets an entry in both indexes. */
    void onBatch(BatchHeader header, int position) {
        note(header);
        if (sinceEntry > intervalBytes) {
            offsets.append(header.lastOffset(), position);
            times.maybeAppend(maxTimestamp, maxTimestampOffset);
            sinceEntry = 0;
        }
        sinceEntry += header.sizeInBytes();
    }

    private void note(BatchHeader header) {
        if (header.maxTimestamp() > maxTimestamp) {
            maxTimestamp = header.maxTimestamp();
            maxTimestampOffset = header.lastOffset();
        }
    }

    /** Forgets batches from here on: first all in memory, which nothing refuses. */
    void cut(DiskFile file, int position, long offset, Disk disk) throws IOException {
        offsets.cutAtPosition(position);
        times.cutAtOffset(offset);
        boolean lessAborted = transactions.cutAtOffset(offset);
        catchUp(file, offsets.lastPosition(), position);
        if (lessAborted) {
            transactions.save(disk);
        }
    }

    /** The segment is complete: its last timestamp gets an entry whatever the distance, so that no one needs to read the segment for it. */
    void save(Disk disk) throws IOException {
        times.maybeAppend(maxTimestamp, maxTimestampOffset);
        offsets.save(disk);
        times.save(disk);
        transactions.save(disk);
    }

    /** Makes the first two survive the loss of power, as they were saved. */
    void force(Disk disk) throws IOException {
        offsets.force(disk);
        times.force(disk);
    }

    boolean full(int maxBytes) {
        return offsets.count() >= maxBytes / OffsetIndex.ENTRY_SIZE || times.count() >= maxBytes / TimeIndex.ENTRY_SIZE - 1;
    }

    OffsetIndex offsets() {
        return offsets;
    }

    TimeIndex times() {
        return times;
    }

    TransactionIndex transactions() {
        return transactions;
    }

    /** Largest timestamp in the segment; −1 where no batch bears one. */
    long maxTimestamp() {
        return maxTimestamp;
    }

    /** Last offset of the batch that bears it. */
    long maxTimestampOffset() {
        return maxTimestampOffset;
    }
}
