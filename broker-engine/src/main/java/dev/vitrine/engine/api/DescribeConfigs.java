package dev.vitrine.engine.api;

import dev.vitrine.engine.metadata.BrokerSettings;
import dev.vitrine.engine.metadata.ClusterImage;
import dev.vitrine.engine.metadata.ConfigCatalog;
import dev.vitrine.engine.metadata.ConfigSource;
import dev.vitrine.engine.metadata.DescribedConfig;
import dev.vitrine.engine.metadata.Loggers;
import dev.vitrine.engine.metadata.MetadataCache;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.message.DescribeConfigsRequestData;
import org.apache.kafka.common.message.DescribeConfigsRequestData.DescribeConfigsResource;
import org.apache.kafka.common.message.DescribeConfigsResponseData;
import org.apache.kafka.common.message.DescribeConfigsResponseData.DescribeConfigsResourceResult;
import org.apache.kafka.common.message.DescribeConfigsResponseData.DescribeConfigsResult;
import org.apache.kafka.common.message.DescribeConfigsResponseData.DescribeConfigsSynonym;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/**
 * Tells all settings of topics, brokers, groups, metrics subscriptions and loggers.
 * <ul>
 *   <li>v1: sources and synonyms (KIP-226). v3: types and documentation (KIP-569).
 *   <li>A resource type that doesn't exist fails the whole request.
 * </ul>
 */
public final class DescribeConfigs extends Api<DescribeConfigsRequestData, DescribeConfigsResponseData> {

    private final MetadataCache metadata;
    private final int broker;
    private final BrokerSettings settings;
    private final Loggers loggers;

    /** @param broker this one: it tells of no other */
    public DescribeConfigs(MetadataCache metadata, int broker, BrokerSettings settings, Loggers loggers) {
        super(ApiKeys.DESCRIBE_CONFIGS, 1, 4);
        this.metadata = metadata;
        this.broker = broker;
        this.settings = settings;
        this.loggers = loggers;
    }

    @Override
    public CompletionStage<DescribeConfigsResponseData> answer(RequestContext context, DescribeConfigsRequestData request) {
        ClusterImage image = metadata.image();
        boolean anyUnknown = request.resources().stream().anyMatch(resource -> type(resource) == ConfigResource.Type.UNKNOWN);
        DescribeConfigsResponseData response = new DescribeConfigsResponseData();
        for (DescribeConfigsResource resource : request.resources()) {
            DescribeConfigsResult result = anyUnknown
                    ? refused(Errors.INVALID_REQUEST, Errors.INVALID_REQUEST.message())
                    : describe(resource, image, request);
            response.results().add(result.setResourceType(resource.resourceType()).setResourceName(resource.resourceName()));
        }
        return now(response);
    }

    private static ConfigResource.Type type(DescribeConfigsResource resource) {
        return ConfigResource.Type.forId(resource.resourceType());
    }

    private DescribeConfigsResult describe(DescribeConfigsResource resource, ClusterImage image, DescribeConfigsRequestData request) {
        String name = resource.resourceName();
        Supplier<ConfigCatalog> catalog = () -> new ConfigCatalog(image, broker, settings);
        return switch (type(resource)) {
            case TOPIC -> topic(resource, image, request);
            case BROKER -> brokerNamed(name, " or empty string, but received ",
                    () -> found(resource, name.isEmpty() ? catalog.get().brokerDefaults() : catalog.get().broker(), request));
            case BROKER_LOGGER -> name.isEmpty()
                    ? refused(Errors.INVALID_REQUEST, "Broker id must not be empty")
                    : brokerNamed(name, " but received ", () -> found(resource, loggers.describe(), request));
            case CLIENT_METRICS -> name.isEmpty()
                    ? refused(Errors.INVALID_REQUEST, "Client metrics subscription name must not be empty")
                    : found(resource, catalog.get().clientMetrics(name), request);
            case GROUP -> name.isEmpty()
                    ? refused(Errors.INVALID_REQUEST, "Group name must not be empty")
                    : found(resource, catalog.get().group(name), request);
            case UNKNOWN -> refused(Errors.INVALID_REQUEST, Errors.INVALID_REQUEST.message());
        };
    }

    private DescribeConfigsResult topic(DescribeConfigsResource resource, ClusterImage image, DescribeConfigsRequestData request) {
        try {
            Topic.validate(resource.resourceName());
        } catch (InvalidTopicException invalid) {
            return refused(Errors.INVALID_TOPIC_EXCEPTION, invalid.getMessage());
        }
        return image.topic(resource.resourceName()).isEmpty()
                ? refused(Errors.UNKNOWN_TOPIC_OR_PARTITION, "")
                : found(resource, new ConfigCatalog(image, broker, settings).topic(resource.resourceName()), request);
    }

    private DescribeConfigsResult brokerNamed(String name, String butReceived, Supplier<DescribeConfigsResult> result) {
        try {
            return name.isEmpty() || Integer.parseInt(name) == broker
                    ? result.get()
                    : refused(Errors.INVALID_REQUEST, "Unexpected broker id, expected " + broker + butReceived + name);
        } catch (NumberFormatException notANumber) {
            return refused(Errors.INVALID_REQUEST, "Broker id must be an integer, but it is: " + name);
        }
    }

    private static DescribeConfigsResult refused(Errors error, String message) {
        return new DescribeConfigsResult().setErrorCode(error.code()).setErrorMessage(message);
    }

    private static DescribeConfigsResult found(
            DescribeConfigsResource resource, List<DescribedConfig> configs, DescribeConfigsRequestData request) {
        List<String> wanted = resource.configurationKeys();
        DescribeConfigsResult result = new DescribeConfigsResult().setErrorMessage("");
        configs.stream()
                .filter(config -> wanted == null || wanted.isEmpty() || wanted.contains(config.name()))
                .forEach(config -> result.configs().add(result(config, request)));
        return result;
    }

    private static DescribeConfigsResourceResult result(DescribedConfig config, DescribeConfigsRequestData request) {
        DescribeConfigsResourceResult result = new DescribeConfigsResourceResult()
                .setName(config.name())
                .setValue(config.value())
                .setReadOnly(config.readOnly())
                .setConfigSource(config.source().id())
                .setIsSensitive(config.sensitive())
                .setConfigType(config.typeId())
                .setDocumentation(request.includeDocumentation() || config.source() == ConfigSource.BROKER_LOGGER
                        ? config.documentation() : null);
        if (request.includeSynonyms()) {
            config.synonyms().forEach(synonym -> result.synonyms().add(new DescribeConfigsSynonym()
                    .setName(synonym.name())
                    .setValue(synonym.value())
                    .setSource(synonym.source().id())));
        }
        return result;
    }
}
