package dev.vitrine.engine.replica;

import dev.vitrine.engine.metadata.BrokerSettings;
import dev.vitrine.engine.metadata.ClusterImage;
import dev.vitrine.engine.metadata.TopicSettings;
import dev.vitrine.engine.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigResource;

/**
 * What the settings say about holding copies back: the broker's {@code leader.replication.throttled.rate} and {@code follower.…}, and, for each topic,
 * of which replicas: {@code leader.replication.throttled.replicas} and {@code follower.…}, {@code *} or {@code partition:broker}.
 */
final class Throttles {

    private static final String LEADER = "leader.replication.throttled.";
    private static final String FOLLOWER = "follower.replication.throttled.";
    private static final String ALL = "*";

    private final int broker;
    private final ReplicationThrottle leader;
    private final ReplicationThrottle follower;

    Throttles(int broker, BrokerSettings settings, Clock clock) {
        this.broker = broker;
        int windows = settings.intValue("replication.quota.window.num");
        int seconds = settings.intValue("replication.quota.window.size.seconds");
        this.leader = new ReplicationThrottle(windows, seconds, clock);
        this.follower = new ReplicationThrottle(windows, seconds, clock);
    }

    /** Of what others copy from here. */
    ReplicationThrottle asLeader() {
        return leader;
    }

    /** Of what is copied from elsewhere. */
    ReplicationThrottle asFollower() {
        return follower;
    }

    /** The rates can only be set while brokers run, for one broker or for all: they stand in the image. */
    void follow(ClusterImage image) {
        leader.limit(rate(image, LEADER + "rate"));
        follower.limit(rate(image, FOLLOWER + "rate"));
        leader.retainTopics(image.topics().keySet());
        follower.retainTopics(image.topics().keySet());
    }

    private double rate(ClusterImage image, String key) {
        Map<String, String> ofAll = image.configs(new ConfigResource(ConfigResource.Type.BROKER, ""));
        String given = image.configs(new ConfigResource(ConfigResource.Type.BROKER, Integer.toString(broker))).getOrDefault(key, ofAll.get(key));
        try {
            return given == null ? Long.MAX_VALUE : Long.parseLong(given.trim());
        } catch (NumberFormatException notANumber) {
            return Long.MAX_VALUE;
        }
    }

    void follow(String topic, TopicSettings settings) {
        leader.choose(topic, chosen(settings.listValue(LEADER + "replicas")));
        follower.choose(topic, chosen(settings.listValue(FOLLOWER + "replicas")));
    }

    /** @return empty for all */
    private Optional<Set<Integer>> chosen(List<String> replicas) {
        if (replicas.contains(ALL)) {
            return Optional.empty();
        }
        Set<Integer> partitions = new TreeSet<>();
        for (String replica : replicas) {
            String[] partitionAndBroker = replica.trim().split(":");
            if (partitionAndBroker.length == 2 && partitionAndBroker[1].equals(Integer.toString(broker))) {
                partitions.add(Integer.valueOf(partitionAndBroker[0]));
            }
        }
        return Optional.of(Set.copyOf(partitions));
    }
}
