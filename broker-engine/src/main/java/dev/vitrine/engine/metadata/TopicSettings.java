package dev.vitrine.engine.metadata;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.server.config.ConfigSynonym;

/** The settings in force for one topic: its own, else the broker's (dynamic before static), else Kafka's default. */
public final class TopicSettings {

    private final Map<String, Object> values;

    private TopicSettings(Map<String, Object> values) {
        this.values = values;
    }

    /** What holds for {@code topic} on {@code broker}. */
    public static TopicSettings of(String topic, ClusterImage image, int broker, BrokerSettings settings) {
        Map<String, String> own = image.topicConfigs(topic);
        List<Map<String, String>> dynamic = List.of(
                image.configs(new ConfigResource(ConfigResource.Type.BROKER, Integer.toString(broker))),
                image.configs(new ConfigResource(ConfigResource.Type.BROKER, "")));
        Map<String, Object> values = new HashMap<>();
        KafkaDefinitions.topic().forEach((key, definition) -> {
            Optional<String> text = Optional.ofNullable(own.get(key)).or(() -> inherited(key, dynamic, settings));
            values.put(key, text.map(t -> ConfigDef.parseType(key, t, definition.type)).orElse(definition.defaultValue));
        });
        return new TopicSettings(values);
    }

    private static Optional<String> inherited(String key, List<Map<String, String>> dynamic, BrokerSettings settings) {
        List<ConfigSynonym> synonyms = KafkaDefinitions.brokerSynonyms(key);
        for (Map<String, String> layer : dynamic) {
            for (ConfigSynonym synonym : synonyms) {
                if (layer.containsKey(synonym.name())) {
                    return Optional.of(synonym.converter().apply(layer.get(synonym.name())));
                }
            }
        }
        for (ConfigSynonym synonym : synonyms) {
            Optional<String> given = settings.given(synonym.name());
            if (given.isPresent()) {
                return given.map(synonym.converter());
            }
        }
        return Optional.empty();
    }

    public int intValue(String key) {
        return ((Number) values.get(key)).intValue();
    }

    public long longValue(String key) {
        return ((Number) values.get(key)).longValue();
    }

    public String stringValue(String key) {
        return (String) values.get(key);
    }

    @SuppressWarnings("unchecked") // Kafka's type LIST is a list of strings
    public List<String> listValue(String key) {
        return (List<String>) values.get(key);
    }
}
