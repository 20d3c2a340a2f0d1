package dev.vitrine.engine;

import dev.vitrine.engine.metadata.BrokerSettings;
import dev.vitrine.engine.metadata.ClusterImage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.kafka.common.config.ConfigResource;

/** A broker's settings as they are now: those it was started with, and over them what was set since, for it or for all brokers (KIP-226). */
final class DynamicSettings {

    private final int broker;
    private final BrokerSettings started;
    private final List<Consumer<BrokerSettings>> followers = new CopyOnWriteArrayList<>();
    private volatile BrokerSettings now;

    DynamicSettings(int broker, BrokerSettings started) {
        this.broker = broker;
        this.started = started;
        this.now = started;
    }

    BrokerSettings now() {
        return now;
    }

    /** Tells {@code follower} how they are, and of each change; for those that must do something to change, others ask {@link #now}. */
    synchronized void follow(Consumer<BrokerSettings> follower) {
        followers.add(follower);
        follower.accept(now);
    }

    /** Takes in a new image. Always called by the same thread at a time. */
    synchronized void take(ClusterImage before, ClusterImage after) {
        if (!own(before).equals(own(after)) || !ofAll(before).equals(ofAll(after))) {
            now = BrokerSettings.inForce(after, broker, started);
            followers.forEach(follower -> follower.accept(now));
        }
    }

    private Map<String, String> own(ClusterImage image) {
        return image.configs(new ConfigResource(ConfigResource.Type.BROKER, Integer.toString(broker)));
    }

    private static Map<String, String> ofAll(ClusterImage image) {
        return image.configs(new ConfigResource(ConfigResource.Type.BROKER, ""));
    }
}
