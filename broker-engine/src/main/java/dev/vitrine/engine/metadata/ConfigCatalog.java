package dev.vitrine.engine.metadata;

import dev.vitrine.engine.metadata.DescribedConfig.Synonym;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.ConfigResource.Type;
import org.apache.kafka.coordinator.group.GroupConfig;

/** Every setting of every kind of resource, as it stands on one broker: what DescribeConfigs tells, and what a screen shows. */
public final class ConfigCatalog {

    private final ClusterImage image;
    private final BrokerSettings settings;
    private final int broker;
    private final BrokerLayers layers;

    public ConfigCatalog(ClusterImage image, int broker, BrokerSettings settings) {
        this.image = image;
        this.broker = broker;
        this.settings = settings;
        this.layers = new BrokerLayers(image, broker, settings);
    }

    /** All settings of a topic by name. */
    public List<DescribedConfig> topic(String name) {
        Map<String, String> own = image.topicConfigs(name);
        return TopicSettings.of(own, image, broker, settings).all().stream().map(setting -> topicConfig(setting, own)).toList();
    }

    private DescribedConfig topicConfig(TopicSettings.Setting setting, Map<String, String> own) {
        ConfigKey definition = KafkaDefinitions.topic().get(setting.name());
        List<Synonym> synonyms = KafkaDefinitions.brokerName(setting.name())
                .map(name -> layers.synonyms(name, false))
                .orElse(List.of());
        String value = ConfigDef.convertToString(setting.value(), definition.type);
        return described(definition, value, withOwn(setting.name(), value, own, ConfigSource.TOPIC, synonyms));
    }

    /** All settings of this broker by name; those that Kafka calls internal only where they were given. */
    public List<DescribedConfig> broker() {
        Set<String> names = new TreeSet<>(layers.given().keySet());
        KafkaDefinitions.broker().configKeys().values().stream().filter(key -> !key.internalConfig).forEach(key -> names.add(key.name));
        return names.stream().map(name -> brokerConfig(name, layers.value(name), layers.synonyms(name, isSecret(name)))).toList();
    }

    /** The settings that were given to all brokers while they run, by name. */
    public List<DescribedConfig> brokerDefaults() {
        return layers.dynamicDefaults().entrySet().stream()
                .map(entry -> brokerConfig(entry.getKey(), entry.getValue(), layers.synonyms(entry.getKey(), isSecret(entry.getKey())).stream()
                        .filter(synonym -> synonym.source() == ConfigSource.DYNAMIC_DEFAULT_BROKER)
                        .toList()))
                .toList();
    }

    private static boolean isSecret(String brokerKey) {
        return KafkaDefinitions.isSensitive(Type.BROKER, brokerKey);
    }

    private static DescribedConfig brokerConfig(String name, String value, List<Synonym> synonyms) {
        Optional<ConfigKey> definition = KafkaDefinitions.definition(Type.BROKER, name);
        boolean secret = isSecret(name);
        return new DescribedConfig(name, secret ? null : value, !KafkaDefinitions.dynamic().contains(name), source(synonyms), secret, synonyms,
                definition.map(key -> key.type), definition.map(key -> key.documentation).orElse(null));
    }

    /** All settings of a group by name, whether or not there is such a group. */
    public List<DescribedConfig> group(String name) {
        Map<String, String> own = image.configs(new ConfigResource(Type.GROUP, name));
        return KafkaDefinitions.group().configKeys().values().stream()
                .filter(key -> !key.internalConfig)
                .sorted((a, b) -> a.name.compareTo(b.name))
                .map(key -> groupConfig(key, own))
                .toList();
    }

    private DescribedConfig groupConfig(ConfigKey definition, Map<String, String> own) {
        Optional<String> brokers = GroupConfig.brokerSynonym(definition.name);
        String byDefault = ConfigDef.convertToString(definition.defaultValue, definition.type);
        List<Synonym> synonyms = brokers
                .map(name -> layers.synonyms(name, false))
                .orElseGet(() -> List.of(new Synonym(definition.name, byDefault, ConfigSource.DEFAULT)));
        String inherited = brokers.map(layers::value).orElse(byDefault);
        String value = own.getOrDefault(definition.name, inherited);
        return described(definition, value, withOwn(definition.name, value, own, ConfigSource.GROUP, synonyms));
    }

    /** All settings of a subscription to clients' metrics (KIP-714) by name, whether or not there is such a subscription. */
    public List<DescribedConfig> clientMetrics(String name) {
        Map<String, String> own = image.configs(new ConfigResource(Type.CLIENT_METRICS, name));
        return KafkaDefinitions.clientMetrics().configKeys().values().stream()
                .sorted((a, b) -> a.name.compareTo(b.name))
                .map(key -> {
                    String value = own.getOrDefault(key.name, ConfigDef.convertToString(key.defaultValue, key.type));
                    return described(key, value, withOwn(key.name, value, own, ConfigSource.CLIENT_METRICS, List.of()));
                })
                .toList();
    }

    private static List<Synonym> withOwn(
            String name, String value, Map<String, String> own, ConfigSource source, List<Synonym> inherited) {
        if (!own.containsKey(name)) {
            return inherited;
        }
        List<Synonym> all = new ArrayList<>();
        all.add(new Synonym(name, value, source));
        all.addAll(inherited);
        return all;
    }

    private static DescribedConfig described(ConfigKey definition, String value, List<Synonym> synonyms) {
        return new DescribedConfig(definition.name, value, false, source(synonyms), false, synonyms, Optional.of(definition.type),
                definition.documentation);
    }

    private static ConfigSource source(List<Synonym> synonyms) {
        return synonyms.isEmpty() ? ConfigSource.DEFAULT : synonyms.getFirst().source();
    }
}
