package dev.vitrine.engine.metadata;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.coordinator.group.GroupConfig;
import org.apache.kafka.coordinator.group.GroupCoordinatorConfig;
import org.apache.kafka.coordinator.group.modern.share.ShareGroupConfig;
import org.apache.kafka.server.config.DynamicBrokerConfig;
import org.apache.kafka.server.metrics.ClientMetricsConfigs;
import org.apache.kafka.storage.internals.log.LogConfig;

/** Whether a resource may have the settings that somebody wants it to have. Kafka's own validators judge, in Kafka's words. */
public final class ConfigRules {

    /** Kafka insists that these are given; they mean nothing for what is checked here. */
    private static final Map<String, String> REQUIRED =
            Map.of("process.roles", "broker,controller", "node.id", "1", "controller.listener.names", "CONTROLLER");

    private final ClusterImage image;
    private final BrokerSettings settings;

    /** @param settings what the controller's broker was started with */
    public ConfigRules(ClusterImage image, BrokerSettings settings) {
        this.image = image;
        this.settings = settings;
    }

    /** Why there can't be settings under this name, of whatever value. */
    public Optional<Refusal> nameRefusal(ConfigResource resource) {
        return switch (resource.type()) {
            case TOPIC -> resource.isDefault()
                    ? refuse(Errors.INVALID_REQUEST, "Default topic resources are not allowed.")
                    : checked(Errors.INVALID_TOPIC_EXCEPTION, () -> Topic.validate(resource.name()));
            case GROUP -> resource.isDefault()
                    ? refuse(Errors.INVALID_REQUEST, "Default group resources are not allowed.") : Optional.empty();
            case CLIENT_METRICS -> resource.isDefault()
                    ? refuse(Errors.INVALID_REQUEST, "Subscription name can't be empty") : Optional.empty();
            case BROKER -> Optional.empty();
            default -> refuse(Errors.INVALID_REQUEST, "Unknown resource type " + resource.type().id());
        };
    }

    /**
     * Why the settings can't be these.
     *
     * @param before what the resource has
     * @param next   all that it is to have
     */
    public Optional<Refusal> refusal(ConfigResource resource, Map<String, String> before, Map<String, String> next) {
        return switch (resource.type()) {
            case TOPIC -> nulls("topic", next).or(() -> checked(Errors.INVALID_CONFIG, () -> topic(before, next)));
            case GROUP -> nulls("group", next).or(() -> checked(Errors.INVALID_CONFIG, () -> group(next)));
            case CLIENT_METRICS -> nulls("client metrics", next)
                    .or(() -> checked(Errors.INVALID_REQUEST, () -> ClientMetricsConfigs.validate(resource.name(), next)));
            case BROKER -> checked(Errors.INVALID_REQUEST, () -> broker(resource, next));
            default -> nameRefusal(resource);
        };
    }

    private void topic(Map<String, String> before, Map<String, String> next) {
        TopicSettings byDefault = TopicSettings.of(Map.of(), image, image.controllerId(), settings);
        boolean tiered = settings.booleanValue("remote.log.storage.system.enable");
        LogConfig.validate(before, next, byDefault.values(), tiered);
    }

    private void broker(ConfigResource resource, Map<String, String> next) {
        DynamicBrokerConfig.validateConfigs(properties(next), !resource.isDefault());
        int id = resource.isDefault() ? image.controllerId() : Integer.parseInt(resource.name());
        Map<String, String> own = image.configs(new ConfigResource(ConfigResource.Type.BROKER, Integer.toString(id)));
        Map<String, String> all = image.configs(new ConfigResource(ConfigResource.Type.BROKER, ""));
        BrokerLayers after = resource.isDefault() ? new BrokerLayers(own, next, settings) : new BrokerLayers(next, all, settings);
        BrokerChanges.check(BrokerSettings.unchecked(new BrokerLayers(own, all, settings).given()), BrokerSettings.unchecked(after.given()));
        AbstractConfig groups = kafkaConfig(after.given());
        new ShareGroupConfig(groups);
        new GroupCoordinatorConfig(groups);
    }

    private void group(Map<String, String> next) {
        AbstractConfig broker = kafkaConfig(new BrokerLayers(image, image.controllerId(), settings).given());
        GroupConfig.validate(next, new GroupCoordinatorConfig(broker), new ShareGroupConfig(broker));
    }

    private static AbstractConfig kafkaConfig(Map<String, String> given) {
        Map<String, String> all = new HashMap<>(REQUIRED);
        all.putAll(given);
        return new AbstractConfig(KafkaDefinitions.broker(), all, false);
    }

    private static Properties properties(Map<String, String> settings) {
        Properties properties = new Properties();
        properties.putAll(settings);
        return properties;
    }

    private static Optional<Refusal> nulls(String kind, Map<String, String> next) {
        List<String> nulls = next.entrySet().stream().filter(entry -> entry.getValue() == null).map(Map.Entry::getKey).toList();
        return nulls.isEmpty() ? Optional.empty() : refuse(Errors.INVALID_CONFIG,
                "Null value not supported for " + kind + " configs: " + nulls.stream().collect(Collectors.joining(",")));
    }

    /** Asks one of Kafka's validators, which answer by throwing. @param error where what is thrown has none of its own */
    private static Optional<Refusal> checked(Errors error, Runnable validation) {
        try {
            validation.run();
            return Optional.empty();
        } catch (ApiException refused) {
            return refuse(Errors.forException(refused), refused.getMessage());
        } catch (ConfigException | IllegalArgumentException refused) {
            return refuse(error, refused.getMessage());
        }
    }

    private static Optional<Refusal> refuse(Errors error, String message) {
        return Optional.of(new Refusal(error, message));
    }
}
