package dev.vitrine.engine.metadata;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;

/**
 * The changes of one batch of metadata records, on their way from one image to the next; what does not change is shared by both. Used up by
 * {@link #done}, by one thread.
 */
public final class ClusterChange {

    private final ClusterImage before;

    int newController;
    Map<Integer, BrokerImage> newBrokers;
    NavigableMap<String, TopicImage> newTopics;
    Map<Uuid, TopicImage> newTopicsById;
    Map<ConfigResource, Map<String, String>> newConfigs;
    Map<String, Short> newFeatures;
    Map<QuotaEntity, Map<String, Double>> newQuotas;
    long newProducerId;
    Map<String, Map<ScramMechanism, ScramCredential>> newCredentials;
    long newVersion;
    boolean makesTopics;
    /** Partitions of topics at work: a topic of a thousand partitions comes in a thousand records. */
    private final Map<Uuid, List<PartitionImage>> openTopics = new HashMap<>();

    ClusterChange(ClusterImage before) {
        this.before = before;
        this.newController = before.controllerId;
        this.newBrokers = before.brokers;
        this.newTopics = before.topics;
        this.newTopicsById = before.topicsById;
        this.newConfigs = before.configs;
        this.newFeatures = before.features;
        this.newQuotas = before.quotas;
        this.newProducerId = before.nextProducerId;
        this.newCredentials = before.credentials;
        this.newVersion = before.version;
    }

    /** @param records that this change takes in, or took in since the last time this was said */
    public ClusterChange taking(int records) {
        newVersion += records;
        return this;
    }

    /** @param offset behind the last record that this change takes in */
    public ClusterChange upTo(long offset) {
        newVersion = offset;
        return this;
    }

    /** @param broker that admin requests go to; −1 where none is known */
    public ClusterChange controller(int broker) {
        newController = broker;
        return this;
    }

    /** A broker with the changes so far. */
    public Optional<BrokerImage> broker(int id) {
        return Optional.ofNullable(newBrokers.get(id));
    }

    public ClusterChange broker(BrokerImage broker) {
        if (newBrokers == before.brokers) {
            newBrokers = new TreeMap<>(before.brokers);
        }
        newBrokers.put(broker.id(), broker);
        return this;
    }

    public ClusterChange withoutBroker(int id) {
        newBrokers = new TreeMap<>(newBrokers);
        newBrokers.remove(id);
        return this;
    }

    public ClusterChange topic(TopicImage topic) {
        ownTopics();
        makesTopics |= !newTopicsById.containsKey(topic.id());
        newTopics.put(topic.name(), topic);
        newTopicsById.put(topic.id(), topic);
        return this;
    }

    /** Adds a partition behind the topic's last, or replaces the one with its index. */
    public ClusterChange partition(Uuid topicId, PartitionImage partition) {
        ownTopics();
        List<PartitionImage> partitions =
                openTopics.computeIfAbsent(topicId, id -> new ArrayList<>(newTopicsById.get(id).partitions()));
        if (partition.index() == partitions.size()) {
            partitions.add(partition);
        } else {
            partitions.set(partition.index(), partition);
        }
        return this;
    }

    /** A partition with the changes so far. */
    public Optional<PartitionImage> partition(Uuid topicId, int index) {
        List<PartitionImage> open = openTopics.get(topicId);
        if (open == null) {
            return Optional.ofNullable(newTopicsById.get(topicId)).flatMap(topic -> topic.partition(index));
        }
        return index >= 0 && index < open.size() ? Optional.of(open.get(index)) : Optional.empty();
    }

    /** A topic with the changes so far. */
    public Optional<TopicImage> topic(String name) {
        return Optional.ofNullable(newTopics.get(name)).map(this::withOpenPartitions);
    }

    /** All topics with the changes so far, by name. */
    public List<TopicImage> topics() {
        return newTopics.values().stream().map(this::withOpenPartitions).toList();
    }

    private TopicImage withOpenPartitions(TopicImage topic) {
        List<PartitionImage> open = openTopics.get(topic.id());
        return open == null ? topic : new TopicImage(topic.name(), topic.id(), open);
    }

    public ClusterChange withoutTopic(Uuid id) {
        ownTopics();
        openTopics.remove(id);
        TopicImage topic = newTopicsById.get(id);
        newTopics.remove(topic.name());
        newTopicsById.remove(topic.id());
        ownConfigs();
        newConfigs.remove(new ConfigResource(ConfigResource.Type.TOPIC, topic.name()));
        return this;
    }

    private void ownTopics() {
        if (newTopics == before.topics) {
            newTopics = new TreeMap<>(before.topics);
            newTopicsById = new HashMap<>(before.topicsById);
        }
    }

    private void ownConfigs() {
        if (newConfigs == before.configs) {
            newConfigs = new HashMap<>(before.configs);
        }
    }

    /** @param value null takes the setting away */
    public ClusterChange config(ConfigResource resource, String key, String value) {
        ownConfigs();
        Map<String, String> settings = new TreeMap<>(newConfigs.getOrDefault(resource, Map.of()));
        if (value == null) {
            settings.remove(key);
        } else {
            settings.put(key, value);
        }
        if (settings.isEmpty()) {
            newConfigs.remove(resource);
        } else {
            newConfigs.put(resource, Collections.unmodifiableMap(settings));
        }
        return this;
    }

    /** @param level 0 switches the feature off */
    public ClusterChange feature(String name, short level) {
        if (newFeatures == before.features) {
            newFeatures = new TreeMap<>(before.features);
        }
        newFeatures.put(name, level);
        return this;
    }

    /** @param value null takes the quota away */
    public ClusterChange quota(QuotaEntity entity, String key, Double value) {
        if (newQuotas == before.quotas) {
            newQuotas = new HashMap<>(before.quotas);
        }
        Map<String, Double> values = new TreeMap<>(newQuotas.getOrDefault(entity, Map.of()));
        if (value == null) {
            values.remove(key);
        } else {
            values.put(key, value);
        }
        if (values.isEmpty()) {
            newQuotas.remove(entity);
        } else {
            newQuotas.put(entity, Collections.unmodifiableMap(values));
        }
        return this;
    }

    public ClusterChange nextProducerId(long first) {
        newProducerId = first;
        return this;
    }

    public ClusterChange credential(String user, ScramMechanism mechanism, ScramCredential credential) {
        ownCredentials(user).put(mechanism, credential);
        return this;
    }

    public ClusterChange withoutCredential(String user, ScramMechanism mechanism) {
        Map<ScramMechanism, ScramCredential> left = ownCredentials(user);
        left.remove(mechanism);
        if (left.isEmpty()) {
            newCredentials.remove(user);
        }
        return this;
    }

    private Map<ScramMechanism, ScramCredential> ownCredentials(String user) {
        if (newCredentials == before.credentials) {
            newCredentials = new TreeMap<>(before.credentials);
        }
        Map<ScramMechanism, ScramCredential> own = new TreeMap<>(newCredentials.getOrDefault(user, Map.of()));
        newCredentials.put(user, own);
        return own;
    }

    public ClusterImage done() {
        openTopics.forEach((id, partitions) -> {
            TopicImage former = newTopicsById.get(id);
            topic(new TopicImage(former.name(), id, partitions));
        });
        return new ClusterImage(before, this);
    }
}
