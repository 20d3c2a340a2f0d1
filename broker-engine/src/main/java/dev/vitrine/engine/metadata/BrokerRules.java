package dev.vitrine.engine.metadata;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;

/** What Kafka's brokers check beside each setting by itself: settings against each other. In Kafka's words. */
public final class BrokerRules {

    private static final String PER_IP_OVERRIDES = "max.connections.per.ip.overrides";
    static final long MINUTE = 60_000;
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
        if (settings.intValue("max.connections.per.ip") == 0 && String.valueOf(settings.value(PER_IP_OVERRIDES)).isEmpty()) {
            return Optional.of("max.connections.per.ip can be set to zero only if max.connections.per.ip.overrides property is set.");
        }
        List<String> cordoned = missing(settings.listValue("cordoned.log.dirs"), settings);
        if (!cordoned.isEmpty()) {
            return Optional.of("All entries in cordoned.log.dirs must be present in log.dirs or log.dir. Missing entries : "
                    + String.join(", ", cordoned));
        }
        return cleaners > 0 && settings.longValue("log.cleaner.dedupe.buffer.size") / cleaners <= DEDUPE_BYTES_PER_THREAD
                ? Optional.of("log.cleaner.dedupe.buffer.size must be at least 1MB per cleaner thread.") : Optional.empty();
    }

    private static List<String> missing(List<String> folders, BrokerSettings settings) {
        List<String> known = settings.value("log.dirs") == null ? settings.listValue("log.dir") : settings.listValue("log.dirs");
        return folders.equals(List.of("*")) ? List.of() : folders.stream().filter(folder -> !known.contains(folder)).toList();
    }

    /** The connections that single addresses may have. @throws ConfigException where it can't be read, in the words that come of Kafka's way of reading */
    public static Map<String, Integer> connectionsPerAddress(BrokerSettings settings) {
        Map<String, Integer> overrides = new LinkedHashMap<>();
        for (String override : String.valueOf(settings.value(PER_IP_OVERRIDES)).split("\\s*,\\s*")) {
            if (!override.isEmpty()) {
                int colon = override.lastIndexOf(':');
                if (colon < 0) {
                    throw unreadable("begin 0, end -1, length " + override.length());
                }
                try {
                    overrides.put(override.substring(0, colon).trim(), Integer.parseInt(override.substring(colon + 1).trim()));
                } catch (NumberFormatException noNumber) {
                    throw unreadable(noNumber.getMessage());
                }
            }
        }
        return overrides;
    }

    private static ConfigException unreadable(String why) {
        return new ConfigException("Error parsing configuration property '" + PER_IP_OVERRIDES + "': " + why);
    }

    /** The time in force of a setting that comes in several units. @param perMinute 0 where it doesn't come in minutes */
    static long millis(BrokerSettings settings, String name, long perMinute) {
        Object millis = settings.value(name + ".ms");
        if (millis != null) {
            return (Long) millis;
        }
        Object minutes = perMinute > 0 ? settings.value(name + ".minutes") : null;
        return minutes != null ? perMinute * (Integer) minutes : HOUR * settings.intValue(name + ".hours");
    }
}
