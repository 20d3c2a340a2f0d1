package dev.vitrine.engine.metadata;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;

/** What Kafka's brokers check beside each setting by itself: settings against each other, and against what they were. In Kafka's words. */
final class BrokerRules {

    private static final List<String> THREADS = List.of("num.io.threads", "num.network.threads", "num.replica.fetchers",
            "num.recovery.threads.per.data.dir", "background.threads");
    /** Kafka can change these while it runs; this engine can't. */
    private static final List<String> FIXED = List.of("listeners", "advertised.listeners", "metric.reporters");
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final int DEDUPE_BYTES_PER_THREAD = 1 << 20;

    private BrokerRules() {}

    /** Why a broker can't run with these; empty where it can. */
    static Optional<String> conflict(BrokerSettings settings) {
        long retention = millis(settings, "log.retention", MINUTE);
        int cleaners = settings.intValue("log.cleaner.threads");
        if (retention == 0) {
            return Optional.of("log.retention.ms must be unlimited (-1) or, greater than or equal to 1");
        }
        if (millis(settings, "log.roll", 0) < 1) {
            return Optional.of("log.roll.ms must be greater than or equal to 1");
        }
        if (millis(settings, "log.roll.jitter", 0) < 0) {
            return Optional.of("log.roll.jitter.ms must be greater than or equal to 0");
        }
        return cleaners > 0 && settings.longValue("log.cleaner.dedupe.buffer.size") / cleaners <= DEDUPE_BYTES_PER_THREAD
                ? Optional.of("log.cleaner.dedupe.buffer.size must be at least 1MB per cleaner thread.") : Optional.empty();
    }

    /** The time in force of a setting that comes in several units. @param perMinute 0 where it doesn't come in minutes */
    private static long millis(BrokerSettings settings, String name, long perMinute) {
        Object millis = settings.value(name + ".ms");
        if (millis != null) {
            return (Long) millis;
        }
        Object minutes = perMinute > 0 ? settings.value(name + ".minutes") : null;
        return minutes != null ? perMinute * (Integer) minutes : HOUR * settings.intValue(name + ".hours");
    }

    /** @throws ConfigException where a running broker can't change from one to the other */
    static void checkChange(BrokerSettings before, BrokerSettings after) {
        conflict(after).ifPresent(conflict -> {
            throw new ConfigException("requirement failed: " + conflict);
        });
        List<String> fixed = FIXED.stream().filter(key -> !Objects.equals(before.value(key), after.value(key))).toList();
        if (!fixed.isEmpty()) {
            throw new ConfigException("Cannot update these configs dynamically: " + fixed);
        }
        THREADS.forEach(key -> checkThreads(key, before.intValue(key), after.intValue(key)));
        checkCleaners(before.intValue("log.cleaner.threads"), after.intValue("log.cleaner.threads"));
    }

    private static void checkThreads(String key, int before, int after) {
        if (after == before) {
            return;
        }
        String failed = "Dynamic thread count update validation failed for " + key + "=" + after;
        if (after <= 0) {
            throw invalid(failed + ", value should be at least 1");
        }
        if (after < before / 2) {
            throw invalid(failed + ", value should be at least half the current value " + before);
        }
        if (after > before * 2) {
            throw invalid(failed + ", value should not be greater than double the current value " + before);
        }
    }

    private static void checkCleaners(int before, int after) {
        if (after < 1) {
            throw invalid("Log cleaner threads should be at least 1");
        }
        if (after < before / 2) {
            throw invalid("Log cleaner threads cannot be reduced to less than half the current value " + before);
        }
        if (after > before * 2) {
            throw invalid("Log cleaner threads cannot be increased to more than double the current value " + before);
        }
    }

    /** The wording is Kafka's: the reason stands where the value would. */
    private static ConfigException invalid(String why) {
        return new ConfigException("Invalid dynamic configuration", new ConfigException(why));
    }
}
