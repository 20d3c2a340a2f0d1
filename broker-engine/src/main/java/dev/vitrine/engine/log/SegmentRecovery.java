package dev.vitrine.engine.log;

import dev.vitrine.engine.io.DiskFile;
import dev.vitrine.engine.wire.BatchHeader;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Walks over every byte of a segment that nobody vouches for: a batch counts only if its header makes sense, its offsets go on from the one
 * before, and its checksum is right. The first that fails ends the log: what comes behind it was never acknowledged or can't be trusted.
 */
final class SegmentRecovery {

    private static final int CHUNK = 1024 * 1024;

    private final LogSegment segment;
    private final LeaderEpochs epochs;
    private ByteBuffer chunk;
    private int chunkAt;
    private int validSize;
    private long nextOffset;

    SegmentRecovery(LogSegment segment, LeaderEpochs epochs) {
        this.segment = segment;
        this.epochs = epochs;
        this.chunk = ByteBuffer.allocate(Math.min(CHUNK, Math.max(segment.size(), 1))).limit(0);
        this.nextOffset = segment.baseOffset();
    }

    /** Cuts off what is not whole and makes the indexes anew. @return bytes cut */
    int run() throws IOException {
        int size = segment.size();
        SegmentIndex index = segment.freshIndex();
        for (BatchHeader header = batchAt(0, size); header != null; header = batchAt(validSize, size)) {
            index.onBatch(header, validSize);
            epochs.assign(header.leaderEpoch(), header.baseOffset());
            validSize += header.sizeInBytes();
            nextOffset = header.nextOffset();
        }
        segment.rebuilt(validSize, index);
        return size - validSize;
    }

    long nextOffset() {
        return nextOffset;
    }

    /** Null where no good batch is. */
    private BatchHeader batchAt(int at, int size) throws IOException {
        if (size - at < BatchHeader.SIZE || !inChunk(at, BatchHeader.SIZE, size)) {
            return null;
        }
        BatchHeader header = BatchHeader.read(chunk, at - chunkAt);
        boolean sane = header.magic() == BatchHeader.MAGIC
                && header.sizeInBytes() >= BatchHeader.SIZE
                && header.sizeInBytes() <= size - at
                && header.lastOffsetDelta() >= 0
                && header.baseOffset() >= nextOffset
                && header.lastOffset() - segment.baseOffset() <= Integer.MAX_VALUE;
        boolean whole = sane && inChunk(at, header.sizeInBytes(), size) && BatchHeader.crcMatches(chunk, at - chunkAt, header.sizeInBytes());
        return whole ? header : null;
    }

    private boolean inChunk(int at, int length, int size) throws IOException {
        if (at >= chunkAt && at + length <= chunkAt + chunk.limit()) {
            return true;
        }
        if (chunk.capacity() < length) {
            chunk = ByteBuffer.allocate(length);
        }
        chunk.clear().limit(Math.min(chunk.capacity(), size - at));
        DiskFile file = segment.file();
        int read = file.read(chunk, at);
        chunk.limit(read);
        chunkAt = at;
        return read >= length;
    }
}
