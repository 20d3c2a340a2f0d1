package dev.vitrine.engine.replica;

import dev.vitrine.engine.log.Log;
import dev.vitrine.engine.log.LogConfig;
import dev.vitrine.engine.log.ProducerRules;
import dev.vitrine.engine.metadata.BrokerSettings;
import dev.vitrine.engine.metadata.ClusterImage;
import dev.vitrine.engine.metadata.PartitionImage;
import dev.vitrine.engine.metadata.TopicImage;
import dev.vitrine.engine.metadata.TopicSettings;
import dev.vitrine.engine.observe.Events;
import dev.vitrine.engine.time.Mailbox;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;

/** The partitions of one broker. Follows the image: opens, reconfigures, deletes. */
public final class Partitions implements PartitionLookup {

    /** Opens or makes a log. */
    @FunctionalInterface
    public interface Opener {
        Log open(TopicPartition name, Uuid topicId, LogConfig config);
    }

    /** Told when this broker begins or ends to lead a partition. */
    public interface Leadership {
        void begun(Partition partition);

        void ended(Partition partition);
    }

    private final int broker;
    private final BrokerSettings settings;
    private final Opener opener;
    private final Leadership leadership;
    private final Executor pool;
    private final Executor disk;
    private final Events events;
    private final Map<TopicPartition, Partition> led = new ConcurrentHashMap<>();
    private volatile ProducerRules producerRules;
    private ClusterImage applied;

    /**
     * @param pool runs the partitions' mailboxes
     * @param disk opens many logs at a time
     */
    public Partitions(
            int broker, BrokerSettings settings, Opener opener, Leadership leadership, Executor pool, Executor disk, Events events) {
        this.broker = broker;
        this.settings = settings;
        this.opener = opener;
        this.leadership = leadership;
        this.pool = pool;
        this.disk = disk;
        this.events = events;
        this.producerRules = rules(settings);
    }

    @Override
    public Optional<Partition> find(TopicPartition name) {
        return Optional.ofNullable(led.get(name)).filter(partition -> partition.leader() == broker);
    }

    /** What the brokers' settings say about producers now. */
    public ProducerRules producerRules() {
        return producerRules;
    }

    public Collection<Partition> all() {
        return led.values();
    }

    /** Makes this broker what the image says. Returns when all logs are open; called by one thread at a time. */
    public void apply(ClusterImage image) {
        ClusterImage before = applied == null ? ClusterImage.empty(image.clusterId(), image.controllerId()) : applied;
        before.topics().values().stream()
                .filter(topic -> image.topic(topic.id()).isEmpty())
                .forEach(this::drop);
        producerRules = rules(BrokerSettings.inForce(image, broker, settings));
        boolean brokerChanged = !brokerConfigs(before).equals(brokerConfigs(image));
        List<CompletableFuture<?>> opening = new ArrayList<>();
        for (TopicImage topic : image.topics().values()) {
            boolean same = before.topic(topic.name()).orElse(null) == topic;
            boolean sameConfigs = before.topicConfigs(topic.name()).equals(image.topicConfigs(topic.name()));
            if (!same || !sameConfigs || brokerChanged) {
                follow(topic, image, opening);
            }
        }
        CompletableFuture.allOf(opening.toArray(CompletableFuture[]::new)).join();
        applied = image;
    }

    private List<Map<String, String>> brokerConfigs(ClusterImage image) {
        return List.of(
                image.configs(new ConfigResource(ConfigResource.Type.BROKER, Integer.toString(broker))),
                image.configs(new ConfigResource(ConfigResource.Type.BROKER, "")));
    }

    private void follow(TopicImage topic, ClusterImage image, List<CompletableFuture<?>> opening) {
        LogConfig config = LogConfigs.of(TopicSettings.of(topic.name(), image, broker, settings));
        ProducerRules rules = producerRules;
        for (PartitionImage partition : topic.partitions()) {
            if (!partition.replicas().contains(broker)) {
                continue;
            }
            TopicPartition name = new TopicPartition(topic.name(), partition.index());
            Partition known = led.get(name);
            if (known == null) {
                opening.add(CompletableFuture.runAsync(() -> open(name, topic.id(), partition, config, rules), disk));
            } else {
                known.lead(partition);
                known.mailbox().execute(() -> {
                    known.log().configure(config);
                    known.log().configure(rules);
                });
            }
        }
    }

    private static ProducerRules rules(BrokerSettings now) {
        return new ProducerRules(
                now.longValue("producer.id.expiration.ms"), now.booleanValue("transaction.partition.verification.enable"));
    }

    private void open(TopicPartition name, Uuid topicId, PartitionImage image, LogConfig config, ProducerRules rules) {
        Log log = opener.open(name, topicId, config);
        log.configure(rules);
        if (log.latestEpoch().map(latest -> latest < image.leaderEpoch()).orElse(true)) {
            log.beginEpoch(image.leaderEpoch());
        }
        Partition partition = new Partition(name, image, log, new Mailbox(name.toString(), pool), events);
        led.put(name, partition);
        leadership.begun(partition);
    }

    private void drop(TopicImage topic) {
        for (PartitionImage image : topic.partitions()) {
            Partition partition = led.remove(new TopicPartition(topic.name(), image.index()));
            if (partition != null) {
                leadership.ended(partition);
                partition.delete();
            }
        }
    }

    /** Applies retention to every log, each in its own turn. */
    public void clean() {
        led.values().forEach(Partition::clean);
    }

    /** Forces all logs to disk and closes them; nothing may be appended any more. */
    public void close() {
        CompletableFuture.allOf(led.values().stream().map(partition -> partition.close(disk)).toArray(CompletableFuture[]::new)).join();
    }
}
