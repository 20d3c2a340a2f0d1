package dev.vitrine.engine.group;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The settings of the consumer protocol, under Kafka's names with {@code group.consumer.} before them.
 *
 * @param maxSize                {@code max.size}
 * @param assignors              {@code assignors}
 * @param migration              {@code migration.policy}
 * @param regexRefreshIntervalMs {@code regex.refresh.interval.ms}
 * @param byDefault              what groups have that have no settings of their own
 */
public record ConsumerGroupConfig(
        int maxSize, List<String> assignors, Migration.Policy migration, int regexRefreshIntervalMs, GroupSettings byDefault) {

    public ConsumerGroupConfig {
        assignors = List.copyOf(assignors);
    }

    static ConsumerGroupConfig from(Map<String, String> settings) {
        return new ConsumerGroupConfig(
                number(settings, "group.consumer.max.size", Integer.MAX_VALUE),
                List.of(settings.getOrDefault("group.consumer.assignors", "uniform,range").split(",")),
                Migration.Policy.valueOf(settings.getOrDefault("group.consumer.migration.policy", "bidirectional").toUpperCase(Locale.ROOT)),
                number(settings, "group.consumer.regex.refresh.interval.ms", 600_000),
                new GroupSettings(
                        number(settings, "group.consumer.session.timeout.ms", 45_000),
                        number(settings, "group.consumer.heartbeat.interval.ms", 5_000),
                        number(settings, "group.consumer.assignment.interval.ms", 1_000)));
    }

    private static int number(Map<String, String> settings, String key, int otherwise) {
        String value = settings.get(key);
        return value == null ? otherwise : Integer.parseInt(value.trim());
    }

    /**
     * What can be set for each group by itself (a configuration resource of type GROUP), under Kafka's names with {@code consumer.} before them.
     *
     * @param sessionTimeoutMs     {@code session.timeout.ms}
     * @param heartbeatIntervalMs  {@code heartbeat.interval.ms}: what members are told
     * @param assignmentIntervalMs {@code assignment.interval.ms}: targets are not computed more often than that (KIP-1263)
     */
    public record GroupSettings(int sessionTimeoutMs, int heartbeatIntervalMs, int assignmentIntervalMs) {

        GroupSettings with(Map<String, String> own) {
            return own.isEmpty() ? this : new GroupSettings(
                    number(own, "consumer.session.timeout.ms", sessionTimeoutMs),
                    number(own, "consumer.heartbeat.interval.ms", heartbeatIntervalMs),
                    number(own, "consumer.assignment.interval.ms", assignmentIntervalMs));
        }
    }
}
