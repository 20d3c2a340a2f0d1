package dev.vitrine.engine.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.record.internal.RecordBatch;

/**
 * The records of one whole batch, decompressed as they are asked for. Broken content shows as a
 * {@link org.apache.kafka.common.KafkaException} while iterating; what lies in the log has been checked when it came.
 */
public final class BatchRecords implements Iterable<BatchRecord> {

    private final BatchHeader header;
    private final ByteBuffer batch;

    private BatchRecords(BatchHeader header, ByteBuffer batch) {
        this.header = header;
        this.batch = batch;
    }

    /** All whole batches between position and limit, in order; one that is cut off at the end is left out. */
    public static List<BatchRecords> split(ByteBuffer batches) {
        List<BatchRecords> found = new ArrayList<>();
        int at = batches.position();
        while (batches.limit() - at >= BatchHeader.SIZE) {
            int size = BatchHeader.sizeAt(batches, at);
            if (size < BatchHeader.SIZE || size > batches.limit() - at) {
                break;
            }
            found.add(new BatchRecords(BatchHeader.read(batches, at), batches.slice(at, size)));
            at += size;
        }
        return found;
    }

    public BatchHeader header() {
        return header;
    }

    /** The bytes of the batch, header included. */
    public ByteBuffer bytes() {
        return batch.duplicate();
    }

    /**
     * What a control batch says of the end of a transaction; empty where it says something else, or nothing any more: compaction keeps the
     * header of a producer's last batch, and the marker in it may be gone.
     */
    public Optional<ControlMarker> marker() {
        Iterator<BatchRecord> records = iterator();
        return header.isControl() && records.hasNext() ? ControlMarker.of(records.next()) : Optional.empty();
    }

    @Override
    public Iterator<BatchRecord> iterator() {
        RecordBatch internal = MemoryRecords.readableRecords(batch.duplicate()).batches().iterator().next();
        Iterator<Record> records = internal.iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return records.hasNext();
            }

            @Override
            public BatchRecord next() {
                Record r = records.next();
                return new BatchRecord(r.offset(), r.timestamp(), r.key(), r.value(), List.of(r.headers()));
            }
        };
    }
}
