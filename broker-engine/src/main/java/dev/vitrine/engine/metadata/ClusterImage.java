package dev.vitrine.engine.metadata;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
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

    private ClusterImage(
            String clusterId,
            int controllerId,
            Map<Integer, BrokerImage> brokers,
            NavigableMap<String, TopicImage> topics,
            Map<Uuid, TopicImage> topicsById,
            Map<ConfigResource, Map<String, String>> configs) {
        this.clusterId = clusterId;
        this.controllerId = controllerId;
        this.brokers = brokers;
        this.topics = topics;
        this.topicsById = topicsById;
        this.configs = configs;
    }

    public static ClusterImage empty(String clusterId, int controllerId) {
        return new ClusterImage(clusterId, controllerId, Map.of(), new TreeMap<>(), Map.of(), Map.of());
    }

    public String clusterId() {
        return clusterId;
    }

    /** The broker that admin requests go to; −1 where none is known. */
    public int controllerId() {
        return controllerId;
    }

    public Collection<BrokerImage> brokers() {
        return brokers.values();
    }

    public Optional<BrokerImage> broker(int id) {
        return Optional.ofNullable(brokers.get(id));
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

    /** Collects changes and makes the next image of them; what didn't change is shared. */
    public Change change() {
        return new Change();
    }

    /** The changes of one batch of metadata records. */
    public final class Change {

        private Map<Integer, BrokerImage> newBrokers = brokers;
        private NavigableMap<String, TopicImage> newTopics = topics;
        private Map<Uuid, TopicImage> newTopicsById = topicsById;
        private Map<ConfigResource, Map<String, String>> newConfigs = configs;

        public Change broker(BrokerImage broker) {
            if (newBrokers == brokers) {
                newBrokers = new TreeMap<>(brokers);
            }
            newBrokers.put(broker.id(), broker);
            return this;
        }

        public Change topic(TopicImage topic) {
            ownTopics();
            newTopics.put(topic.name(), topic);
            newTopicsById.put(topic.id(), topic);
            return this;
        }

        public Change withoutTopic(TopicImage topic) {
            ownTopics();
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

        public Optional<TopicImage> topic(Uuid id) {
            return Optional.ofNullable(newTopicsById.get(id));
        }

        public ClusterImage done() {
            return new ClusterImage(clusterId, controllerId, newBrokers, newTopics, newTopicsById, newConfigs);
        }
    }
}
