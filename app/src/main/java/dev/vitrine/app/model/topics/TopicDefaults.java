package dev.vitrine.app.model.topics;

import java.util.Map;

/**
 * What a broker gives topics that don't say otherwise; empty texts where it isn't known yet.
 *
 * @param retentionMs as text; −1 for ever
 */
public record TopicDefaults(String retentionMs, String cleanupPolicy) {

    public static final TopicDefaults UNKNOWN = new TopicDefaults("", "");

    /** From a broker's settings: the time in milliseconds goes before minutes before hours, as in Kafka. */
    public static TopicDefaults of(Map<String, String> broker) {
        return new TopicDefaults(retention(broker), text(broker, "log.cleanup.policy"));
    }

    private static String retention(Map<String, String> broker) {
        String millis = text(broker, "log.retention.ms");
        String minutes = text(broker, "log.retention.minutes");
        String hours = text(broker, "log.retention.hours");
        return !millis.isEmpty() ? millis : !minutes.isEmpty() ? scaled(minutes, 60_000) : hours.isEmpty() ? "" : scaled(hours, 3_600_000);
    }

    private static String scaled(String number, long unit) {
        long n = Long.parseLong(number);
        return String.valueOf(n < 0 ? -1 : n * unit);
    }

    private static String text(Map<String, String> settings, String key) {
        String value = settings.get(key);
        return value == null ? "" : value;
    }
}
