package dev.vitrine.engine.replica;

import dev.vitrine.engine.api.Fetch;
import dev.vitrine.engine.api.FetchSessions;
import dev.vitrine.engine.api.ListOffsets;
import dev.vitrine.engine.io.Disk;
import dev.vitrine.engine.io.FaultyDisk;
import dev.vitrine.engine.io.MemoryDisk;
import dev.vitrine.engine.io.ProcessDisk;
import dev.vitrine.engine.link.Question;
import dev.vitrine.engine.log.LogFolder;
import dev.vitrine.engine.log.LogRecords;
import dev.vitrine.engine.metadata.BrokerSettings;
import dev.vitrine.engine.metadata.ClusterImage;
import dev.vitrine.engine.metadata.MetadataCache;
import dev.vitrine.engine.time.Gate;
import dev.vitrine.engine.time.Scheduler;
import dev.vitrine.engine.wire.BatchHeader;
import dev.vitrine.engine.wire.ControlMarker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.ListOffsetsRequestData;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.Errors;

/** One broker from start to stop. */
final class ReplicaNode {

    private static final Path DATA = Path.of("/data");

    final int id;
    final MemoryDisk memory;
    final Gate gate = new Gate();
    final ProcessDisk disk;
    /** What its logs lie on. */
    final FaultyDisk faults;
    final LogStore store;
    final Partitions partitions;
    final MetadataCache metadata;
    private final ReplicaCluster cluster;
    private final Fetch fetch;
    private final ListOffsets listOffsets;
    /** Partitions that fetches looked at. */
    final Set<TopicPartition> lookedAt = new TreeSet<>(Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition));
    private long imagesUntil;

    ReplicaNode(int id, MemoryDisk memory, ReplicaCluster cluster) {
        this.cluster = cluster;
        this.metadata = new MetadataCache(cluster.image());
        this.id = id;
        this.memory = memory;
        this.disk = new ProcessDisk(memory);
        this.faults = new FaultyDisk(disk);
        Executor pool = gate.through(cluster.time.executor());
        Scheduler timers = gate.through(cluster.time, cluster.time.executor());
        BrokerSettings of = BrokerSettings.of(cluster.settings);
        this.store = store(faults, timers, pool);
        this.partitions = new Partitions(id, of, store, new Partitions.Leadership() {
            @Override
            public void begun(Partition partition) { }

            @Override
            public void ended(Partition partition) { }
        }, new Partitions.Around(pool, pool, cluster.time, timers, cluster.events, cluster.links));
        this.fetch = new Fetch(counting(partitions), metadata, new FetchSessions(100, cluster.time, cluster.random), timers, pool, cluster.time, 55 << 20);
        this.listOffsets = new ListOffsets(partitions, pool);
    }

    private LogStore store(Disk disk, Scheduler timers, Executor pool) {
        try {
            return new LogStore(LogFolder.open(DATA, disk),
                    new LogStore.Surroundings(86_400_000, disk, cluster.time, timers, cluster.events, pool));
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    private PartitionLookup counting(PartitionLookup partitions) {
        return new PartitionLookup() {
            @Override
            public Optional<Partition> find(TopicPartition name) {
                return partitions.find(name);
            }

            @Override
            public Optional<Partition> replica(TopicPartition name) {
                lookedAt.add(name);
                return partitions.replica(name);
            }

            @Override
            public Errors absence(TopicPartition name) {
                return partitions.absence(name);
            }
        };
    }

    CompletionStage<? extends ApiMessage> asked(Question question) {
        CompletableFuture<ApiMessage> answer = new CompletableFuture<>();
        gate.run(cluster.time.executor(), () -> answer(question).thenAccept(answer::complete));
        return answer;
    }

    CompletionStage<FetchResponseData> consumed(short version, FetchRequestData request) {
        return fetch.ofFollower(version, request);
    }

    private CompletionStage<? extends ApiMessage> answer(Question question) {
        return switch (question.message()) {
            case FetchRequestData request -> fetch.ofFollower(question.version(), request);
            case ListOffsetsRequestData request -> listOffsets.ofFollower(question.version(), request);
            default -> throw new IllegalArgumentException(question.toString());
        };
    }

    /** Images come one after the other. */
    void told(ClusterImage now) {
        imagesUntil = Math.max(imagesUntil, cluster.time.millis() + (cluster.imageDelayMs() == 0 ? 0 : cluster.random.nextInt(cluster.imageDelayMs())));
        cluster.time.schedule(imagesUntil - cluster.time.millis(), () -> gate.run(cluster.time.executor(), () -> {
            partitions.apply(now);
            metadata.publish(now);
        }));
    }

    Partition partition() {
        return partitions.replica(ReplicaCluster.PARTITION).orElseThrow();
    }

    /** What can be read here, as {@code offset: value}. */
    List<String> committed(long from) {
        return read(from, partition().highWatermark());
    }

    List<String> all() {
        return read(partition().log().startOffset(), partition().log().endOffset());
    }

    private List<String> read(long from, long to) {
        List<String> found = new ArrayList<>();
        LogRecords.Visitor visitor = new LogRecords.Visitor() {
            @Override
            public void record(BatchHeader batch, long offset, ByteBuffer key, ByteBuffer value) {
                found.add(offset + ": " + StandardCharsets.UTF_8.decode(value.duplicate()));
            }

            @Override
            public void transactionEnded(BatchHeader batch, ControlMarker marker) { }
        };
        try {
            for (long at = from; at < to;) {
                at = LogRecords.visit(partition().log(), at, 1 << 20, to, visitor);
            }
            return found;
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }
}
