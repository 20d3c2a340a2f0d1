package dev.vitrine.engine.log;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Kafka's {@code .snapshot} of the producers as they were at the offset in its name, version 1:
 *
 * <pre>
 * version (2)  CRC32C of what follows (4)  number of entries (4), and for each:
 *   producer id (8)  epoch (2)  last sequence (4)  last offset (8)  last offset − first offset of the last batch (4)
 *   timestamp (8)  coordinator epoch (4)  first offset of the open transaction or −1 (8)
 * </pre>
 *
 * Only the last batch of each producer is kept: as with Kafka, a duplicate of an older one is refused after a restart.
 */
final class ProducerSnapshot {

    private static final short VERSION = 1;
    private static final int HEADER = 6;
    private static final int ENTRY = 46;

    private ProducerSnapshot() {}

    static byte[] write(Collection<ProducerEntry> entries) {
        ByteBuffer out = ByteBuffer.allocate(HEADER + 4 + entries.size() * ENTRY);
        out.putShort(VERSION).putInt(0).putInt(entries.size());
        for (ProducerEntry e : entries) {
            ProducerEntry.Batch last = e.lastBatch().orElse(new ProducerEntry.Batch(ProducerEntry.NO_SEQUENCE, ProducerEntry.NO_OFFSET, 0, -1));
            out.putLong(e.producerId).putShort(e.epoch)
                    .putInt(last.lastSequence()).putLong(last.lastOffset()).putInt(last.offsetDelta())
                    .putLong(e.lastTimestamp).putInt(e.coordinatorEpoch).putLong(e.txnFirstOffset);
        }
        out.putInt(2, crc(out.array()));
        return out.array();
    }

    /** @throws IOException where the bytes are not a whole snapshot */
    static List<ProducerEntry> read(byte[] content) throws IOException {
        try {
            ByteBuffer in = ByteBuffer.wrap(content);
            if (in.getShort() != VERSION || in.getInt() != crc(content)) {
                throw new IOException("not a producer snapshot of version " + VERSION + ", or a damaged one");
            }
            int count = in.getInt();
            List<ProducerEntry> entries = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                entries.add(readEntry(in));
            }
            return entries;
        } catch (BufferUnderflowException tooShort) {
            throw new IOException("a producer snapshot that ends too early", tooShort);
        }
    }

    private static ProducerEntry readEntry(ByteBuffer in) {
        ProducerEntry entry = new ProducerEntry(in.getLong());
        entry.epoch = in.getShort();
        int lastSequence = in.getInt();
        long lastOffset = in.getLong();
        int offsetDelta = in.getInt();
        long timestamp = in.getLong();
        if (lastOffset >= 0) {
            entry.add(new ProducerEntry.Batch(lastSequence, lastOffset, offsetDelta, timestamp));
        }
        entry.lastTimestamp = timestamp;
        entry.coordinatorEpoch = in.getInt();
        entry.txnFirstOffset = in.getLong();
        return entry;
    }

    private static int crc(byte[] content) {
        CRC32C crc = new CRC32C();
        crc.update(content, HEADER, content.length - HEADER);
        return (int) crc.getValue();
    }
}
