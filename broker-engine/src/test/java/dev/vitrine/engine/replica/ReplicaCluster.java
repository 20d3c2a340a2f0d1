package dev.vitrine.engine.replica;

import dev.vitrine.engine.io.MemoryDisk;
import dev.vitrine.engine.link.InProcessLinks;
import dev.vitrine.engine.link.InProcessLinks.Way;
import dev.vitrine.engine.link.LinkFault;
import dev.vitrine.engine.log.AppendResult;
import dev.vitrine.engine.log.VerificationGuard;
import dev.vitrine.engine.metadata.BrokerImage;
import dev.vitrine.engine.metadata.ClusterChange;
import dev.vitrine.engine.metadata.ClusterImage;
import dev.vitrine.engine.metadata.PartitionImage;
import dev.vitrine.engine.metadata.TopicImage;
import dev.vitrine.engine.observe.Events;
import dev.vitrine.engine.time.VirtualTime;
import dev.vitrine.engine.wire.BatchBuilder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.message.AlterPartitionRequestData;
import org.apache.kafka.common.message.AlterPartitionResponseData;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.protocol.Errors;

/** Brokers that have nothing but their replicas, in virtual time; a controller that decides as Kafka's would, and whose images come late. */
final class ReplicaCluster {

    static final String TOPIC = "orders";
    static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
    private static final int CONTROLLER = 100;

    final VirtualTime time = new VirtualTime(1_700_000_000_000L);
    final Random random;
    final InProcessLinks links;
    final Events events = new Events(1 << 14, time::millis);
    final Map<Integer, ReplicaNode> nodes = new TreeMap<>();
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

    // ---- brokers

    ReplicaNode start(int id) {
        ReplicaNode former = nodes.get(id);
        ReplicaNode node = new ReplicaNode(id, former == null ? new MemoryDisk(time::millis) : former.memory, this);
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
        ReplicaNode node = nodes.get(id);
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

    ClusterImage image() {
        return image;
    }

    /** How much later than another a broker may hear of something. */
    int imageDelayMs() {
        return imageDelayMs;
    }

    void imagesTakeUpTo(int ms) {
        imageDelayMs = ms;
    }

    void allowUncleanElection() {
        unclean = true;
    }

    void createTopic(Map<String, String> configs, Integer... replicas) {
        createPartitions(1, configs, replicas);
    }

    /** The controller looks after the first of its partitions only. */
    void createPartitions(int partitions, Map<String, String> configs, Integer... replicas) {
        change(image -> {
            image.topic(new TopicImage(TOPIC, topicId, IntStream.range(0, partitions)
                    .mapToObj(index -> new PartitionImage(index, List.of(replicas), List.of(replicas), replicas[0], 0, 0)).toList()));
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
        var answer = nodes.get(broker).consumed((short) 17, request).toCompletableFuture();
        time.settle();
        return answer.join().responses().getFirst().partitions().getFirst();
    }
}
