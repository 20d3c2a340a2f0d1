package dev.vitrine.engine.metadata;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.common.DirectoryId;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;

/** All that the cluster has decided, at one offset of the metadata log. Immutable; each change makes the next image. */
public final class ClusterImage {

    private final String clusterId;
    final int controllerId;
    final Map<Integer, BrokerImage> brokers;
    final NavigableMap<String, TopicImage> topics;
    final Map<Uuid, TopicImage> topicsById;
    final Map<ConfigResource, Map<String, String>> configs;
    final Map<String, Short> features;
    private final Map<String, Short> featuresInForce;
    final Map<QuotaEntity, Map<String, Double>> quotas;
    final long nextProducerId;
    final Map<String, Map<ScramMechanism, ScramCredential>> credentials;
    final long version;
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

    ClusterImage(ClusterImage before, ClusterChange change) {
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

    /** The folders in which these brokers keep their replicas. */
    public List<Uuid> folders(List<Integer> replicas) {
        return replicas.stream().map(id -> broker(id).map(BrokerImage::folder).orElse(DirectoryId.UNASSIGNED)).toList();
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
    public ClusterChange change() {
        return new ClusterChange(this);
    }
}
