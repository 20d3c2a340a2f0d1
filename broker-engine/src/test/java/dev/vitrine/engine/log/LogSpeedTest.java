package dev.vitrine.engine.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.io.RealDisk;
import dev.vitrine.engine.observe.Events;
import dev.vitrine.engine.time.Clock;
import dev.vitrine.engine.time.VirtualTime;
import dev.vitrine.engine.wire.BatchBuilder;
import dev.vitrine.engine.wire.Codec;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Figures of the log alone, on this machine's disk. They are printed; what is asserted is only that nothing is wildly off. */
@Tag("deep")
class LogSpeedTest {

    private static final AppendContext CLIENT = new AppendContext(0, AppendContext.Origin.CLIENT, (short) 13);
    private static final int ROUNDS = 5;

    @TempDir
    Path temporary;

    private final Clock clock = Clock.system();
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    private Log open(String folder, LogConfigs config, boolean clean) {
        VirtualTime time = new VirtualTime(clock.millis());
        return Log.open(new LogOptions(temporary.resolve(folder), new TopicPartition("t", 0), Uuid.randomUuid(), config.build(), clean, 0, 0,
                86_400_000, new RealDisk(), clock, time, new Events(16, clock::millis)));
    }

    private ByteBuffer batch(Codec codec, int bytes) {
        BatchBuilder builder = new BatchBuilder(codec, 0);
        Random random = new Random(1);
        int records = Math.max(1, bytes / 1024);
        for (int i = 0; i < records; i++) {
            byte[] value = new byte[Math.max(100, bytes / records - 80)];
            for (int b = 0; b < value.length; b++) {
                value[b] = (byte) ('a' + random.nextInt(16));
            }
            builder.add(clock.millis(), ("key-" + i).getBytes(), value);
        }
        ByteBuffer heap = builder.build();
        return ByteBuffer.allocateDirect(heap.remaining()).put(heap).flip(); // as from the network
    }

    private void measure(String what, int count, int bytesEach, IntConsumer work) {
        double best = 0;
        long cpu = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long cpuStart = threads.getCurrentThreadCpuTime();
            long start = clock.nanos();
            for (int i = 0; i < count; i++) {
                work.accept(i);
            }
            best = Math.max(best, count * 1e9 / (clock.nanos() - start));
            cpu = Math.min(cpu, (threads.getCurrentThreadCpuTime() - cpuStart) / count);
        }
        System.out.printf("%-44s %,12.0f /s %,10.1f MiB/s %,8d ns of CPU each%n", what, best, best * bytesEach / (1 << 20), cpu);
        assertThat(best).as(what).isGreaterThan(1000);
    }

    @Test
    void appends() {
        for (int size : new int[] {1024, 16 * 1024}) {
            for (Codec codec : new Codec[] {Codec.NONE, Codec.LZ4, Codec.ZSTD}) {
                ByteBuffer batch = batch(codec, size);
                Log log = open("append-" + size + codec, new LogConfigs(), true);
                measure("append " + size / 1024 + " KiB " + codec, 1_000_000_000 / (size * 10 + 20_000) , batch.remaining(), i -> {
                    batch.putLong(0, 0); // the log wrote the offset here
                    assertThat(log.append(batch, CLIENT)).isInstanceOf(AppendResult.Appended.class);
                });
                log.delete();
            }
        }
    }

    @Test
    void reads() {
        ByteBuffer batch = batch(Codec.NONE, 1024);
        Log log = open("read", new LogConfigs(), true);
        for (int i = 0; i < 300_000; i++) {
            batch.putLong(0, 0);
            log.append(batch, CLIENT);
        }
        Random random = new Random(1);
        long end = log.endOffset();
        measure("find at the tail", 1_000_000, batch.remaining(), i -> release(log.read(end - 1 - i % 100, 1 << 20, end, true)));
        measure("find anywhere", 100_000, batch.remaining(), i -> release(log.read(random.nextLong(end), 1 << 20, end, true)));
        measure("find by time", 20_000, 0, i -> log.offsetForTimestamp(clock.millis() - random.nextInt(1000), end));
        log.close();
    }

    private static void release(ReadResult result) {
        ((ReadResult.Found) result).records().release();
    }

    @Test
    void opening_a_thousand_partitions_and_recovering_a_gibibyte() {
        LogConfigs config = new LogConfigs();
        ByteBuffer batch = batch(Codec.NONE, 16 * 1024);
        for (int round = 0; round < 2; round++) {
            long start = clock.nanos();
            Log[] logs = new Log[1000];
            for (int i = 0; i < logs.length; i++) {
                logs[i] = open("many-" + i, config, true);
            }
            print(round == 0 ? "make 1,000 empty logs" : "open 1,000 logs with records", start);
            start = clock.nanos();
            for (Log log : logs) {
                batch.putLong(0, 0);
                log.append(batch, CLIENT);
            }
            print("first append to each of them", start);
            start = clock.nanos();
            for (Log log : logs) {
                log.close();
            }
            print("close them", start);
        }
        Log log = open("large", config, true);
        for (int i = 0; i < 65_000; i++) {
            batch.putLong(0, 0);
            log.append(batch, CLIENT);
        }
        long start = clock.nanos();
        Log recovered = open("large", config, false);
        print("recover " + (recovered.sizeInBytes() >> 20) + " MiB after a kill", start);
        assertThat(recovered.endOffset()).isEqualTo(log.endOffset());
        recovered.close();
        start = clock.nanos();
        open("large", config, true);
        print("open it after a clean stop", start);
    }

    private void print(String what, long start) {
        System.out.printf("%-44s %,9d ms%n", what, TimeUnit.NANOSECONDS.toMillis(clock.nanos() - start));
    }
}
