package dev.vitrine.engine.metadata;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;

/** All that the cluster has decided, at one offset of the metadata log. Immutable; each change makes the next image. */
public final class ClusterImage {

    private final String clusterId;
    private final int controllerId;
    private final Map<Integer, BrokerImage> brokers;
    private final NavigableMap<String, TopicImage> topics;
    private final Map<Uuid, TopicImage> topicsById;
    private final Map<ConfigResource, Map<String, String>> configs;
    private final Map<String, Short> features;
    private final Map<String, Short> featuresInForce;
    private final Map<QuotaEntity, Map<String, Double>> quotas;
    private final long nextProducerId;
    private final Map<String, Map<ScramMechanism, ScramCredential>> credentials;
    private final long version;
    private final long newestTopic;

    private ClusterImage(String clusterId, int controllerId) {
        this.clusterId = clusterId;
        this.controllerId = controllerId;
        this.brokers = Map.of();
        this.topics = Collections.emptyNavigableMap();
        this.topicsById = Map.of();
        this.configs = Map.of();
        this.features = Map.of();
        this.featuresInForce = Map.of();
        this.quotas = Map.of();
        this.nextProducerId = 0;
        this.credentials = Map.of();
        this.version = 0;
        this.newestTopic = 0;
    }

    private ClusterImage(ClusterImage before, Change change) {
        this.clusterId = before.clusterId;
        this.controllerId = change.newController;
        this.brokers = change.newBrokers;
        this.topics = change.newTopics;
        this.topicsById = change.newTopicsById;
        this.configs = change.newConfigs;
        this.features = change.newFeatures;
        this.featuresInForce = change.newFeatures == before.features ? before.featuresInForce : inForce(change.newFeatures);
        this.quotas = change.newQuotas;
        this.nextProducerId = change.newProducerId;
        this.credentials = change.newCredentials;
        this.version = change.newVersion;
        this.newestTopic = change.makesTopics ? change.newVersion : before.newestTopic;
    }

    private static Map<String, Short> inForce(Map<String, Short> features) {
        Map<String, Short> inForce = new TreeMap<>(features);
        inForce.values().removeIf(level -> level == 0);
        return inForce;
    }

    public static ClusterImage empty(String clusterId, int controllerId) {
        return new ClusterImage(clusterId, controllerId);
    }

    public String clusterId() {
        return clusterId;
    }

    /** The broker that admin requests go to; −1 where none is known. */
    public int controllerId() {
        return controllerId;
    }

    /** All that are registered, fenced ones included, by id. */
    public Collection<BrokerImage> brokers() {
        return brokers.values();
    }

    /** Those that clients are told of: registered, and not fenced. */
    public List<BrokerImage> alive() {
        return brokers.values().stream().filter(broker -> !broker.fenced()).toList();
    }

    public Optional<BrokerImage> broker(int id) {
        return Optional.ofNullable(brokers.get(id));
    }

    /** A broker that clients may be told of. */
    public Optional<BrokerImage> aliveBroker(int id) {
        return broker(id).filter(broker -> !broker.fenced());
    }

    /** Whether the broker may lead partitions and be in sync with others. */
    public boolean isActive(int id) {
        return broker(id).filter(BrokerImage::active).isPresent();
    }

    /** All topics by name. */
    public NavigableMap<String, TopicImage> topics() {
        return Collections.unmodifiableNavigableMap(topics);
    }

    public Optional<TopicImage> topic(String name) {
        return Optional.ofNullable(topics.get(name));
    }

    public Optional<TopicImage> topic(Uuid id) {
        return Optional.ofNullable(topicsById.get(id));
    }

    /** The settings given to a resource; empty where it has none of its own. */
    public Map<String, String> configs(ConfigResource resource) {
        return configs.getOrDefault(resource, Map.of());
    }

    public Map<String, String> topicConfigs(String topic) {
        return configs(new ConfigResource(ConfigResource.Type.TOPIC, topic));
    }

    /** Kafka's feature levels in force (KIP-584); those at level 0 are left out. */
    public Map<String, Short> features() {
        return Collections.unmodifiableMap(featuresInForce);
    }

    /** Every feature of which somebody has said at which level it works, be it that it is off. */
    public Map<String, Short> settledFeatures() {
        return Collections.unmodifiableMap(features);
    }

    /** First producer id that no block has been given out of. */
    public long nextProducerId() {
        return nextProducerId;
    }

    /** The quotas given to users, client ids and addresses, by name of the quota. */
    public Map<QuotaEntity, Map<String, Double>> quotas() {
        return Collections.unmodifiableMap(quotas);
    }

    /** Users with SCRAM credentials, in the order of their names. */
    public Set<String> usersWithCredentials() {
        return Collections.unmodifiableSet(credentials.keySet());
    }

    /** A user's SCRAM credentials; empty where there are none. */
    public Map<ScramMechanism, ScramCredential> credentials(String user) {
        return Collections.unmodifiableMap(credentials.getOrDefault(user, Map.of()));
    }

    /** Every resource of a kind that has settings of its own. */
    public List<String> configured(ConfigResource.Type type) {
        return configs.keySet().stream().filter(resource -> resource.type() == type).map(ConfigResource::name).sorted().toList();
    }

    /** How far of the metadata log it tells: the offset behind its last record. A later image has a greater one, after a restart too. */
    public long version() {
        return version;
    }

    /** The version in which the newest topic came to be; 0 where none has. */
    public long newestTopic() {
        return newestTopic;
    }

    /** Collects changes and makes the next image of them; what didn't change is shared. */
    public Change change() {
        return new Change();
    }

    /** The changes of one batch of metadata records. Used up by {@link #done}. */
    public final class Change {

        private int newController = controllerId;
        private Map<Integer, BrokerImage> newBrokers = brokers;
        private NavigableMap<String, TopicImage> newTopics = topics;
        private Map<Uuid, TopicImage> newTopicsById = topicsById;
        private Map<ConfigResource, Map<String, String>> newConfigs = configs;
        private Map<String, Short> newFeatures = features;
        private Map<QuotaEntity, Map<String, Double>> newQuotas = quotas;
        private long newProducerId = nextProducerId;
        private Map<String, Map<ScramMechanism, ScramCredential>> newCredentials = credentials;
        private long newVersion = version;
        private boolean makesTopics;
        /** Partitions of topics at work: a topic of a thousand partitions comes in a thousand records. */
        private final Map<Uuid, List<PartitionImage>> openTopics = new HashMap<>();

        /** @param records that this change takes in, or took in since the last time this was said */
        public Change taking(int records) {
            newVersion += records;
            return this;
        }

        /** @param offset behind the last record that this change takes in */
        public Change upTo(long offset) {
            newVersion = offset;
            return this;
        }

        /** @param broker that admin requests go to; −1 where none is known */
        public Change controller(int broker) {
            newController = broker;
            return this;
        }

        /** A broker with the changes so far. */
        public Optional<BrokerImage> broker(int id) {
            return Optional.ofNullable(newBrokers.get(id));
        }

        public Change broker(BrokerImage broker) {
            if (newBrokers == brokers) {
                newBrokers = new TreeMap<>(brokers);
            }
            newBrokers.put(broker.id(), broker);
            return this;
        }

        public Change withoutBroker(int id) {
            newBrokers = new TreeMap<>(newBrokers);
            newBrokers.remove(id);
            return this;
        }

        public Change topic(TopicImage topic) {
            ownTopics();
            makesTopics |= !newTopicsById.containsKey(topic.id());
            newTopics.put(topic.name(), topic);
            newTopicsById.put(topic.id(), topic);
            return this;
        }

        /** Adds a partition behind the topic's last, or replaces the one with its index. */
        public Change partition(Uuid topicId, PartitionImage partition) {
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

        public Change withoutTopic(Uuid id) {
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
            if (newTopics == topics) {
                newTopics = new TreeMap<>(topics);
                newTopicsById = new HashMap<>(topicsById);
            }
        }

        private void ownConfigs() {
            if (newConfigs == configs) {
                newConfigs = new HashMap<>(configs);
            }
        }

        /** @param value null takes the setting away */
        public Change config(ConfigResource resource, String key, String value) {
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
        public Change feature(String name, short level) {
            if (newFeatures == features) {
                newFeatures = new TreeMap<>(features);
            }
            newFeatures.put(name, level);
            return this;
        }

        /** @param value null takes the quota away */
        public Change quota(QuotaEntity entity, String key, Double value) {
            if (newQuotas == quotas) {
                newQuotas = new HashMap<>(quotas);
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

        public Change nextProducerId(long first) {
            newProducerId = first;
            return this;
        }

        public Change credential(String user, ScramMechanism mechanism, ScramCredential credential) {
            ownCredentials(user).put(mechanism, credential);
            return this;
        }

        public Change withoutCredential(String user, ScramMechanism mechanism) {
            Map<ScramMechanism, ScramCredential> left = ownCredentials(user);
            left.remove(mechanism);
            if (left.isEmpty()) {
                newCredentials.remove(user);
            }
            return this;
        }

        private Map<ScramMechanism, ScramCredential> ownCredentials(String user) {
            if (newCredentials == credentials) {
                newCredentials = new TreeMap<>(credentials);
            }
            Map<ScramMechanism, ScramCredential> own = new TreeMap<>(newCredentials.getOrDefault(user, Map.of()));
            newCredentials.put(user, own);
            return own;
        }

        public ClusterImage done() {
            openTopics.forEach((id, partitions) -> {
                TopicImage before = newTopicsById.get(id);
                topic(new TopicImage(before.name(), id, partitions));
            });
            return new ClusterImage(ClusterImage.this, this);
        }
    }
}
