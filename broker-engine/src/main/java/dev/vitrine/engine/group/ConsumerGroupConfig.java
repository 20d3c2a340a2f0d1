package dev.vitrine.engine.group;

import dev.vitrine.engine.group.GroupSettings.Bounds;
import dev.vitrine.engine.group.GroupSettings.Range;
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
 * @param bounds                 within which groups may have their own
 */
public record ConsumerGroupConfig(
        int maxSize, List<String> assignors, Migration.Policy migration, int regexRefreshIntervalMs, GroupSettings byDefault, Bounds bounds) {

    private static final String PREFIX = "group.consumer.";

    public ConsumerGroupConfig {
        assignors = List.copyOf(assignors);
    }

    static ConsumerGroupConfig from(Map<String, String> settings) {
        return new ConsumerGroupConfig(
                number(settings, "max.size", Integer.MAX_VALUE),
                List.of(settings.getOrDefault(PREFIX + "assignors", "uniform,range").split(",")),
                Migration.Policy.valueOf(settings.getOrDefault(PREFIX + "migration.policy", "bidirectional").toUpperCase(Locale.ROOT)),
                number(settings, "regex.refresh.interval.ms", 600_000),
                new GroupSettings(
                        number(settings, GroupSettings.SESSION_TIMEOUT, 45_000),
                        number(settings, GroupSettings.HEARTBEAT_INTERVAL, 5_000),
                        number(settings, GroupSettings.ASSIGNMENT_INTERVAL, 1_000)),
                new Bounds(
                        range(settings, GroupSettings.SESSION_TIMEOUT, 45_000, 60_000),
                        range(settings, GroupSettings.HEARTBEAT_INTERVAL, 5_000, 15_000),
                        range(settings, GroupSettings.ASSIGNMENT_INTERVAL, 0, 15_000)));
    }

    private static Range range(Map<String, String> settings, String key, int min, int max) {
        return new Range(number(settings, "min." + key, min), number(settings, "max." + key, max));
    }

    private static int number(Map<String, String> settings, String key, int otherwise) {
        String value = settings.get(PREFIX + key);
        return value == null ? otherwise : Integer.parseInt(value.trim());
    }
}
