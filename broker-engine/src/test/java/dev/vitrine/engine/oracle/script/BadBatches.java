package dev.vitrine.engine.oracle.script;

import dev.vitrine.engine.oracle.Batches;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.apache.kafka.common.record.internal.MemoryRecords;

/** Batches that lie, with a checksum that says they don't. */
final class BadBatches {

    private static final int CRC = 17;
    private static final int ATTRIBUTES = 22;
    private static final int HEADER = 61;
    private static final int LENGTH = 8;
    private static final int COUNT = 57;
    private static final int LAST_OFFSET_DELTA = 23;

    private BadBatches() {}

    /** The lower byte of the attributes set. */
    static MemoryRecords attributes(MemoryRecords records, int attributes) {
        return sealed(records, ATTRIBUTES, attributes);
    }

    /** One byte set, and the checksum made anew. */
    static MemoryRecords sealed(MemoryRecords records, int at, int value) {
        byte[] bytes = Batches.bytes(records);
        bytes[at] = (byte) value;
        return seal(bytes);
    }

    /** A header with no record behind it. */
    static MemoryRecords withoutRecords() {
        ByteBuffer header = ByteBuffer.allocate(HEADER).put(Batches.bytes(Batches.plain(1)), 0, HEADER);
        header.putInt(LENGTH, HEADER - LENGTH - Integer.BYTES).putInt(COUNT, 0).putInt(LAST_OFFSET_DELTA, 0);
        return seal(header.array());
    }

    private static MemoryRecords seal(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, ATTRIBUTES - 1, bytes.length - ATTRIBUTES + 1);
        return MemoryRecords.readableRecords(ByteBuffer.wrap(bytes).putInt(CRC, (int) crc.getValue()));
    }
}
