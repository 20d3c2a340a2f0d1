package dev.vitrine.engine.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.io.Disk;
import dev.vitrine.engine.io.MemoryDisk;
import dev.vitrine.engine.log.AppendContext.Origin;
import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.observe.Events;
import dev.vitrine.engine.observe.Observed;
import dev.vitrine.engine.time.VirtualTime;
import dev.vitrine.engine.wire.BatchBuilder;
import dev.vitrine.engine.wire.BatchRecord;
import dev.vitrine.engine.wire.BatchRecords;
import dev.vitrine.engine.wire.Codec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/** A log on a disk in memory, with time that stands still, and short words for what tests do with it. */
final class LogFixture {

    static final TopicPartition PARTITION = new TopicPartition("orders", 0);
    static final Uuid TOPIC_ID = new Uuid(0x1234, 0x5678);
    static final AppendContext CLIENT = new AppendContext(0, Origin.CLIENT, (short) 13);

    final VirtualTime time;
    final MemoryDisk memory;
    final Events events;
    final Path folder;
    Disk disk;
    LogConfigs config = new LogConfigs();
    boolean clean;
    long recoveryPoint;
    long startOffset;
    long producerIdExpirationMs = 86_400_000;
    Executor slowWork = Runnable::run;

    LogFixture() {
        this(Path.of("/data/orders-0"), 1_700_000_000_000L);
        disk = memory;
    }

    LogFixture(Path folder, Disk disk, long startMillis) {
        this(folder, startMillis);
        this.disk = disk;
    }

    private LogFixture(Path folder, long startMillis) {
        this.folder = folder;
        this.time = new VirtualTime(startMillis);
        this.memory = new MemoryDisk(time::millis);
        this.events = new Events(1024, time::millis);
    }

    Log open() {
        return Log.open(new LogOptions(folder, PARTITION, TOPIC_ID, config.build(), clean, recoveryPoint, startOffset,
                producerIdExpirationMs, disk, time, time, events, slowWork));
    }

    /** Opens again as after a clean stop. */
    Log reopenClean(Log log) {
        log.close();
        recoveryPoint = log.recoveryPoint();
        clean = log.trusted();
        startOffset = log.startOffset();
        return open();
    }

    /** Opens again as after kill −9: what was written is there, nobody closed anything. */
    Log reopenKilled(Log log) {
        recoveryPoint = log.recoveryPoint();
        clean = false;
        startOffset = log.startOffset();
        return open();
    }

    ByteBuffer batch(String... values) {
        return batch(Codec.NONE, b -> b, values);
    }

    ByteBuffer batch(Codec codec, UnaryOperator<BatchBuilder> with, String... values) {
        BatchBuilder builder = with.apply(new BatchBuilder(codec, 0));
        for (String value : values) {
            builder.add(time.millis(), ("k-" + value).getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8));
        }
        return builder.build();
    }

    ByteBuffer batchOf(long producer, int epoch, int sequence, String... values) {
        return batch(Codec.NONE, b -> b.producer(producer, (short) epoch, sequence), values);
    }

    /** Records of a transaction. */
    ByteBuffer inTransaction(long producer, int epoch, int sequence, String... values) {
        return batch(Codec.NONE, b -> b.producer(producer, (short) epoch, sequence).transactional(), values);
    }

    ByteBuffer marker(long producer, int epoch, boolean commit, int coordinatorEpoch) {
        return BatchBuilder.endTransaction(new BatchBuilder.Producer(producer, (short) epoch), commit, coordinatorEpoch, time.millis());
    }

    AppendResult end(Log log, long producer, int epoch, boolean commit) {
        return end(log, marker(producer, epoch, commit, 0), 0);
    }

    /** Appends a marker as a coordinator does; commits it at once where it is taken. */
    static AppendResult end(Log log, ByteBuffer marker, int transactionVersion) {
        AppendResult result = log.append(
                marker, new AppendContext(0, Origin.COORDINATOR, (short) 13, VerificationGuard.NONE, (short) transactionVersion));
        log.onHighWatermark(log.endOffset());
        return result;
    }

    static long stable(Log log) {
        log.onHighWatermark(log.endOffset());
        return log.lastStableOffset(log.endOffset());
    }

    /** What a reader of committed records from there on is told to skip. */
    static List<AbortedTransaction> aborted(Log log, long from, int maxBytes) {
        ReadResult.Found found = (ReadResult.Found) log.read(from, maxBytes, stable(log), true);
        List<AbortedTransaction> told = log.abortedTransactions(from, found.records()).orElseThrow();
        found.records().release();
        return told;
    }

    static AppendResult.Appended appended(AppendResult result) {
        assertThat(result).isInstanceOf(AppendResult.Appended.class);
        return (AppendResult.Appended) result;
    }

    static AppendResult.Rejected rejected(AppendResult result) {
        assertThat(result).isInstanceOf(AppendResult.Rejected.class);
        return (AppendResult.Rejected) result;
    }

    AppendResult.Appended append(Log log, String... values) {
        return appended(log.append(batch(values), CLIENT));
    }

    /** All values from {@code offset} to the end, fetched in small steps as a consumer would, checking that offsets are dense. */
    static List<String> values(Log log, long offset) {
        List<String> values = new ArrayList<>();
        long next = offset;
        while (next < log.endOffset()) {
            List<BatchRecord> records = fetch(log, next, 1000);
            assertThat(records).as("records at " + next).isNotEmpty();
            for (BatchRecord record : records) {
                if (record.offset() >= next) {
                    assertThat(record.offset()).isEqualTo(next);
                    values.add(text(record.value()));
                    next++;
                }
            }
        }
        return values;
    }

    static List<BatchRecord> fetch(Log log, long offset, int maxBytes) {
        ReadResult result = log.read(offset, maxBytes, log.endOffset(), true);
        assertThat(result).isInstanceOf(ReadResult.Found.class);
        List<BatchRecord> records = new ArrayList<>();
        for (BatchRecords batch : BatchRecords.split(load((ReadResult.Found) result))) {
            batch.forEach(records::add);
        }
        return records;
    }

    static ByteBuffer load(ReadResult.Found found) {
        try {
            return found.records().load();
        } catch (IOException e) {
            throw new AssertionError(e);
        } finally {
            found.records().release();
        }
    }

    static String text(ByteBuffer bytes) {
        return bytes == null ? null : StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
    }

    <E extends Event> List<E> events(Class<E> type) {
        return events.after(0, 1024).events().stream().map(Observed::event).filter(type::isInstance).map(type::cast).toList();
    }
}
