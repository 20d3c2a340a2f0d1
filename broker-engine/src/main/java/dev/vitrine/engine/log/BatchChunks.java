package dev.vitrine.engine.log;

import dev.vitrine.engine.wire.BatchHeader;
import dev.vitrine.engine.wire.BatchRecords;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** Reads whole batches of segments, a chunk at a time. The buffer grows for a batch that is larger, and stays so. */
final class BatchChunks {

    private ByteBuffer buffer;

    BatchChunks(int bytes) {
        this.buffer = ByteBuffer.allocate(Math.max(bytes, BatchHeader.SIZE));
    }

    /**
     * The next batches from {@code position} on; valid until the next call.
     *
     * @throws IOException where no whole batch stands there
     */
    List<BatchRecords> read(LogSegment segment, int position) throws IOException {
        List<BatchRecords> batches = fill(segment, position);
        if (batches.isEmpty()) {
            int size = buffer.limit() < BatchHeader.SIZE ? 0 : BatchHeader.sizeAt(buffer, 0);
            if (size < BatchHeader.SIZE || size > segment.size() - position || size <= buffer.capacity()) {
                throw new IOException("no batch at position " + position + " of " + segment.path());
            }
            buffer = ByteBuffer.allocate(size);
            batches = fill(segment, position);
        }
        return batches;
    }

    private List<BatchRecords> fill(LogSegment segment, int position) throws IOException {
        buffer.clear().limit(Math.min(buffer.capacity(), segment.size() - position));
        buffer.limit(segment.file().read(buffer, position)).position(0);
        return BatchRecords.split(buffer);
    }
}
