package dev.vitrine.engine.replica;

import dev.vitrine.engine.link.Links;
import dev.vitrine.engine.log.Log;
import dev.vitrine.engine.log.LogConfig;
import dev.vitrine.engine.log.ProducerRules;
import dev.vitrine.engine.metadata.BrokerSettings;
import dev.vitrine.engine.metadata.ClusterImage;
import dev.vitrine.engine.metadata.PartitionImage;
import dev.vitrine.engine.metadata.TopicImage;
import dev.vitrine.engine.metadata.TopicSettings;
import dev.vitrine.engine.observe.Events;
import dev.vitrine.engine.time.Clock;
import dev.vitrine.engine.time.Mailbox;
import dev.vitrine.engine.time.Scheduler;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.protocol.Errors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The replicas of one broker. Follows the image: opens, takes over, hands over, reconfigures, deletes. */
public final class Partitions implements PartitionLookup {

    /** Opens or makes a log. */
    public interface Opener {
        Log open(TopicPartition name, Uuid topicId, LogConfig config);

        /** High watermark of a log that {@link #open} has found, as last noted; 0 where nothing was. */
        long highWatermark(TopicPartition name);
    }

    /** Told when this broker begins or ends to lead a partition, in the partition's turn, or before anybody else knows it. */
    public interface Leadership {
        void begun(Partition partition);

        void ended(Partition partition);
    }

    /** What replicas work with. @param pool runs mailboxes @param disk opens many logs at a time */
    public record Around(Executor pool, Executor disk, Clock clock, Scheduler scheduler, Events events, Links links) {}

    private static final Logger LOG = LoggerFactory.getLogger(Partitions.class);
    private static final long REOPEN_MS = 1000;

    private final int broker;
    private final BrokerSettings settings;
    private final Opener opener;
    private final Leadership leadership;
    private final Around around;
    private final ReplicaSurroundings surroundings;
    private final Fetchers fetchers;
    private final Map<TopicPartition, Partition> replicas = new ConcurrentHashMap<>();
    private volatile ProducerRules producerRules;
    private volatile ClusterImage newest;
    private volatile boolean closed;
    private ClusterImage applied;
    /** Topics with a log that the disk did not let be opened: they are looked at again with the next image, and a little later in any case. */
    private final Set<String> unopened = ConcurrentHashMap.newKeySet();
    private CompletableFuture<Void> applying = CompletableFuture.completedFuture(null);

    public Partitions(int broker, BrokerSettings settings, Opener opener, Leadership leadership, Around around) {
        this.broker = broker;
        this.settings = settings;
        this.opener = opener;
        this.leadership = leadership;
        this.around = around;
        this.newest = ClusterImage.empty("", -1);
        this.applied = newest;
        this.producerRules = rules(settings);
        Neighbours neighbours = new ImageNeighbours(() -> newest);
        this.surroundings = new ReplicaSurroundings(broker, ReplicationSettings.of(settings), neighbours,
                new AlterPartitions(broker, neighbours, around.links(), around.scheduler(), around.pool()),
                new Throttles(broker, settings, around.clock()),
                around.clock(), around.scheduler(), around.events());
        this.fetchers = new Fetchers(surroundings, around.links(), around.pool());
        watchInSync();
    }

    // ---- finding

    @Override
    public Optional<Partition> find(TopicPartition name) {
        return Optional.ofNullable(replicas.get(name)).filter(Partition::leads);
    }

    @Override
    public Optional<Partition> replica(TopicPartition name) {
        return Optional.ofNullable(replicas.get(name));
    }

    @Override
    public Errors absence(TopicPartition name) {
        return newest.topic(name.topic()).flatMap(topic -> topic.partition(name.partition())).isPresent()
                ? Errors.NOT_LEADER_OR_FOLLOWER : Errors.UNKNOWN_TOPIC_OR_PARTITION;
    }

    /** What the brokers' settings say about producers now. */
    public ProducerRules producerRules() {
        return producerRules;
    }

    /** Every replica on this broker. */
    public Collection<Partition> all() {
        return replicas.values();
    }

    // ---- following the image

    /**
     * Makes this broker what the image says. Any thread, one image after the other.
     *
     * @return completes when all logs are open that this image adds and the disk lets be opened, and new leaders among them lead; replicas that were there
     *         take their new roles in turns of their own
     */
    public synchronized CompletionStage<Void> apply(ClusterImage image) {
        newest = image;
        applying = applying.handle((done, failed) -> null).thenCompose(ready -> take(image));
        return applying;
    }

    private CompletionStage<Void> take(ClusterImage image) {
        ClusterImage before = applied;
        applied = image;
        Map<TopicPartition, CompletionStage<Void>> leaving = dropAbsent(image);
        producerRules = rules(BrokerSettings.inForce(image, broker, settings));
        surroundings.throttles().follow(image);
        boolean brokerChanged = !brokerConfigs(before).equals(brokerConfigs(image));
        List<CompletableFuture<?>> opening = new ArrayList<>();
        for (TopicImage topic : image.topics().values()) {
            boolean same = before.topic(topic.name()).orElse(null) == topic;
            boolean sameConfigs = before.topicConfigs(topic.name()).equals(image.topicConfigs(topic.name()));
            if (unopened.remove(topic.name()) || !same || !sameConfigs || brokerChanged) {
                TopicSettings of = TopicSettings.of(topic.name(), image, broker, settings);
                surroundings.throttles().follow(topic.name(), of);
                follow(topic, LogConfigs.of(of), leaving, opening);
            }
        }
        return CompletableFuture.allOf(opening.toArray(CompletableFuture[]::new));
    }

    private List<Map<String, String>> brokerConfigs(ClusterImage image) {
        return List.of(
                image.configs(new ConfigResource(ConfigResource.Type.BROKER, Integer.toString(broker))),
                image.configs(new ConfigResource(ConfigResource.Type.BROKER, "")));
    }

    private void follow(
            TopicImage topic, LogConfig config, Map<TopicPartition, CompletionStage<Void>> leaving, List<CompletableFuture<?>> opening) {
        ProducerRules rules = producerRules;
        for (PartitionImage partition : topic.partitions()) {
            if (!partition.replicas().contains(broker)) {
                continue;
            }
            TopicPartition name = new TopicPartition(topic.name(), partition.index());
            Partition known = replicas.get(name);
            if (known == null) {
                opening.add(leaving.getOrDefault(name, CompletableFuture.completedStage(null))
                        .thenRunAsync(() -> tryToOpen(name, topic.id(), partition, config, rules), around.disk()).toCompletableFuture());
            } else {
                known.mailbox().execute(() -> {
                    known.log().configure(config);
                    known.log().configure(rules);
                    become(known, partition);
                });
            }
        }
    }

    private static ProducerRules rules(BrokerSettings now) {
        return new ProducerRules(
                now.longValue("producer.id.expiration.ms"), now.booleanValue("transaction.partition.verification.enable"));
    }

    /** One log that can't be opened keeps nobody from the others, nor from what else the image says. */
    private void tryToOpen(TopicPartition name, Uuid topicId, PartitionImage image, LogConfig config, ProducerRules rules) {
        if (closed) {
            return;
        }
        try {
            open(name, topicId, image, config, rules);
        } catch (UncheckedIOException refused) {
            LOG.error("{} can't be served until its log can be opened: {}", name, refused.getCause().toString());
            if (unopened.add(name.topic())) {
                around.scheduler().schedule(REOPEN_MS, this::again);
            }
        }
    }

    private synchronized void again() {
        if (!closed) {
            apply(newest);
        }
    }

    private void open(TopicPartition name, Uuid topicId, PartitionImage image, LogConfig config, ProducerRules rules) {
        Log log = opener.open(name, topicId, config);
        log.configure(rules);
        Partition partition = new Partition(
                name, image, log, opener.highWatermark(name), new Mailbox(name.toString(), around.pool()), surroundings);
        partition.become(image);
        replicas.put(name, partition);
        fetchers.changed(partition);
        if (partition.leads()) {
            leadership.begun(partition);
        }
    }

    private void become(Partition partition, PartitionImage image) {
        Role before = partition.role();
        partition.become(image);
        if (partition.role() != before) {
            fetchers.changed(partition);
            if (before instanceof Leader) {
                leadership.ended(partition);
            }
            if (partition.leads()) {
                leadership.begun(partition);
            }
        }
    }

    /** Deleted topics go, and replicas that have been moved elsewhere. @return when each name is free again */
    private Map<TopicPartition, CompletionStage<Void>> dropAbsent(ClusterImage image) {
        Map<TopicPartition, CompletionStage<Void>> leaving = new HashMap<>();
        for (Partition partition : List.copyOf(replicas.values())) {
            Optional<TopicImage> topic = image.topic(partition.topicId());
            boolean stays = topic.flatMap(known -> known.partition(partition.name().partition()))
                    .filter(assigned -> assigned.replicas().contains(broker)).isPresent();
            if (!stays) {
                replicas.remove(partition.name());
                leaving.put(partition.name(), drop(partition, topic.isEmpty() ? Errors.UNKNOWN_TOPIC_OR_PARTITION : Errors.NOT_LEADER_OR_FOLLOWER));
            }
        }
        return leaving;
    }

    private CompletionStage<Void> drop(Partition partition, Errors why) {
        if (partition.leads()) {
            leadership.ended(partition);
        }
        fetchers.stop(partition);
        return partition.delete(why);
    }

    // ---- chores

    private void watchInSync() {
        around.scheduler().schedule(surroundings.settings().lagMaxMs() / 2, () -> {
            if (!closed) {
                replicas.values().forEach(replica -> replica.followers().check());
                watchInSync();
            }
        });
    }

    /** Applies retention to every log, each in its own turn. */
    public void clean() {
        replicas.values().forEach(Partition::clean);
    }

    /** Forces all logs to disk and closes them; nothing may be appended any more. Waits for the disk. */
    public void close() {
        closed = true;
        replicas.values().forEach(fetchers::stop);
        CompletableFuture.allOf(replicas.values().stream().map(partition -> partition.close(around.disk())).toArray(CompletableFuture[]::new)).join();
    }
}
