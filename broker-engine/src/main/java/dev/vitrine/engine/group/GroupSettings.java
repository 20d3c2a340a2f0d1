package dev.vitrine.engine.group;

import dev.vitrine.engine.metadata.ClusterImage;
import java.util.Map;
import org.apache.kafka.common.config.ConfigResource;

/**
 * What holds for one group of the consumer protocol at the moment. A group's own settings (a configuration resource of type GROUP, under Kafka's
 * names with {@code consumer.} before them) come before the broker's ({@code group.consumer.}), and take effect with the next heartbeat.
 *
 * @param sessionTimeoutMs     {@code session.timeout.ms}
 * @param heartbeatIntervalMs  {@code heartbeat.interval.ms}: what members are told
 * @param assignmentIntervalMs {@code assignment.interval.ms}: targets are not computed more often than that (KIP-1263)
 */
record GroupSettings(int sessionTimeoutMs, int heartbeatIntervalMs, int assignmentIntervalMs) {

    static final String SESSION_TIMEOUT = "session.timeout.ms";
    static final String HEARTBEAT_INTERVAL = "heartbeat.interval.ms";
    static final String ASSIGNMENT_INTERVAL = "assignment.interval.ms";
    private static final String GROUPS = "consumer.";
    private static final String BROKERS = "group.consumer.";

    /**
     * From which value to which. They were judged when somebody set them; where the broker was started with narrower bounds since, they are
     * drawn into these, as Kafka does.
     */
    record Range(int min, int max) {

        private int clamp(int value) {
            return Math.max(min, Math.min(max, value));
        }
    }

    /** {@code group.consumer.min.*} and {@code group.consumer.max.*}. */
    record Bounds(Range sessionTimeoutMs, Range heartbeatIntervalMs, Range assignmentIntervalMs) {}

    /** @param broker whose dynamic settings count: of these three, the assignment interval alone can be one (KIP-1263) */
    static GroupSettings of(ClusterImage image, String group, int broker, ConsumerGroupConfig config) {
        GroupSettings started = config.byDefault();
        Bounds bounds = config.bounds();
        int forAll = number(brokers(image, ""), BROKERS + ASSIGNMENT_INTERVAL, started.assignmentIntervalMs, bounds.assignmentIntervalMs);
        int here = number(brokers(image, Integer.toString(broker)), BROKERS + ASSIGNMENT_INTERVAL, forAll, bounds.assignmentIntervalMs);
        Map<String, String> own = image.configs(new ConfigResource(ConfigResource.Type.GROUP, group));
        return new GroupSettings(
                number(own, GROUPS + SESSION_TIMEOUT, started.sessionTimeoutMs, bounds.sessionTimeoutMs),
                number(own, GROUPS + HEARTBEAT_INTERVAL, started.heartbeatIntervalMs, bounds.heartbeatIntervalMs),
                number(own, GROUPS + ASSIGNMENT_INTERVAL, here, bounds.assignmentIntervalMs));
    }

    private static Map<String, String> brokers(ClusterImage image, String name) {
        return image.configs(new ConfigResource(ConfigResource.Type.BROKER, name));
    }

    private static int number(Map<String, String> settings, String key, int otherwise, Range range) {
        String value = settings.get(key);
        return value == null ? otherwise : range.clamp(Integer.parseInt(value.trim()));
    }
}
