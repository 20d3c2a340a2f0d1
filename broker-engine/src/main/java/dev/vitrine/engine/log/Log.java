package dev.vitrine.engine.log;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/** One partition on disk. Writing methods belong to one writer at a time (the partition's mailbox); reading ones may be called from any thread. */
public final class Log implements AutoCloseable {

    /** Opens or makes the log in its folder; recovers it where the last stop was not clean. */
    public static Log open(LogOptions options) {
        throw new UnsupportedOperationException();
    }

    public TopicPartition partition() {
        throw new UnsupportedOperationException();
    }

    public Uuid topicId() {
        throw new UnsupportedOperationException();
    }

    // ---- writing

    /** Checks the batches, gives them offsets in place (in {@code batches} itself) and appends them. */
    public AppendResult append(ByteBuffer batches, AppendContext context) {
        throw new UnsupportedOperationException();
    }

    /** Notes that {@code epoch} begins at the current end. */
    public void beginEpoch(int epoch) {
        throw new UnsupportedOperationException();
    }

    /** Moves the start forward (DeleteRecords, retention); whole segments before it go. */
    public void deleteRecordsBefore(long offset) {
        throw new UnsupportedOperationException();
    }

    /** Drops what retention by time and by size allows; only below {@code highWatermark}. @return segments deleted */
    public int applyRetention(long highWatermark) {
        throw new UnsupportedOperationException();
    }

    /** Tells which offsets are below the high watermark, so that producer states and transactions know what is stable. */
    public void onHighWatermark(long highWatermark) {
        throw new UnsupportedOperationException();
    }

    public void truncateTo(long offset) {
        throw new UnsupportedOperationException();
    }

    public void configure(LogConfig config) {
        throw new UnsupportedOperationException();
    }

    /** Makes everything appended so far survive the loss of power, and notes the recovery point. */
    public void flush() {
        throw new UnsupportedOperationException();
    }

    /** Flushes, writes producer snapshot and indexes, closes. */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }

    /** Closes and deletes everything; readers at work finish. */
    public void delete() {
        throw new UnsupportedOperationException();
    }

    // ---- reading

    public long startOffset() {
        throw new UnsupportedOperationException();
    }

    public long endOffset() {
        throw new UnsupportedOperationException();
    }

    /** First offset of the oldest open transaction, or {@code highWatermark} where there is none before it. */
    public long lastStableOffset(long highWatermark) {
        throw new UnsupportedOperationException();
    }

    public long sizeInBytes() {
        throw new UnsupportedOperationException();
    }

    public int segmentCount() {
        throw new UnsupportedOperationException();
    }

    /**
     * Reads from the batch that holds {@code offset}.
     *
     * @param maxBytes    at most so many bytes
     * @param limit       nothing at or behind this offset
     * @param atLeastOne  the first batch comes whole even where it is larger than {@code maxBytes} (KIP-74)
     */
    public ReadResult read(long offset, int maxBytes, long limit, boolean atLeastOne) {
        throw new UnsupportedOperationException();
    }

    /** First record at or after {@code timestamp} and before {@code limit}. */
    public Optional<TimestampedOffset> offsetForTimestamp(long timestamp, long limit) {
        throw new UnsupportedOperationException();
    }

    /** The record with the largest timestamp, the first of those. */
    public Optional<TimestampedOffset> maxTimestamp() {
        throw new UnsupportedOperationException();
    }

    /** Where {@code epoch}, or the largest one below it, ended (OffsetForLeaderEpoch). */
    public Optional<EpochEnd> endOfEpoch(int epoch) {
        throw new UnsupportedOperationException();
    }

    /** Epoch of the record at {@code offset}, where known. */
    public Optional<Integer> epochAt(long offset) {
        throw new UnsupportedOperationException();
    }

    public Optional<Integer> latestEpoch() {
        throw new UnsupportedOperationException();
    }

    public List<ActiveProducer> activeProducers() {
        throw new UnsupportedOperationException();
    }

    public record TimestampedOffset(long timestamp, long offset, Optional<Integer> leaderEpoch) {}

    public record EpochEnd(int epoch, long endOffset) {}

    /** Of DescribeProducers. @param currentTxnStartOffset −1 where none is open */
    public record ActiveProducer(
            long producerId, short epoch, int lastSequence, long lastTimestamp, int coordinatorEpoch, long currentTxnStartOffset) {}
}
