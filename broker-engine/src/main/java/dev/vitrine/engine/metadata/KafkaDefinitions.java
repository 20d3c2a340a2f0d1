package dev.vitrine.engine.metadata;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.coordinator.group.GroupConfig;
import org.apache.kafka.server.config.AbstractKafkaConfig;
import org.apache.kafka.server.config.ConfigSynonym;
import org.apache.kafka.server.config.DynamicBrokerConfig;
import org.apache.kafka.server.config.ServerTopicConfigSynonyms;
import org.apache.kafka.server.metrics.ClientMetricsConfigs;
import org.apache.kafka.storage.internals.log.LogConfig;

/**
 * Kafka's own definitions of its settings: names, types, defaults, validators, documentation, synonyms. Read from Kafka's modules, so that
 * they are Kafka's to the letter and follow it at each upgrade; nothing else of those modules is used but the validators in {@link ConfigRules}.
 */
public final class KafkaDefinitions {

    private static final String LISTENER_PREFIX = "listener.name.";

    private KafkaDefinitions() {}

    /** Every broker setting. The first call takes about a tenth of a second: 360 definitions. */
    static ConfigDef broker() {
        return AbstractKafkaConfig.CONFIG_DEF;
    }

    /** Every topic setting. */
    static Map<String, ConfigKey> topic() {
        return LogConfig.configKeys();
    }

    static ConfigDef group() {
        return GroupConfig.CONFIG_DEF;
    }

    static ConfigDef clientMetrics() {
        return ClientMetricsConfigs.configDef();
    }

    /** How Kafka defines a setting; empty for one that it doesn't know. */
    static Optional<ConfigKey> definition(ConfigResource.Type type, String key) {
        return Optional.ofNullable(switch (type) {
            case TOPIC -> topic().get(key);
            case BROKER -> broker().configKeys().getOrDefault(key, ofListener(key));
            case GROUP -> group().configKeys().get(key);
            case CLIENT_METRICS -> clientMetrics().configKeys().get(key);
            default -> null;
        });
    }

    /** The definition behind {@code listener.name.<listener>.<key>}, where the key may have one mechanism or more before it. */
    private static ConfigKey ofListener(String key) {
        String rest = key.startsWith(LISTENER_PREFIX) ? behindDot(key.substring(LISTENER_PREFIX.length())) : "";
        while (!rest.isEmpty() && !broker().configKeys().containsKey(rest)) {
            rest = behindDot(rest);
        }
        return broker().configKeys().get(rest);
    }

    public static boolean isKnown(ConfigResource.Type type, String key) {
        return definition(type, key).isPresent();
    }

    private static String behindDot(String name) {
        return name.indexOf('.') < 0 ? "" : name.substring(name.indexOf('.') + 1);
    }

    /** True for a value that nobody is shown: a password, or something whose type isn't known. */
    public static boolean isSensitive(ConfigResource.Type type, String key) {
        return definition(type, key).map(definition -> definition.type == ConfigDef.Type.PASSWORD).orElse(true);
    }

    /** True for a list that can be appended to and subtracted from; Kafka doesn't offer that for metrics subscriptions. */
    public static boolean isList(ConfigResource.Type type, String key) {
        return type != ConfigResource.Type.CLIENT_METRICS
                && definition(type, key).map(definition -> definition.type == ConfigDef.Type.LIST).orElse(false);
    }

    /** Kafka's default as text; empty where it has none. */
    public static Optional<String> byDefault(ConfigResource.Type type, String key) {
        return definition(type, key)
                .filter(definition -> definition.defaultValue != ConfigDef.NO_DEFAULT_VALUE)
                .map(definition -> ConfigDef.convertToString(definition.defaultValue, definition.type));
    }

    /** The broker settings that give a topic setting its default, the strongest first. */
    static List<ConfigSynonym> brokerSynonyms(String topicKey) {
        return ServerTopicConfigSynonyms.ALL_TOPIC_CONFIG_SYNONYMS.getOrDefault(topicKey, List.of());
    }

    /** The broker setting that a topic setting is named after. */
    static Optional<String> brokerName(String topicKey) {
        return Optional.ofNullable(ServerTopicConfigSynonyms.TOPIC_CONFIG_SYNONYMS.get(topicKey));
    }

    /** The broker settings that mean the same as this one, itself included, the strongest first. */
    static List<String> synonymsOf(String brokerKey) {
        return DynamicBrokerConfig.brokerConfigSynonyms(brokerKey, true);
    }

    /** Settings of a broker that may change while it runs. */
    static Set<String> dynamic() {
        return DynamicBrokerConfig.ALL_DYNAMIC_CONFIGS;
    }
}
