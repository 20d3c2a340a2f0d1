package dev.vitrine.engine.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Delayed;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.message.DescribeProducersResponseData;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.server.common.RequestLocal;
import org.apache.kafka.server.storage.log.FetchIsolation;
import org.apache.kafka.server.util.Scheduler;
import org.apache.kafka.storage.internals.log.AppendOrigin;
import org.apache.kafka.storage.internals.log.LogAppendInfo;
import org.apache.kafka.storage.internals.log.LogDirFailureChannel;
import org.apache.kafka.storage.internals.log.ProducerStateManagerConfig;
import org.apache.kafka.storage.internals.log.UnifiedLog;
import org.apache.kafka.storage.internals.log.VerificationGuard;
import org.apache.kafka.storage.log.metrics.BrokerTopicStats;

/** Apache Kafka's own log over a folder, to write what we must read and to read what we wrote. */
final class KafkaLog implements AutoCloseable {

    private final UnifiedLog log;

    KafkaLog(Path folder, boolean clean, int segmentBytes, int indexIntervalBytes) throws IOException {
        this(folder, clean, segmentBytes, indexIntervalBytes, false);
    }

    /** @param verifies {@code transaction.partition.verification.enable} */
    KafkaLog(Path folder, boolean clean, int segmentBytes, int indexIntervalBytes, boolean verifies) throws IOException {
        this(folder, clean, Map.of(
                "internal.segment.bytes", String.valueOf(segmentBytes),
                "index.interval.bytes", String.valueOf(indexIntervalBytes),
                "message.timestamp.after.max.ms", String.valueOf(Long.MAX_VALUE)), verifies, Time.SYSTEM);
    }

    KafkaLog(Path folder, boolean clean, Map<String, String> config, boolean verifies, Time time) throws IOException {
        Files.createDirectories(folder);
        this.log = UnifiedLog.create(folder.toFile(), new org.apache.kafka.storage.internals.log.LogConfig(config), 0, 0, new Idle(),
                new BrokerTopicStats(), time, 900_000, new ProducerStateManagerConfig(86_400_000, verifies), 600_000,
                new LogDirFailureChannel(1), clean, Optional.of(LogFixture.TOPIC_ID));
    }

    UnifiedLog log() {
        return log;
    }

    LogAppendInfo append(ByteBuffer batch) throws IOException {
        return log.appendAsLeader(MemoryRecords.readableRecords(batch), 0, AppendOrigin.CLIENT);
    }

    /** As a producer's leader does; everything is committed at once. @return the first offset, or the error */
    Object append(ByteBuffer batch, VerificationGuard guard) {
        return append(batch, AppendOrigin.CLIENT, guard, (short) 0);
    }

    /** As a coordinator does. @return the first offset, or the error */
    Object end(ByteBuffer marker, short transactionVersion) {
        return append(marker, AppendOrigin.COORDINATOR, VerificationGuard.SENTINEL, transactionVersion);
    }

    private Object append(ByteBuffer batch, AppendOrigin origin, VerificationGuard guard, short transactionVersion) {
        try {
            LogAppendInfo info = log.appendAsLeader(
                    MemoryRecords.readableRecords(batch), 0, origin, RequestLocal.noCaching(), guard, transactionVersion);
            log.updateHighWatermark(log.logEndOffset());
            return info.firstOffset();
        } catch (ApiException refused) {
            return Errors.forException(refused);
        } catch (IOException disk) {
            throw new AssertionError(disk);
        }
    }

    /** @return a guard, or the error */
    Object startVerification(long producerId, short epoch, int sequence, boolean implicit) {
        try {
            return log.maybeStartTransactionVerification(producerId, sequence, epoch, implicit);
        } catch (ApiException refused) {
            return Errors.forException(refused);
        }
    }

    void commitAll() throws IOException {
        log.updateHighWatermark(log.logEndOffset());
    }

    long lastStableOffset() {
        return log.lastStableOffset();
    }

    /** What concerns somebody who reads from there to the last stable offset. */
    Set<AbortedTransaction> aborted(long from) {
        return log.collectAbortedTransactions(from, lastStableOffset()).stream()
                .filter(a -> a.lastOffset() >= from) // it begins with the whole segment
                .map(a -> new AbortedTransaction(a.producerId(), a.firstOffset(), a.lastOffset(), a.lastStableOffset()))
                .collect(Collectors.toSet());
    }

    List<DescribeProducersResponseData.ProducerState> producers() {
        return log.activeProducers();
    }

    long endOffset() {
        return log.logEndOffset();
    }

    List<String> values() throws IOException {
        List<String> values = new ArrayList<>();
        long next = log.logStartOffset();
        while (next < endOffset()) {
            for (Record record : log.read(next, 1000, FetchIsolation.LOG_END, true).records.records()) {
                if (record.offset() >= next) {
                    values.add(LogFixture.text(record.value()));
                    next = record.offset() + 1;
                }
            }
        }
        return values;
    }

    /** As kill −9 leaves it: what was written is there, nobody noted anything at the end. */
    void kill() {
        log.closeHandlers();
    }

    @Override
    public void close() throws IOException {
        log.takeProducerSnapshot();
        log.close();
    }

    /** What Kafka would do later is not needed here. */
    private static final class Idle implements Scheduler {
        @Override
        public void startup() {}

        @Override
        public void shutdown() {}

        @Override
        public ScheduledFuture<?> schedule(String name, Runnable task, long delayMs, long periodMs) {
            return new Never();
        }

        @Override
        public void resizeThreadPool(int size) {}
    }

    private static final class Never extends CompletableFuture<Object> implements ScheduledFuture<Object> {
        @Override
        public long getDelay(TimeUnit unit) {
            return Long.MAX_VALUE;
        }

        @Override
        public int compareTo(Delayed other) {
            return 0;
        }
    }
}
