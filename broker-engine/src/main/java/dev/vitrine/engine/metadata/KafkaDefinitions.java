package dev.vitrine.engine.metadata;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.server.config.AbstractKafkaConfig;
import org.apache.kafka.server.config.ConfigSynonym;
import org.apache.kafka.server.config.DynamicBrokerConfig;
import org.apache.kafka.server.config.ServerTopicConfigSynonyms;
import org.apache.kafka.storage.internals.log.LogConfig;

/**
 * Kafka's own definitions of its settings: names, types, defaults, validators, documentation, synonyms. Read from Kafka's modules, so that
 * they are Kafka's to the letter and follow it at each upgrade; nothing else of those modules is used.
 */
final class KafkaDefinitions {

    private KafkaDefinitions() {}

    /** Every broker setting. The first call takes about a tenth of a second: 360 definitions. */
    static ConfigDef broker() {
        return AbstractKafkaConfig.CONFIG_DEF;
    }

    /** Every topic setting. */
    static Map<String, ConfigDef.ConfigKey> topic() {
        return LogConfig.configKeys();
    }

    /** The broker settings that give a topic setting its default, the strongest first. */
    static List<ConfigSynonym> brokerSynonyms(String topicKey) {
        return ServerTopicConfigSynonyms.ALL_TOPIC_CONFIG_SYNONYMS.getOrDefault(topicKey, List.of());
    }

    /** The broker settings that mean the same as this one, itself included, the strongest first. */
    static List<String> synonymsOf(String brokerKey) {
        return DynamicBrokerConfig.brokerConfigSynonyms(brokerKey, true);
    }

    static boolean isDynamic(String brokerKey) {
        return DynamicBrokerConfig.ALL_DYNAMIC_CONFIGS.contains(brokerKey);
    }
}
