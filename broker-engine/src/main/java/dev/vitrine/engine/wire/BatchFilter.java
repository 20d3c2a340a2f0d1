package dev.vitrine.engine.wire;

import java.nio.ByteBuffer;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MemoryRecords.RecordFilter;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.utils.BufferSupplier;

/**
 * Copies batches without the records that a judge doesn't want: what compaction does. A batch from which nothing is taken is copied as it is;
 * another is made anew in its own codec, with its offsets, producer and sequence unchanged. A batch whose tombstones or marker are seen for the
 * first time gets the time from which they may go (KIP-534). For one thread at a time.
 */
public final class BatchFilter implements AutoCloseable {

    private static final int FIRST_ROOM = 64 * 1024;

    /** What becomes of a batch. */
    public enum Fate {
        /** All of it goes, unread. */
        DELETE,
        /** It goes where none of its records is kept. */
        DELETE_IF_EMPTY,
        /** Its header stays even where none of its records is kept: it says how far a producer, or the log, has come. */
        RETAIN_IF_EMPTY
    }

    /** @param markerOfEmptyTransaction it is the marker of a transaction of which nothing is left: its time to go begins to run */
    public record Verdict(Fate fate, boolean markerOfEmptyTransaction) {}

    /** Decides. Asked once for each batch, then for each of its records, unless the batch goes anyway. */
    public interface Judge {

        Verdict judge(BatchRecords batch);

        /** @param key null for none; valid during the call only */
        boolean keeps(BatchHeader batch, long offset, ByteBuffer key, boolean tombstone);
    }

    private final Judge judge;
    private final long nowMs;
    private final long deleteRetentionMs;
    private final BufferSupplier decompression = BufferSupplier.create();
    private ByteBuffer copied = ByteBuffer.allocate(FIRST_ROOM);

    /** @param deleteRetentionMs how long, from now, newly seen tombstones and markers of empty transactions are kept */
    public BatchFilter(Judge judge, long nowMs, long deleteRetentionMs) {
        this.judge = judge;
        this.nowMs = nowMs;
        this.deleteRetentionMs = deleteRetentionMs;
    }

    /**
     * Copies what the judge keeps of the batch.
     *
     * @return how many records were kept
     * @throws org.apache.kafka.common.KafkaException where the batch is broken
     */
    public int copy(BatchRecords batch) {
        MemoryRecords.FilterResult result = MemoryRecords.readableRecords(batch.bytes()).filterTo(new RecordFilter(nowMs, deleteRetentionMs) {
            @Override
            protected BatchRetentionResult checkBatchRetention(RecordBatch internal) {
                Verdict verdict = judge.judge(batch);
                return new BatchRetentionResult(retention(verdict.fate()), verdict.markerOfEmptyTransaction());
            }

            @Override
            protected boolean shouldRetainRecord(RecordBatch internal, Record record) {
                return judge.keeps(batch.header(), record.offset(), record.key(), !record.hasValue());
            }
        }, copied, decompression);
        copied = result.outputBuffer();
        return result.messagesRetained();
    }

    private static RecordFilter.BatchRetention retention(Fate fate) {
        return switch (fate) {
            case DELETE -> RecordFilter.BatchRetention.DELETE;
            case DELETE_IF_EMPTY -> RecordFilter.BatchRetention.DELETE_EMPTY;
            case RETAIN_IF_EMPTY -> RecordFilter.BatchRetention.RETAIN_EMPTY;
        };
    }

    /** What was copied since the last call; valid until the next {@link #copy}. */
    public ByteBuffer take() {
        ByteBuffer taken = copied.duplicate().flip();
        copied.clear();
        return taken;
    }

    @Override
    public void close() {
        decompression.close();
    }
}
