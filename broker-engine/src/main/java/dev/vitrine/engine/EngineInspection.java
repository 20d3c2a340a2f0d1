package dev.vitrine.engine;

import dev.vitrine.engine.log.LogInspector;
import dev.vitrine.engine.observe.BatchPage;
import dev.vitrine.engine.observe.BrokerInside;
import dev.vitrine.engine.observe.Inspection;
import dev.vitrine.engine.observe.LogRange;
import dev.vitrine.engine.observe.LogShape;
import dev.vitrine.engine.replica.Partition;
import dev.vitrine.engine.replica.PartitionLookup;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.IntFunction;
import org.apache.kafka.common.TopicPartition;

/** Looks into logs and threads for whoever asks, on the threads that may wait for the disk. */
final class EngineInspection implements Inspection {

    private static final String OURS = "vitrine-";
    private static final List<String> ROLES = List.of("net", "work", "disk", "time");

    private final PartitionLookup partitions;
    private final IntFunction<Optional<Broker>> brokers;
    private final Executor disk;

    /**
     * @param partitions where a partition is looked at
     * @param brokers    those that run
     */
    EngineInspection(PartitionLookup partitions, IntFunction<Optional<Broker>> brokers, Executor disk) {
        this.partitions = partitions;
        this.brokers = brokers;
        this.disk = disk;
    }

    private interface Look<T> {
        T at(Partition partition, LogInspector log) throws IOException;
    }

    private <T> CompletionStage<T> look(TopicPartition name, Look<T> look) {
        return CompletableFuture.supplyAsync(() -> {
            Partition partition = partitions.find(name).orElseThrow(() -> new NotHere(name));
            try {
                return look.at(partition, partition.log().inspector());
            } catch (IOException refused) {
                throw new CompletionException(refused);
            }
        }, disk);
    }

    @Override
    public CompletionStage<LogShape> shape(TopicPartition partition, LogRange range) {
        return look(partition, (of, log) -> log.shape(range, of.highWatermark()));
    }

    @Override
    public CompletionStage<BatchPage> batches(TopicPartition partition, LogRange range) {
        return look(partition, (of, log) -> log.batches(range));
    }

    @Override
    public CompletionStage<BrokerInside> inside(int id) {
        return CompletableFuture.supplyAsync(() -> {
            Broker broker = brokers.apply(id).orElseThrow(() -> new NotHere(id));
            MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
            return new BrokerInside(id, List.of(broker.folderView()), threads(), heap.getUsed(), heap.getMax());
        }, disk);
    }

    private static List<BrokerInside.Worker> threads() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds(), 1))
                .filter(info -> info != null && ROLES.contains(role(info)))
                .map(info -> new BrokerInside.Worker(info.getThreadName(), role(info), info.getThreadState(), threads.getThreadCpuTime(info.getThreadId()), at(info)))
                .sorted(Comparator.comparing(BrokerInside.Worker::name))
                .toList();
    }

    /** {@code vitrine-work-2} works. */
    private static String role(ThreadInfo info) {
        String name = info.getThreadName();
        return name.startsWith(OURS) ? name.substring(OURS.length()).replaceFirst("-.*", "") : "";
    }

    private static String at(ThreadInfo info) {
        StackTraceElement[] stack = info.getStackTrace();
        if (stack.length == 0) {
            return "";
        }
        String type = stack[0].getClassName();
        return type.substring(type.lastIndexOf('.') + 1) + "." + stack[0].getMethodName();
    }
}
