package dev.vitrine.engine.log;

import dev.vitrine.engine.io.DiskFile;
import dev.vitrine.engine.wire.BatchHeader;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Walks over the headers of a segment's batches, reading a chunk at a time. Small batches cost one read for many, large ones one each. */
final class BatchScan {

    private static final int CHUNK = 4096 + BatchHeader.SIZE;

    private final DiskFile file;
    private final int to;
    private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
    private int chunkAt;
    private int next;
    private int position;
    private BatchHeader header;

    /** @param from where a batch begins; @param to where the readable part ends */
    BatchScan(DiskFile file, int from, int to) {
        this.file = file;
        this.to = to;
        this.next = from;
        this.chunkAt = from;
        chunk.limit(0);
    }

    /**
     * Moves to the next batch.
     *
     * @return false where no whole batch follows
     */
    boolean advance() throws IOException {
        if (to - next < BatchHeader.SIZE || !fill()) {
            return false;
        }
        BatchHeader found = BatchHeader.read(chunk, next - chunkAt);
        if (found.sizeInBytes() < BatchHeader.SIZE || found.sizeInBytes() > to - next) {
            return false;
        }
        header = found;
        position = next;
        next += found.sizeInBytes();
        return true;
    }

    private boolean fill() throws IOException {
        if (next >= chunkAt && next + BatchHeader.SIZE <= chunkAt + chunk.limit()) {
            return true;
        }
        chunk.clear().limit(Math.min(CHUNK, to - next));
        int read = file.read(chunk, next);
        chunk.limit(read);
        chunkAt = next;
        return read >= BatchHeader.SIZE;
    }

    BatchHeader header() {
        return header;
    }

    /** Where the batch begins. */
    int position() {
        return position;
    }

    /** Where the batch ends. */
    int end() {
        return next;
    }
}
