package dev.vitrine.engine.metadata;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.server.metrics.ClientMetricsConfigs;

/**
 * What an administrator wants to hear from clients (KIP-714).
 *
 * @param metrics    prefixes of the metrics' names; {@code *} for all
 * @param intervalMs how often
 * @param match      which clients: what each of these attributes of theirs must be; empty for all clients
 */
public record MetricsSubscription(Set<String> metrics, int intervalMs, Map<String, Pattern> match) {

    /** How often where nobody said otherwise. */
    public static final int INTERVAL_MS = ClientMetricsConfigs.INTERVAL_MS_DEFAULT;
    /** All metrics. */
    public static final String EVERYTHING = ClientMetricsConfigs.ALL_SUBSCRIBED_METRICS;
    public static final String CLIENT_INSTANCE_ID = ClientMetricsConfigs.CLIENT_INSTANCE_ID;
    public static final String CLIENT_ID = ClientMetricsConfigs.CLIENT_ID;
    public static final String SOFTWARE_NAME = ClientMetricsConfigs.CLIENT_SOFTWARE_NAME;
    public static final String SOFTWARE_VERSION = ClientMetricsConfigs.CLIENT_SOFTWARE_VERSION;
    public static final String SOURCE_ADDRESS = ClientMetricsConfigs.CLIENT_SOURCE_ADDRESS;
    public static final String SOURCE_PORT = ClientMetricsConfigs.CLIENT_SOURCE_PORT;

    /** All subscriptions by name, as they were written down: alike as long as nobody changes one. */
    public static Map<String, Map<String, String>> written(ClusterImage image) {
        Map<String, Map<String, String>> written = new TreeMap<>();
        image.configured(ConfigResource.Type.CLIENT_METRICS).forEach(name ->
                written.put(name, image.configs(new ConfigResource(ConfigResource.Type.CLIENT_METRICS, name))));
        return written;
    }

    /** What they mean. */
    public static List<MetricsSubscription> read(Map<String, Map<String, String>> written) {
        return written.values().stream().map(MetricsSubscription::of).toList();
    }

    private static MetricsSubscription of(Map<String, String> settings) {
        Properties properties = new Properties();
        properties.putAll(settings);
        ClientMetricsConfigs read = new ClientMetricsConfigs(properties);
        return new MetricsSubscription(Set.copyOf(read.getList(ClientMetricsConfigs.METRICS_CONFIG)),
                read.getInt(ClientMetricsConfigs.INTERVAL_MS_CONFIG),
                ClientMetricsConfigs.parseMatchingPatterns(read.getList(ClientMetricsConfigs.MATCH_CONFIG)));
    }

    /** @param client its attributes, by the names above */
    public boolean matches(Map<String, String> client) {
        return match.entrySet().stream().allMatch(wanted ->
                client.containsKey(wanted.getKey()) && wanted.getValue().matcher(client.get(wanted.getKey())).matches());
    }
}
