package dev.vitrine.engine.replica;

import dev.vitrine.engine.log.AppendContext;
import dev.vitrine.engine.log.AppendContext.Origin;
import dev.vitrine.engine.log.AppendResult;
import dev.vitrine.engine.log.AppendResult.Appended;
import dev.vitrine.engine.log.AppendResult.Rejected;
import dev.vitrine.engine.log.Compaction;
import dev.vitrine.engine.log.Log;
import dev.vitrine.engine.log.ReadResult;
import dev.vitrine.engine.log.VerificationGuard;
import dev.vitrine.engine.metadata.PartitionImage;
import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.observe.Events;
import dev.vitrine.engine.observe.PartitionView;
import dev.vitrine.engine.time.Mailbox;
import dev.vitrine.engine.wire.BatchBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/**
 * A partition on its leader. Its mailbox is the only writer; readers look at the log directly, below the high watermark.
 *
 * <p>With one replica the high watermark is the log's end: what is appended is committed.
 */
public final class Partition {

    private final TopicPartition name;
    private final Log log;
    private final Mailbox mailbox;
    private final Events events;
    private final MarkerNews markers;
    private final Set<FetchWait> waits = ConcurrentHashMap.newKeySet();
    private final List<LongConsumer> commitListeners = new CopyOnWriteArrayList<>();
    private final LongAdder recordsIn = new LongAdder();
    private final LongAdder bytesIn = new LongAdder();
    private final LongAdder recordsOut = new LongAdder();
    private final LongAdder bytesOut = new LongAdder();
    private volatile PartitionImage image;
    private volatile long highWatermark;
    private volatile boolean gone;

    Partition(TopicPartition name, PartitionImage image, Log log, Mailbox mailbox, Events events) {
        this.name = name;
        this.image = image;
        this.log = log;
        this.mailbox = mailbox;
        this.events = events;
        this.markers = new MarkerNews(name);
        this.highWatermark = log.endOffset();
        log.onHighWatermark(highWatermark);
    }

    public TopicPartition name() {
        return name;
    }

    public Uuid topicId() {
        return log.topicId();
    }

    public int leader() {
        return image.leader();
    }

    public int leaderEpoch() {
        return image.leaderEpoch();
    }

    /** The single writer: whoever shares a turn with appends posts here. */
    public Mailbox mailbox() {
        return mailbox;
    }

    // ---- writing

    /**
     * Appends a client's records in the partition's own turn. The bytes must stay valid until the answer is there.
     *
     * @param guard of a batch that begins a transaction here
     */
    public CompletionStage<AppendResult> append(ByteBuffer batches, short produceVersion, VerificationGuard guard) {
        return call(() -> appendNow(batches, new AppendContext(image.leaderEpoch(), Origin.CLIENT, produceVersion, guard, (short) 0)));
    }

    /** Appends records of this broker's coordinator at once; only inside {@link #mailbox}. @param guard as above */
    public AppendResult appendNow(ByteBuffer batches, VerificationGuard guard) {
        return appendNow(batches, ofCoordinator(guard, (short) 0));
    }

    private AppendContext ofCoordinator(VerificationGuard guard, short transactionVersion) {
        return new AppendContext(image.leaderEpoch(), Origin.COORDINATOR, ApiKeys.PRODUCE.latestVersion(), guard, transactionVersion);
    }

    /** Ends a producer's transaction here, where there is one, in the partition's own turn. */
    CompletionStage<AppendResult> end(TransactionMarker marker, long nowMillis) {
        return call(() -> endNow(marker, nowMillis));
    }

    /** Ends a producer's transaction here at once; only inside {@link #mailbox}. */
    public AppendResult endNow(TransactionMarker marker, long nowMillis) {
        ByteBuffer batch = BatchBuilder.endTransaction(
                new BatchBuilder.Producer(marker.producerId(), marker.producerEpoch()), marker.commit(), marker.coordinatorEpoch(), nowMillis);
        AppendResult result = appendNow(batch, ofCoordinator(VerificationGuard.NONE, marker.transactionVersion()));
        if (result instanceof Appended appended) {
            markers.written(marker, appended.baseOffset(), nowMillis).ifPresent(events::publish);
        }
        return result;
    }

    private AppendResult appendNow(ByteBuffer batches, AppendContext context) {
        if (gone) {
            return new Rejected(Errors.UNKNOWN_TOPIC_OR_PARTITION, "the topic has been deleted");
        }
        AppendResult result = log.append(batches, context);
        if (result instanceof Appended appended && !appended.duplicate()) {
            recordsIn.add(appended.records());
            bytesIn.add(appended.bytes());
            advance(appended.bytes());
        }
        return result;
    }

    /** Takes everything appended as committed, and tells who waits for it. */
    private void advance(int bytes) {
        long stableBefore = lastStableOffset();
        boolean wasAllStable = stableBefore == highWatermark;
        long committed = log.endOffset();
        log.onHighWatermark(committed);
        highWatermark = committed;
        long stable = lastStableOffset();
        for (FetchWait wait : waits) {
            if (wait.isolation() == Isolation.READ_UNCOMMITTED || (wasAllStable && stable == committed)) {
                wait.arrived(bytes);
            } else if (stable > stableBefore) {
                // The end of a transaction uncovers more than was appended just now.
                wait.finish();
            }
        }
        commitListeners.forEach(listener -> listener.accept(committed));
    }

    /** @return the new log start offset, or the error */
    public CompletionStage<DeleteOutcome> deleteRecordsBefore(long offset) {
        return call(() -> {
            long target = offset == -1 ? highWatermark : offset;
            if (target < 0 || target > highWatermark) {
                return new DeleteOutcome(Errors.OFFSET_OUT_OF_RANGE, -1);
            }
            if (target > log.startOffset()) {
                log.deleteRecordsBefore(target);
                events.publish(new Event.RecordsDeleted(name, log.startOffset()));
            }
            return new DeleteOutcome(Errors.NONE, log.startOffset());
        });
    }

    /** Of DeleteRecords. @param lowWatermark −1 where there is an error */
    public record DeleteOutcome(Errors error, long lowWatermark) {}

    private <T> CompletionStage<T> call(Supplier<T> work) {
        CompletableFuture<T> done = new CompletableFuture<>();
        mailbox.execute(() -> {
            try {
                done.complete(work.get());
            } catch (RuntimeException failure) {
                done.completeExceptionally(failure);
                throw failure;
            }
        });
        return done;
    }

    /** Calls {@code listener} in the mailbox whenever the high watermark has moved. */
    public void onCommitted(LongConsumer listener) {
        commitListeners.add(listener);
    }

    // ---- reading

    public Log log() {
        return log;
    }

    public long highWatermark() {
        return highWatermark;
    }

    public long lastStableOffset() {
        return log.lastStableOffset(highWatermark);
    }

    /** First offset that a reader with this isolation can't see. */
    public long visibleEnd(Isolation isolation) {
        return isolation == Isolation.READ_COMMITTED ? lastStableOffset() : highWatermark;
    }

    /** Reads what may be seen; the records must be released. */
    public ReadResult read(long offset, int maxBytes, Isolation isolation, boolean atLeastOne) {
        return log.read(offset, maxBytes, visibleEnd(isolation), atLeastOne);
    }

    /** Counts what went out to a consumer. */
    public void served(long records, long bytes) {
        recordsOut.add(records);
        bytesOut.add(bytes);
    }

    /** From now on pushes newly visible bytes to {@code wait}. */
    public void watch(FetchWait wait) {
        waits.add(wait);
        if (gone) {
            wait.finish();
        }
    }

    public void unwatch(FetchWait wait) {
        waits.remove(wait);
    }

    public PartitionView view() {
        PartitionImage now = image;
        return new PartitionView(now.index(), now.leader(), now.leaderEpoch(), now.replicas(), now.inSync(), log.startOffset(), highWatermark,
                lastStableOffset(), log.endOffset(), log.sizeInBytes(), log.segmentCount(), recordsIn.sum(), bytesIn.sum(), recordsOut.sum(),
                bytesOut.sum());
    }

    public long recordsIn() {
        return recordsIn.sum();
    }

    // ---- life

    void lead(PartitionImage newImage) {
        image = newImage;
    }

    /** The topic is deleted: who waits is sent home, then the files go. */
    void delete() {
        leave();
        mailbox.execute(log::delete);
    }

    /** Puts what compaction has written in its place, in the partition's own turn. */
    CompletionStage<Void> swap(Compaction compaction) {
        return call(() -> {
            try {
                compaction.swap();
                return null;
            } catch (IOException refused) {
                throw new UncheckedIOException(refused);
            }
        });
    }

    /** Drops what retention allows. */
    void clean() {
        mailbox.execute(() -> {
            if (!gone) {
                log.applyRetention(highWatermark);
            }
        });
    }

    /** Ends what is being written, then closes the log. @param disk waits for the disk: many logs close faster together than in turn */
    CompletableFuture<Void> close(Executor disk) {
        leave();
        return call(() -> log).thenAcceptAsync(Log::close, disk).toCompletableFuture();
    }

    private void leave() {
        gone = true;
        waits.forEach(FetchWait::finish);
        waits.clear();
    }
}
