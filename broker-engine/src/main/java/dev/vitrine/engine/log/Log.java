package dev.vitrine.engine.log;

import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.wire.FileRecords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/** One partition on disk. Writing methods belong to one writer at a time (the partition's mailbox); reading ones may be called from any thread. */
public final class Log implements AutoCloseable {

    private final LogState state;
    private final LogAppender appender;
    private final LogKeeper keeper;
    private final LogTrimmer trimmer;
    private final Truncation truncation;
    private final LogReader reader;
    private final TimestampSearch timestamps;

    private Log(LogState state) {
        this.state = state;
        this.keeper = new LogKeeper(state);
        this.appender = new LogAppender(state, keeper);
        this.trimmer = new LogTrimmer(state, keeper);
        this.truncation = new Truncation(state);
        this.reader = new LogReader(state);
        this.timestamps = new TimestampSearch(state);
    }

    /**
     * Opens or makes the log in its folder; recovers it where the last stop was not clean.
     *
     * @throws UncheckedIOException where the disk refuses
     */
    public static Log open(LogOptions options) {
        try {
            return new Log(new LogLoader(options).load());
        } catch (IOException refused) {
            throw new UncheckedIOException("Can't open the log of " + options.partition(), refused);
        }
    }

    public TopicPartition partition() {
        return state.options.partition();
    }

    public Uuid topicId() {
        return state.options.topicId();
    }

    // ---- writing

    /**
     * Checks the batches, gives them offsets in place (in {@code batches} itself) and appends them. Where the disk refuses, nothing of them
     * stays, and {@link Event.StorageFailed} says so.
     *
     * @param batches from position to limit; read after the call, it holds what was appended unless the topic's codec differs
     */
    public AppendResult append(ByteBuffer batches, AppendContext context) {
        return appender.append(batches, context);
    }

    /** Notes that {@code epoch} begins at the current end. Whoever leads from here on must know what producers wrote before. */
    public void beginEpoch(int epoch) {
        orStorageFailed("learn producers", () -> {
            state.learnProducers();
            return 0;
        });
        state.epochs.assign(epoch, state.end.offset());
    }

    /** Moves the start forward (DeleteRecords, retention); whole segments before it go. */
    public void deleteRecordsBefore(long offset) {
        orStorageFailed("delete records", () -> {
            trimmer.deleteRecordsBefore(offset);
            return 0;
        });
    }

    /** Drops what retention by time and by size allows; only below {@code highWatermark}. @return segments deleted */
    public int applyRetention(long highWatermark) {
        return orStorageFailed("retention", () -> trimmer.applyRetention(highWatermark));
    }

    /** Tells which offsets are below the high watermark, so that producer states and transactions know what is stable. */
    public void onHighWatermark(long highWatermark) {
        state.producers.onHighWatermark(highWatermark);
    }

    /** Gives up everything from {@code offset} on, whole batches only: one that holds the offset goes with it. */
    public void truncateTo(long offset) {
        orStorageFailed("truncate", () -> {
            truncation.to(offset);
            return 0;
        });
    }

    /** Gives up everything and goes on from {@code offset}, as if all before had been deleted: what a copy does that its leader has left behind. */
    public void truncateFullyAndStartAt(long offset) {
        orStorageFailed("start anew", () -> {
            truncation.startAnewAt(offset);
            return 0;
        });
    }

    // ---- compaction

    /** What could be compacted now; empty where the topic is not compacted or it is not worth while yet. Any thread. */
    public Optional<Cleanable> cleanable(long highWatermark) throws IOException {
        LogConfig config = state.config;
        if (!config.compact() || state.closed || !state.producers.trusted()) {
            return Optional.empty();
        }
        Cleanable range = new CleanableRange(state, lastStableOffset(highWatermark)).find();
        return range.due(config.compaction().minDirtyRatio()) ? Optional.of(range) : Optional.empty();
    }

    /** Begins to compact what {@link #cleanable} found. One at a time; to be closed. Any thread that may wait for the disk. */
    public Compaction compact(Cleanable range, CompactionBuffers buffers) throws IOException {
        return Compaction.begin(state, range, buffers);
    }

    /** Everything below was compacted; −1 where nothing ever was. */
    public long cleanedTo() {
        return state.cleanedTo;
    }

    public void cleanedTo(long offset) {
        state.cleanedTo = offset;
    }

    public LogConfig config() {
        return state.config;
    }

    public void configure(LogConfig config) {
        state.config = config;
    }

    /** Until it is called, producers expire as the {@link LogOptions} say, and transactions begin unverified. */
    public void configure(ProducerRules rules) {
        state.producers.obey(rules);
    }

    /**
     * Any thread: the transaction coordinator is going to be asked whether the producer's transaction is open (KIP-890); what is appended on its
     * word bears the guard.
     *
     * @param sequence of the batch that is to be appended
     * @param implicit true where the coordinator adds the partition by the same question (transaction version 2)
     */
    public VerificationGuard.Start startVerification(long producerId, short epoch, int sequence, boolean implicit) {
        return state.producers.startVerification(producerId, epoch, sequence, implicit, state.now());
    }

    /** Makes everything appended so far survive the loss of power, and notes the recovery point. @return false where the disk refused */
    public boolean flush() {
        return keeper.flush();
    }

    /** Flushes, writes producer snapshot and indexes, closes. Readers at work finish. */
    @Override
    public void close() {
        if (!state.closed) {
            keeper.close();
        }
    }

    /**
     * Closes and deletes everything; readers at work finish. The folder is renamed at once, as Kafka does, so that a topic of the same name
     * can be made again, and goes after {@code file.delete.delay.ms}.
     */
    public void delete() {
        trimmer.deleteAll();
    }

    private interface DiskWork {
        int run() throws IOException;
    }

    private int orStorageFailed(String what, DiskWork work) {
        try {
            return work.run();
        } catch (IOException refused) {
            state.options.events().publish(new Event.StorageFailed(partition() + ": " + what, refused.toString()));
            return 0;
        }
    }

    // ---- reading

    public long startOffset() {
        return state.startOffset;
    }

    public long endOffset() {
        return state.end.offset();
    }

    /** Everything below is on the disk whole: what the data folder's {@code recovery-point-offset-checkpoint} notes. */
    public long recoveryPoint() {
        return state.recoveryPoint;
    }

    /** False after the disk failed to make written bytes safe: a stop is not a clean one then, and the next start must check. */
    public boolean trusted() {
        return !state.distrusted;
    }

    /** First offset of the oldest open transaction that is still in the log, or {@code highWatermark} where there is none before it. */
    public long lastStableOffset(long highWatermark) {
        return Math.min(highWatermark, Math.max(state.producers.firstUnstable(), state.startOffset));
    }

    /**
     * The aborted transactions that reach into what a reader of committed records got; empty where the disk refuses to tell.
     *
     * @param offset  the one it asked for
     * @param records what it got, not released yet
     */
    public Optional<List<AbortedTransaction>> abortedTransactions(long offset, FileRecords records) {
        try {
            return Optional.of(reader.aborted(offset, records));
        } catch (IOException refused) {
            return Optional.empty();
        }
    }

    public long sizeInBytes() {
        return state.segments.sizeInBytes();
    }

    public int segmentCount() {
        return state.segments.count();
    }

    /**
     * Reads from the batch that holds {@code offset}.
     *
     * @param maxBytes    at most so many bytes
     * @param limit       nothing at or behind this offset
     * @param atLeastOne  the first batch comes whole even where it is larger than {@code maxBytes} (KIP-74)
     */
    public ReadResult read(long offset, int maxBytes, long limit, boolean atLeastOne) {
        return reader.read(offset, maxBytes, limit, atLeastOne);
    }

    /** For who wants to look at how it lies on the disk. */
    public LogInspector inspector() {
        return new LogInspector(state);
    }

    /** First record at or after {@code timestamp} and before {@code limit}. */
    public Optional<TimestampedOffset> offsetForTimestamp(long timestamp, long limit) {
        return timestamps.first(timestamp, limit);
    }

    /** The record with the largest timestamp, the first of those. */
    public Optional<TimestampedOffset> maxTimestamp() {
        return timestamps.largest();
    }

    /** Where {@code epoch}, or the largest one below it, ended (OffsetForLeaderEpoch). */
    public Optional<EpochEnd> endOfEpoch(int epoch) {
        return state.epochs.endOf(epoch, state.end.offset());
    }

    /** Epoch of the record at {@code offset}, where known. */
    public Optional<Integer> epochAt(long offset) {
        return state.epochs.at(offset);
    }

    public Optional<Integer> latestEpoch() {
        return state.epochs.latest();
    }

    public List<ActiveProducer> activeProducers() {
        return state.producers.active();
    }

    public record TimestampedOffset(long timestamp, long offset, Optional<Integer> leaderEpoch) {}

    public record EpochEnd(int epoch, long endOffset) {}

    /** Of DescribeProducers. @param currentTxnStartOffset −1 where none is open */
    public record ActiveProducer(
            long producerId, short epoch, int lastSequence, long lastTimestamp, int coordinatorEpoch, long currentTxnStartOffset) {}
}
