package dev.vitrine.engine.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.FetchSnapshotResponseData;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.UnalignedMemoryRecords;

/** Batches of the metadata log on their way from its leader to its followers. They go through memory: nobody need give them back. */
public final class QuorumRecords {

    private QuorumRecords() {}

    /** @param batches whole ones */
    public static FetchResponseData.PartitionData put(FetchResponseData.PartitionData answer, ByteBuffer batches) {
        return answer.setRecords(MemoryRecords.readableRecords(batches));
    }

    /** Those of a fetch's answer; what lay in a file has been read and released. */
    public static ByteBuffer of(FetchResponseData.PartitionData answer) throws IOException {
        if (answer.records() instanceof MemoryRecords records) {
            return records.buffer();
        }
        if (answer.records() instanceof FileRecords file) {
            try {
                return file.load();
            } finally {
                file.release();
            }
        }
        return ByteBuffer.allocate(0);
    }

    /** @param bytes a piece of a snapshot; may begin and end within a batch */
    public static FetchSnapshotResponseData.PartitionSnapshot put(FetchSnapshotResponseData.PartitionSnapshot answer, ByteBuffer bytes) {
        return answer.setUnalignedRecords(new UnalignedMemoryRecords(bytes));
    }

    public static ByteBuffer of(FetchSnapshotResponseData.PartitionSnapshot answer) {
        return answer.unalignedRecords() instanceof UnalignedMemoryRecords records ? records.buffer() : ByteBuffer.allocate(0);
    }
}
