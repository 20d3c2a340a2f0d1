package dev.vitrine.engine.metadata;

import java.util.List;
import org.apache.kafka.common.config.ConfigException;

/**
 * From which settings to which others a running broker may change (KIP-226), in Kafka's words.
 *
 * <p>Pools of threads that this engine doesn't have are judged like Kafka's, and what is set is shown; nothing else comes of it. The same holds for tiered
 * storage.
 */
final class BrokerChanges {

    private static final List<String> THREADS = List.of("num.io.threads", "num.network.threads", "num.replica.fetchers",
            "num.recovery.threads.per.data.dir", "background.threads", "remote.log.manager.copier.thread.pool.size",
            "remote.log.manager.expiration.thread.pool.size", "remote.log.manager.follower.thread.pool.size", "remote.log.reader.threads");
    private static final String NETWORK_THREADS = "num.network.threads";
    private static final String REPORTERS = "metric.reporters";
    private static final List<String> CONNECTIONS = List.of("max.connections", "max.connection.creation.rate");
    private static final long LIKE_THE_LOG = -2;
    private static final long UNLIMITED = -1;

    private final BrokerSettings before;
    private final BrokerSettings after;

    private BrokerChanges(BrokerSettings before, BrokerSettings after) {
        this.before = before;
        this.after = after;
    }

    /** @throws ConfigException where a running broker can't change from one to the other */
    static void check(BrokerSettings before, BrokerSettings after) {
        BrokerChanges changes = new BrokerChanges(before, after);
        BrokerRules.connectionsPerAddress(after);
        if (after.intValue("log.cleaner.threads") == 0) {
            throw new ConfigException("/ by zero"); // Kafka's words for it: it shares the memory out first
        }
        BrokerRules.conflict(after).ifPresent(conflict -> {
            throw new ConfigException("requirement failed: " + conflict);
        });
        ListenerSettings.check(before, after);
        changes.threads();
        changes.cleaners();
        changes.connections();
        changes.localRetention();
        changes.reporters();
    }

    private void threads() {
        THREADS.forEach(key -> threads(key, before.intValue(key), after.intValue(key)));
        after.ofListeners(NETWORK_THREADS).forEach((key, threads) -> threads(NETWORK_THREADS, current(key), threads));
    }

    private int current(String key) {
        return before.given(key).map(Integer::parseInt).orElse(before.intValue(NETWORK_THREADS));
    }

    private static void threads(String key, int now, int wanted) {
        String failed = "Dynamic thread count update validation failed for " + key + "=" + wanted;
        if (wanted != now && wanted <= 0) {
            throw invalid(failed + ", value should be at least 1");
        }
        if (wanted < now / 2) {
            throw invalid(failed + ", value should be at least half the current value " + now);
        }
        if (wanted > now * 2) {
            throw invalid(failed + ", value should not be greater than double the current value " + now);
        }
    }

    private void cleaners() {
        int now = before.intValue("log.cleaner.threads");
        int wanted = after.intValue("log.cleaner.threads");
        if (wanted < 1) {
            throw invalid("Log cleaner threads should be at least 1");
        }
        if (wanted < now / 2) {
            throw invalid("Log cleaner threads cannot be reduced to less than half the current value " + now);
        }
        if (wanted > now * 2) {
            throw invalid("Log cleaner threads cannot be increased to more than double the current value " + now);
        }
    }

    private void connections() {
        for (String key : CONNECTIONS) {
            positive(key, after.intValue(key));
            after.ofListeners(key).values().forEach(value -> positive(key, value));
        }
    }

    private static void positive(String key, int value) {
        if (value <= 0) {
            throw invalid("Invalid " + key + " " + value);
        }
    }

    /** What is kept here can't be more than what is kept at all. */
    private void localRetention() {
        keeps("log.local.retention.ms", "log.retention.ms", BrokerRules.millis(after, "log.retention", BrokerRules.MINUTE));
        keeps("log.local.retention.bytes", "log.retention.bytes", after.longValue("log.retention.bytes"));
    }

    private void keeps(String localKey, String key, long most) {
        long local = after.longValue(localKey);
        if (most == UNLIMITED || local == LIKE_THE_LOG) {
            return;
        }
        if (local == UNLIMITED) {
            throw invalid(new ConfigException(localKey, local, "Value must not be -1 as " + key + " value is set as " + most + "."));
        }
        if (local > most) {
            throw invalid(new ConfigException(localKey, local, "Value must not be more than " + key + " property value: " + most));
        }
    }

    /** Kafka's reporters are classes of its own process: here there are none to be loaded. */
    private void reporters() {
        List<String> wanted = after.listValue(REPORTERS);
        if (!wanted.isEmpty() && !wanted.equals(before.listValue(REPORTERS))) {
            throw invalid("Validation of dynamic config update of Set(" + REPORTERS
                    + ") failed with class class kafka.server.DynamicMetricsReporters");
        }
    }

    static ConfigException invalid(String why) {
        return invalid(new ConfigException(why));
    }

    /** The wording is Kafka's: the reason stands where the value would. */
    private static ConfigException invalid(ConfigException why) {
        return new ConfigException("Invalid dynamic configuration", why);
    }
}
