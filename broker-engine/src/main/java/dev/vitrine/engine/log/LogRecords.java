package dev.vitrine.engine.log;

import dev.vitrine.engine.wire.BatchHeader;
import dev.vitrine.engine.wire.BatchRecord;
import dev.vitrine.engine.wire.BatchRecords;
import dev.vitrine.engine.wire.ControlMarker;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Reads a log record by record, for a coordinator that makes its state from it. */
public final class LogRecords {

    private LogRecords() {}

    /** Buffers are valid during the call only. */
    public interface Visitor {

        /** @param key null for none @param value null for a tombstone */
        void record(BatchHeader batch, long offset, ByteBuffer key, ByteBuffer value);

        /** A producer's transaction has ended here. */
        void transactionEnded(BatchHeader batch, ControlMarker marker);
    }

    /**
     * Visits the records from {@code from} on and before {@code limit}: whole batches, one at least where there is one.
     *
     * @param maxBytes about where to stop
     * @return where to read on
     * @throws IOException where the disk refuses, or {@code from} is not in the log
     */
    public static long visit(Log log, long from, int maxBytes, long limit, Visitor visitor) throws IOException {
        return switch (log.read(from, maxBytes, limit, true)) {
            case ReadResult.Found found -> {
                try {
                    yield visit(found.records().load(), from, visitor);
                } finally {
                    found.records().release();
                }
            }
            case ReadResult.OutOfRange out -> throw new IOException(
                    "offset " + from + " is outside " + out.logStartOffset() + "–" + out.endOffset() + " of " + log.partition());
            case ReadResult.Failed failed -> throw new IOException(failed.why());
        };
    }

    private static long visit(ByteBuffer batches, long from, Visitor visitor) {
        long next = from;
        for (BatchRecords batch : BatchRecords.split(batches)) {
            for (BatchRecord record : batch) {
                if (record.offset() < from) {
                    continue;
                }
                if (batch.header().isControl()) {
                    ControlMarker.of(record).ifPresent(marker -> visitor.transactionEnded(batch.header(), marker));
                } else {
                    visitor.record(batch.header(), record.offset(), record.key(), record.value());
                }
            }
            next = batch.header().lastOffset() + 1;
        }
        return next;
    }
}
