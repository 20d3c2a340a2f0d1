package dev.vitrine.engine.replica;

import dev.vitrine.engine.api.Fetch;
import dev.vitrine.engine.api.FetchSessions;
import dev.vitrine.engine.api.ListOffsets;
import dev.vitrine.engine.io.Disk;
import dev.vitrine.engine.io.MemoryDisk;
import dev.vitrine.engine.io.ProcessDisk;
import dev.vitrine.engine.link.InProcessLinks;
import dev.vitrine.engine.link.InProcessLinks.Way;
import dev.vitrine.engine.link.LinkFault;
import dev.vitrine.engine.link.Question;
import dev.vitrine.engine.log.AppendResult;
import dev.vitrine.engine.log.LogFolder;
import dev.vitrine.engine.log.LogRecords;
import dev.vitrine.engine.log.VerificationGuard;
import dev.vitrine.engine.metadata.BrokerImage;
import dev.vitrine.engine.metadata.BrokerSettings;
import dev.vitrine.engine.metadata.ClusterChange;
import dev.vitrine.engine.metadata.ClusterImage;
import dev.vitrine.engine.metadata.MetadataCache;
import dev.vitrine.engine.metadata.PartitionImage;
import dev.vitrine.engine.metadata.TopicImage;
import dev.vitrine.engine.observe.Events;
import dev.vitrine.engine.time.Gate;
import dev.vitrine.engine.time.Scheduler;
import dev.vitrine.engine.time.VirtualTime;
import dev.vitrine.engine.wire.BatchBuilder;
import dev.vitrine.engine.wire.BatchHeader;
import dev.vitrine.engine.wire.ControlMarker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.message.AlterPartitionRequestData;
import org.apache.kafka.common.message.AlterPartitionResponseData;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.ListOffsetsRequestData;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.Errors;

/** Brokers that have nothing but their replicas, in virtual time; a controller that decides as Kafka's would, and whose images come late. */
final class ReplicaCluster {

    static final String TOPIC = "orders";
    static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
    private static final int CONTROLLER = 100;
    private static final Path DATA = Path.of("/data");

    final VirtualTime time = new VirtualTime(1_700_000_000_000L);
    final Random random;
    final InProcessLinks links;
    final Events events = new Events(1 << 14, time::millis);
    final Map<Integer, Node> nodes = new TreeMap<>();
    final Map<String, String> settings = new HashMap<>();
    final Map<Integer, String> racks = new HashMap<>();
    private final Uuid topicId = new Uuid(7, 7);
    private ClusterImage image = ClusterImage.empty("cluster", CONTROLLER);
    private int imageDelayMs;
    private boolean unclean;

    ReplicaCluster(long seed) {
        random = new Random(seed);
        links = new InProcessLinks(time, time.executor(), random, lost -> { });
        links.join(CONTROLLER, (from, question) -> CompletableFuture.completedStage(alter((AlterPartitionRequestData) question.message())));
    }

    /** One broker from start to stop. */
    final class Node {

        final int id;
        final MemoryDisk memory;
        final Gate gate = new Gate();
        final ProcessDisk disk;
        final LogStore store;
        final Partitions partitions;
        final MetadataCache metadata = new MetadataCache(image);
        private final Fetch fetch;
        private final ListOffsets listOffsets;
        private long imagesUntil;

        Node(int id, MemoryDisk memory) {
            this.id = id;
            this.memory = memory;
            this.disk = new ProcessDisk(memory);
            Executor pool = gate.through(time.executor());
            Scheduler timers = gate.through(time, time.executor());
            BrokerSettings of = BrokerSettings.of(settings);
            this.store = store(disk, timers, pool);
            this.partitions = new Partitions(id, of, store, new Partitions.Leadership() {
                @Override
                public void begun(Partition partition) { }

                @Override
                public void ended(Partition partition) { }
            }, new Partitions.Around(pool, pool, time, timers, events, links));
            this.fetch = new Fetch(partitions, metadata, new FetchSessions(100, time, random), timers, pool, time, 55 << 20);
            this.listOffsets = new ListOffsets(partitions, pool);
        }

        private LogStore store(Disk disk, Scheduler timers, Executor pool) {
            try {
                return new LogStore(LogFolder.open(DATA, disk),
                        new LogStore.Surroundings(86_400_000, disk, time, timers, events, pool));
            } catch (IOException refused) {
                throw new UncheckedIOException(refused);
            }
        }

        private CompletionStage<? extends ApiMessage> asked(Question question) {
            CompletableFuture<ApiMessage> answer = new CompletableFuture<>();
            gate.run(time.executor(), () -> answer(question).thenAccept(answer::complete));
            return answer;
        }

        private CompletionStage<? extends ApiMessage> answer(Question question) {
            return switch (question.message()) {
                case FetchRequestData request -> fetch.ofFollower(question.version(), request);
                case ListOffsetsRequestData request -> listOffsets.ofFollower(question.version(), request);
                default -> throw new IllegalArgumentException(question.toString());
            };
        }

        /** Images come one after the other. */
        private void told(ClusterImage now) {
            imagesUntil = Math.max(imagesUntil, time.millis() + (imageDelayMs == 0 ? 0 : random.nextInt(imageDelayMs)));
            time.schedule(imagesUntil - time.millis(), () -> gate.run(time.executor(), () -> {
                partitions.apply(now);
                metadata.publish(now);
            }));
        }

        Partition partition() {
            return partitions.replica(PARTITION).orElseThrow();
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

    // ---- brokers

    Node start(int id) {
        Node former = nodes.get(id);
        Node node = new Node(id, former == null ? new MemoryDisk(time::millis) : former.memory);
        nodes.put(id, node);
        links.join(id, (from, question) -> node.asked(question));
        long epoch = image.broker(id).map(BrokerImage::epoch).orElse((long) id) + 10;
        change(image -> image.broker(new BrokerImage(id, Optional.ofNullable(racks.get(id)), List.of(),
                new BrokerImage.Registration(epoch, Uuid.ZERO_UUID, List.of()), BrokerImage.Standing.SERVING)));
        electWhereNobodyLeads();
        return node;
    }

    /** As kill −9; the controller finds out when its session is over. */
    void kill(int id) {
        Node node = nodes.get(id);
        node.gate.shut();
        node.disk.die();
        links.leave(id);
        fence(id);
    }

    /** As SIGSTOP, until the controller misses it. */
    void freeze(int id) {
        nodes.get(id).gate.hold();
        fence(id);
    }

    void thaw(int id) {
        nodes.get(id).gate.release();
        unfence(id);
    }

    void fence(int id) {
        BrokerImage known = image.broker(id).orElseThrow();
        change(image -> image.broker(known.with(new BrokerImage.Standing(true, false))));
        partitionNow().ifPresent(now -> {
            List<Integer> left = now.inSync().stream().filter(replica -> replica != id).toList();
            List<Integer> inSync = left.isEmpty() ? now.inSync() : left;
            if (now.leader() == id) {
                elect(now, inSync);
            } else if (!inSync.equals(now.inSync())) {
                decide(now, inSync, now.leader(), now.leaderEpoch());
            }
        });
    }

    void unfence(int id) {
        BrokerImage known = image.broker(id).orElseThrow();
        change(image -> image.broker(known.with(BrokerImage.Standing.SERVING)));
        electWhereNobodyLeads();
    }

    boolean isRunning(int id) {
        return nodes.containsKey(id) && !nodes.get(id).gate.isShut();
    }

    private boolean isAlive(int id) {
        return image.broker(id).map(BrokerImage::active).orElse(false) && isRunning(id);
    }

    // ---- the controller

    void imagesTakeUpTo(int ms) {
        imageDelayMs = ms;
    }

    void allowUncleanElection() {
        unclean = true;
    }

    void createTopic(Map<String, String> configs, Integer... replicas) {
        change(image -> {
            image.topic(new TopicImage(TOPIC, topicId, List.of(new PartitionImage(0, List.of(replicas), List.of(replicas), replicas[0], 0, 0))));
            configs.forEach((key, value) -> image.config(new ConfigResource(ConfigResource.Type.TOPIC, TOPIC), key, value));
            return image;
        });
    }

    /** @param broker empty for all */
    void brokerSetting(String broker, String key, String value) {
        change(image -> image.config(new ConfigResource(ConfigResource.Type.BROKER, broker), key, value));
    }

    void reassign(Integer... replicas) {
        PartitionImage now = partitionNow().orElseThrow();
        List<Integer> inSync = now.inSync().stream().filter(List.of(replicas)::contains).toList();
        setPartition(new PartitionImage(0, List.of(replicas), inSync, now.leader(), now.leaderEpoch() + 1, now.partitionEpoch() + 1));
    }

    Optional<PartitionImage> partitionNow() {
        return image.topic(TOPIC).flatMap(topic -> topic.partition(0));
    }

    int leader() {
        return partitionNow().orElseThrow().leader();
    }

    void electWhereNobodyLeads() {
        partitionNow().filter(now -> !now.hasLeader()).ifPresent(now -> elect(now, now.inSync()));
    }

    /** Moves the leadership to another in-sync replica. */
    void moveLeader(int to) {
        PartitionImage now = partitionNow().orElseThrow();
        if (now.inSync().contains(to) && isAlive(to)) {
            decide(now, now.inSync(), to, now.leaderEpoch() + 1);
        }
    }

    private void elect(PartitionImage now, List<Integer> inSync) {
        Optional<Integer> next = now.replicas().stream().filter(inSync::contains).filter(this::isAlive).findFirst();
        Optional<Integer> unsafe = now.replicas().stream().filter(this::isAlive).findFirst();
        if (next.isPresent()) {
            decide(now, inSync, next.get(), now.leaderEpoch() + 1);
        } else if (unclean && unsafe.isPresent()) {
            decide(now, List.of(unsafe.get()), unsafe.get(), now.leaderEpoch() + 1);
        } else if (now.hasLeader()) {
            decide(now, inSync, PartitionImage.NO_LEADER, now.leaderEpoch() + 1);
        }
    }

    private void decide(PartitionImage now, List<Integer> inSync, int leader, int leaderEpoch) {
        setPartition(new PartitionImage(0, now.replicas(), inSync, leader, leaderEpoch, now.partitionEpoch() + 1));
    }

    private void setPartition(PartitionImage next) {
        change(image -> image.partition(topicId, next));
    }

    void change(UnaryOperator<ClusterChange> change) {
        image = change.apply(image.change()).taking(1).done();
        nodes.values().forEach(node -> node.told(image));
    }

    private AlterPartitionResponseData alter(AlterPartitionRequestData request) {
        AlterPartitionResponseData response = new AlterPartitionResponseData();
        if (image.broker(request.brokerId()).map(BrokerImage::epoch).orElse(-1L) != request.brokerEpoch()) {
            return response.setErrorCode(Errors.STALE_BROKER_EPOCH.code());
        }
        request.topics().forEach(topic -> response.topics().add(new AlterPartitionResponseData.TopicData().setTopicId(topic.topicId())
                .setPartitions(topic.partitions().stream().map(asked -> alter(request.brokerId(), asked)).toList())));
        return response;
    }

    private AlterPartitionResponseData.PartitionData alter(int from, AlterPartitionRequestData.PartitionData asked) {
        PartitionImage now = partitionNow().orElseThrow();
        Errors error = Errors.NONE;
        if (asked.leaderEpoch() != now.leaderEpoch() || now.leader() != from) {
            error = Errors.FENCED_LEADER_EPOCH;
        } else if (asked.partitionEpoch() != now.partitionEpoch()) {
            error = Errors.INVALID_UPDATE_VERSION;
        } else if (asked.newIsrWithEpochs().stream().anyMatch(member -> !isAlive(member.brokerId())
                || member.brokerEpoch() != -1 && image.broker(member.brokerId()).orElseThrow().epoch() != member.brokerEpoch())) {
            error = Errors.INELIGIBLE_REPLICA;
        }
        AlterPartitionResponseData.PartitionData answer = new AlterPartitionResponseData.PartitionData().setPartitionIndex(0).setErrorCode(error.code());
        if (error == Errors.NONE) {
            decide(now, asked.newIsrWithEpochs().stream().map(AlterPartitionRequestData.BrokerState::brokerId).toList(), now.leader(), now.leaderEpoch());
            PartitionImage then = partitionNow().orElseThrow();
            answer.setLeaderId(then.leader()).setLeaderEpoch(then.leaderEpoch()).setIsr(then.inSync()).setPartitionEpoch(then.partitionEpoch());
        }
        return answer;
    }

    // ---- links

    void cut(int one, int other) {
        links.set(new Way(one, other), LinkFault.CUT);
        links.set(new Way(other, one), LinkFault.CUT);
    }

    void heal(int one, int other) {
        links.set(new Way(one, other), LinkFault.NONE);
        links.set(new Way(other, one), LinkFault.NONE);
    }

    // ---- clients

    static ByteBuffer batch(String... values) {
        BatchBuilder batch = new BatchBuilder();
        for (String value : values) {
            batch.add(0, null, value.getBytes(StandardCharsets.UTF_8));
        }
        return batch.build();
    }

    /** Goes to a broker that may or may not lead. */
    CompletableFuture<AppendResult> produce(int broker, ByteBuffer batch, Acks acks) {
        return nodes.get(broker).partitions.find(PARTITION)
                .map(partition -> partition.append(batch, (short) 13, VerificationGuard.NONE, acks).toCompletableFuture())
                .orElseGet(() -> CompletableFuture.completedFuture(new AppendResult.Rejected(Errors.NOT_LEADER_OR_FOLLOWER, "")));
    }

    CompletableFuture<AppendResult> produce(String value, Acks acks) {
        return produce(leader(), batch(value), acks);
    }

    /** What a consumer in a rack is answered that reads from the beginning. */
    FetchResponseData.PartitionData consume(int broker, String rack) {
        FetchRequestData request = new FetchRequestData().setMaxBytes(1 << 20).setRackId(rack).setSessionEpoch(-1).setTopics(List.of(
                new FetchRequestData.FetchTopic().setTopicId(topicId).setPartitions(List.of(new FetchRequestData.FetchPartition()
                        .setPartition(0).setCurrentLeaderEpoch(-1).setLastFetchedEpoch(-1).setPartitionMaxBytes(1 << 20)))));
        var answer = nodes.get(broker).fetch.ofFollower((short) 17, request).toCompletableFuture();
        time.settle();
        return answer.join().responses().getFirst().partitions().getFirst();
    }
}
