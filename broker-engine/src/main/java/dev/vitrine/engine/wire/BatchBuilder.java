package dev.vitrine.engine.wire;

import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.ControlRecordType;
import org.apache.kafka.common.record.internal.EndTransactionMarker;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MemoryRecordsBuilder;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.utils.ByteBufferOutputStream;

/**
 * Puts records together to one batch, as a producer does. Offsets count from the base offset given at the start (0 unless told); the log
 * assigns the real ones when it appends.
 */
public final class BatchBuilder {

    private static final int FIRST_GUESS = 512;

    private final Codec codec;
    private final long baseOffset;
    private long producerId = RecordBatch.NO_PRODUCER_ID;
    private short producerEpoch = RecordBatch.NO_PRODUCER_EPOCH;
    private int baseSequence = RecordBatch.NO_SEQUENCE;
    private boolean transactional;
    private int leaderEpoch = RecordBatch.NO_PARTITION_LEADER_EPOCH;
    private MemoryRecordsBuilder records;

    public BatchBuilder() {
        this(Codec.NONE, 0);
    }

    public BatchBuilder(Codec codec, long baseOffset) {
        this.codec = codec;
        this.baseOffset = baseOffset;
    }

    /** Of an idempotent producer. To be called before the first record. */
    public BatchBuilder producer(long id, short epoch, int firstSequence) {
        producerId = id;
        producerEpoch = epoch;
        baseSequence = firstSequence;
        return this;
    }

    /** Part of the producer's transaction. To be called before the first record. */
    public BatchBuilder transactional() {
        transactional = true;
        return this;
    }

    /** To be called before the first record. */
    public BatchBuilder leaderEpoch(int epoch) {
        leaderEpoch = epoch;
        return this;
    }

    /** @param key null for none; @param value null for a tombstone */
    public BatchBuilder add(long timestamp, byte[] key, byte[] value) {
        opened().append(timestamp, key, value);
        return this;
    }

    /** @param key null for none; @param value null for a tombstone */
    public BatchBuilder add(long timestamp, ByteBuffer key, ByteBuffer value, List<Header> headers) {
        opened().append(timestamp, key, value, headers.toArray(new Header[0]));
        return this;
    }

    public int recordCount() {
        return records == null ? 0 : records.numRecords();
    }

    /** An upper bound where nothing is compressed, else an estimate; 0 while empty. */
    public int estimatedSize() {
        return records == null ? 0 : records.estimatedSizeInBytes();
    }

    /** The finished batch; the builder is of no use afterwards. */
    public ByteBuffer build() {
        return opened().build().buffer();
    }

    private MemoryRecordsBuilder opened() {
        if (records == null) {
            records = new MemoryRecordsBuilder(new ByteBufferOutputStream(FIRST_GUESS), RecordBatch.CURRENT_MAGIC_VALUE, codec.compression(),
                    TimestampType.CREATE_TIME, baseOffset, RecordBatch.NO_TIMESTAMP, producerId, producerEpoch, baseSequence,
                    transactional, false, leaderEpoch, Integer.MAX_VALUE);
        }
        return records;
    }

    /** The control batch that ends a producer's transaction in a partition. */
    public static ByteBuffer endTransaction(Producer producer, boolean commit, int coordinatorEpoch, long timestamp) {
        ControlRecordType type = commit ? ControlRecordType.COMMIT : ControlRecordType.ABORT;
        EndTransactionMarker marker = new EndTransactionMarker(type, coordinatorEpoch);
        return MemoryRecords.withEndTransactionMarker(timestamp, producer.id(), producer.epoch(), marker).buffer();
    }

    /** Who a marker speaks of. */
    public record Producer(long id, short epoch) {}
}
