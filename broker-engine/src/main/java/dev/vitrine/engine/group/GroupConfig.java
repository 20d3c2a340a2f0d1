package dev.vitrine.engine.group;

import java.util.Map;

/**
 * The settings of the group coordinator, under Kafka's names.
 *
 * @param minSessionTimeoutMs          {@code group.min.session.timeout.ms}
 * @param maxSessionTimeoutMs          {@code group.max.session.timeout.ms}
 * @param maxSize                      {@code group.max.size}: members of a classic group
 * @param initialRebalanceDelayMs      {@code group.initial.rebalance.delay.ms}: how long an empty group waits for more members
 * @param newMemberJoinTimeoutMs       how long a new member's parked join is kept (no setting in Kafka either: five minutes)
 * @param offsetMetadataMaxBytes       {@code offset.metadata.max.bytes}
 * @param offsetsRetentionMs           {@code offsets.retention.minutes}, in milliseconds
 * @param offsetsRetentionCheckMs      {@code offsets.retention.check.interval.ms}
 * @param consumers                    the consumer protocol (KIP-848)
 */
public record GroupConfig(
        int minSessionTimeoutMs,
        int maxSessionTimeoutMs,
        int maxSize,
        int initialRebalanceDelayMs,
        int newMemberJoinTimeoutMs,
        int offsetMetadataMaxBytes,
        long offsetsRetentionMs,
        long offsetsRetentionCheckMs,
        ConsumerGroupConfig consumers) {

    private static final int NEW_MEMBER_JOIN_TIMEOUT_MS = 5 * 60 * 1000;

    /** Kafka's defaults. */
    public static GroupConfig defaults() {
        return from(Map.of());
    }

    /** @param settings broker settings by Kafka's names, already validated; what is missing takes Kafka's default */
    public static GroupConfig from(Map<String, String> settings) {
        return new GroupConfig(
                number(settings, "group.min.session.timeout.ms", 6_000),
                number(settings, "group.max.session.timeout.ms", 1_800_000),
                number(settings, "group.max.size", Integer.MAX_VALUE),
                number(settings, "group.initial.rebalance.delay.ms", 3_000),
                NEW_MEMBER_JOIN_TIMEOUT_MS,
                number(settings, "offset.metadata.max.bytes", 4_096),
                number(settings, "offsets.retention.minutes", 10_080) * 60_000L,
                number(settings, "offsets.retention.check.interval.ms", 600_000),
                ConsumerGroupConfig.from(settings));
    }

    private static int number(Map<String, String> settings, String key, int otherwise) {
        String value = settings.get(key);
        return value == null ? otherwise : Integer.parseInt(value.trim());
    }
}
