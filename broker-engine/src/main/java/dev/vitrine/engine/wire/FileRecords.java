package dev.vitrine.engine.wire;

import dev.vitrine.engine.io.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.kafka.common.record.internal.BaseRecords;
import org.apache.kafka.common.record.internal.RecordsSend;

/**
 * Record batches that lie in a file, to be sent without passing through memory. Whoever gets one must {@link #release} it, once: until then
 * the file stays open, even where its segment is deleted meanwhile.
 */
public final class FileRecords implements BaseRecords {

    private final DiskFile file;
    private final long position;
    private final int size;
    private final Runnable onRelease;

    public FileRecords(DiskFile file, long position, int size, Runnable onRelease) {
        this.file = file;
        this.position = position;
        this.size = size;
        this.onRelease = onRelease;
    }

    public DiskFile file() {
        return file;
    }

    public long position() {
        return position;
    }

    @Override
    public int sizeInBytes() {
        return size;
    }

    /** Reads them into memory: for who wants to look at them, not to send them. Does not release. */
    public ByteBuffer load() throws IOException {
        ByteBuffer all = ByteBuffer.allocate(size);
        if (size > 0) {
            file.read(all, position);
        }
        return all.flip();
    }

    public void release() {
        onRelease.run();
    }

    @Override
    public RecordsSend<? extends BaseRecords> toSend() {
        throw new UnsupportedOperationException("sent by dev.vitrine.engine.net, not by Kafka's network layer");
    }
}
