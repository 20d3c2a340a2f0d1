package dev.vitrine.engine.metadata;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.server.config.ConfigSynonym;

/** The settings in force for one topic: its own, else the broker's (dynamic before static), else Kafka's default. */
public final class TopicSettings {

    private final Map<String, Setting> settings;

    private TopicSettings(Map<String, Setting> settings) {
        this.settings = settings;
    }

    /**
     * One setting in force.
     *
     * @param text  as it was given, or the default as text; null where there is none
     * @param value in the type that Kafka defines
     */
    public record Setting(String name, String text, Object value, ConfigSource source) {}

    private record Given(String text, ConfigSource source) {}

    /** What holds for {@code topic} on {@code broker}. */
    public static TopicSettings of(String topic, ClusterImage image, int broker, BrokerSettings settings) {
        return of(image.topicConfigs(topic), image, broker, settings);
    }

    /** What holds on {@code broker} for a topic with these settings of its own. */
    public static TopicSettings of(Map<String, String> own, ClusterImage image, int broker, BrokerSettings settings) {
        Map<String, String> dynamic = image.configs(new ConfigResource(ConfigResource.Type.BROKER, Integer.toString(broker)));
        Map<String, String> dynamicDefault = image.configs(new ConfigResource(ConfigResource.Type.BROKER, ""));
        Map<String, Setting> all = new TreeMap<>();
        KafkaDefinitions.topic().forEach((key, definition) -> all.put(key, Optional.ofNullable(own.get(key))
                .map(text -> new Given(text, ConfigSource.TOPIC))
                .or(() -> inherited(key, dynamic, ConfigSource.DYNAMIC_BROKER))
                .or(() -> inherited(key, dynamicDefault, ConfigSource.DYNAMIC_DEFAULT_BROKER))
                .or(() -> inherited(key, settings.given(), ConfigSource.STATIC_BROKER))
                .map(given -> setting(definition, given))
                .orElseGet(() -> byDefault(definition))));
        return new TopicSettings(all);
    }

    private static Optional<Given> inherited(String key, Map<String, String> layer, ConfigSource source) {
        List<ConfigSynonym> synonyms = KafkaDefinitions.brokerSynonyms(key);
        return synonyms.stream()
                .filter(synonym -> layer.containsKey(synonym.name()))
                .findFirst()
                .map(synonym -> new Given(synonym.converter().apply(layer.get(synonym.name())), source));
    }

    private static Setting setting(ConfigKey definition, Given given) {
        Object value = ConfigDef.parseType(definition.name, given.text(), definition.type);
        return new Setting(definition.name, given.text(), value, given.source());
    }

    private static Setting byDefault(ConfigKey definition) {
        String text = ConfigDef.convertToString(definition.defaultValue, definition.type);
        return new Setting(definition.name, text, definition.defaultValue, ConfigSource.DEFAULT);
    }

    /** All settings that are meant for people, by name. */
    public Collection<Setting> all() {
        return settings.values().stream().filter(setting -> !KafkaDefinitions.topic().get(setting.name()).internalConfig).toList();
    }

    /** All settings by name, in Kafka's types. */
    Map<String, Object> values() {
        Map<String, Object> values = new TreeMap<>();
        settings.forEach((name, setting) -> values.put(name, setting.value()));
        return Collections.unmodifiableMap(values);
    }

    private Object value(String key) {
        return settings.get(key).value();
    }

    public int intValue(String key) {
        return ((Number) value(key)).intValue();
    }

    public long longValue(String key) {
        return ((Number) value(key)).longValue();
    }

    public double doubleValue(String key) {
        return ((Number) value(key)).doubleValue();
    }

    public boolean booleanValue(String key) {
        return (Boolean) value(key);
    }

    public String stringValue(String key) {
        return (String) value(key);
    }

    @SuppressWarnings("unchecked") // Kafka's type LIST is a list of strings
    public List<String> listValue(String key) {
        return (List<String>) value(key);
    }
}
