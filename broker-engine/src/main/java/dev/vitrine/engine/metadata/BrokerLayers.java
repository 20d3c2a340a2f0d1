package dev.vitrine.engine.metadata;

import dev.vitrine.engine.metadata.DescribedConfig.Synonym;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.server.config.DynamicBrokerConfig;

/**
 * The settings of one broker, layer upon layer (KIP-226): its own dynamic ones, those of all brokers, what it was started with, Kafka's
 * defaults. The first layer that has a setting decides.
 */
final class BrokerLayers {

    private final Map<ConfigSource, Map<String, String>> layers = new LinkedHashMap<>();
    private final Map<String, String> effective;

    BrokerLayers(ClusterImage image, int broker, BrokerSettings settings) {
        this(image.configs(new ConfigResource(ConfigResource.Type.BROKER, Integer.toString(broker))),
                image.configs(new ConfigResource(ConfigResource.Type.BROKER, "")), settings);
    }

    BrokerLayers(Map<String, String> dynamic, Map<String, String> dynamicDefault, BrokerSettings settings) {
        layers.put(ConfigSource.DYNAMIC_BROKER, dynamic);
        layers.put(ConfigSource.DYNAMIC_DEFAULT_BROKER, dynamicDefault);
        layers.put(ConfigSource.STATIC_BROKER, settings.given());
        this.effective = new HashMap<>(settings.given());
        override(layers.get(ConfigSource.DYNAMIC_DEFAULT_BROKER));
        override(layers.get(ConfigSource.DYNAMIC_BROKER));
    }

    /** What is set in a stronger layer puts out its synonyms in the weaker ones, too: milliseconds the hours. */
    private void override(Map<String, String> stronger) {
        stronger.forEach((key, value) -> {
            DynamicBrokerConfig.brokerConfigSynonyms(key, false).forEach(effective::remove);
            effective.put(key, value);
        });
    }

    Map<String, String> dynamicDefaults() {
        return layers.get(ConfigSource.DYNAMIC_DEFAULT_BROKER);
    }

    /** All settings that were given, in whatever layer, with the value of the strongest. */
    Map<String, String> given() {
        return Collections.unmodifiableMap(effective);
    }

    /** The value in force of this very setting as text; null where there is none. */
    String value(String key) {
        Optional<ConfigDef.ConfigKey> definition = KafkaDefinitions.definition(ConfigResource.Type.BROKER, key);
        String text = effective.get(key);
        if (definition.isEmpty() || definition.get().internalConfig) {
            return text;
        }
        Object value = text == null
                ? definition.get().defaultValue
                : ConfigDef.parseType(key, text, definition.get().type);
        return value == ConfigDef.NO_DEFAULT_VALUE ? null : ConfigDef.convertToString(value, definition.get().type);
    }

    /**
     * Where the value of {@code name} may come from. One that was only given under another name is left out, as Kafka does.
     *
     * @param hidden true where values are not shown
     */
    List<Synonym> synonyms(String name, boolean hidden) {
        List<String> names = KafkaDefinitions.synonymsOf(name);
        List<Synonym> found = new ArrayList<>();
        layers.forEach((source, layer) -> names.stream()
                .filter(layer::containsKey)
                .forEach(synonym -> found.add(new Synonym(synonym, hidden ? null : layer.get(synonym), source))));
        names.forEach(synonym -> KafkaDefinitions.byDefault(ConfigResource.Type.BROKER, synonym)
                .ifPresent(value -> found.add(new Synonym(synonym, hidden ? null : value, ConfigSource.DEFAULT))));
        return found.stream().dropWhile(synonym -> !synonym.name().equals(name)).toList();
    }
}
