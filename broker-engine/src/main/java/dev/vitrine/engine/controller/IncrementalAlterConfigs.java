package dev.vitrine.engine.controller;

import dev.vitrine.engine.controller.ResourceConfigs.Judged;
import dev.vitrine.engine.metadata.KafkaDefinitions;
import dev.vitrine.engine.metadata.Refusal;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData.AlterConfigsResource;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData.AlterableConfig;
import org.apache.kafka.common.message.IncrementalAlterConfigsResponseData;
import org.apache.kafka.common.message.IncrementalAlterConfigsResponseData.AlterConfigsResourceResponse;
import org.apache.kafka.common.protocol.Errors;

/** Changes single settings of resources (KIP-339): sets, deletes, appends to a list or subtracts from it. */
final class IncrementalAlterConfigs {

    private static final Refusal SPOILT = new Refusal(Errors.UNKNOWN_SERVER_ERROR, Errors.UNKNOWN_SERVER_ERROR.message());

    private final ResourceConfigs configs;

    /** @param broker the one that was asked */
    IncrementalAlterConfigs(Ground ground, int broker) {
        this.configs = new ResourceConfigs(ground, broker);
    }

    Decision<IncrementalAlterConfigsResponseData> decide(IncrementalAlterConfigsRequestData request) {
        Decision.Draft draft = new Decision.Draft();
        boolean spoilt = request.resources().stream().anyMatch(IncrementalAlterConfigs::spoils);
        List<Judged<AlterConfigsResource>> judged = ResourceConfigs.each(request.resources(), IncrementalAlterConfigs::key,
                resource -> alter(resource, spoilt || request.validateOnly(), draft)
                        .or(() -> spoilt ? Optional.of(SPOILT) : Optional.empty()));
        IncrementalAlterConfigsResponseData response = new IncrementalAlterConfigsResponseData();
        judged.forEach(each -> response.responses().add(new AlterConfigsResourceResponse()
                .setResourceType(each.resource().resourceType())
                .setResourceName(each.resource().resourceName())
                .setErrorCode(each.errorCode())
                .setErrorMessage(each.message())));
        return draft.decide(response);
    }

    /**
     * Kafka's controller fails over an operation that doesn't exist, and with it all that it was given together with that; brokers check their own
     * settings before they hand them on.
     */
    private static boolean spoils(AlterConfigsResource asked) {
        ConfigResource.Type type = ConfigResource.Type.forId(asked.resourceType());
        return type != ConfigResource.Type.UNKNOWN && type != ConfigResource.Type.BROKER && formRefusal(asked).isEmpty()
                && asked.configs().stream().anyMatch(config -> OpType.forId(config.configOperation()) == null);
    }

    private static List<Object> key(AlterConfigsResource resource) {
        return List.of(resource.resourceType(), resource.resourceName());
    }

    private Optional<Refusal> alter(AlterConfigsResource asked, boolean validateOnly, Decision.Draft draft) {
        ConfigResource.Type type = ConfigResource.Type.forId(asked.resourceType());
        if (spoils(asked)) {
            return Optional.of(SPOILT);
        }
        ConfigResource resource = new ConfigResource(type, asked.resourceName());
        Map<String, String> next = new TreeMap<>(configs.before(resource));
        Optional<Refusal> refusal = ResourceConfigs.typeRefusal(asked.resourceType())
                .or(() -> formRefusal(asked))
                .or(() -> configs.resourceRefusal(resource))
                .or(() -> operate(type, asked, next))
                .or(() -> configs.refusal(resource, next));
        if (refusal.isEmpty() && !validateOnly) {
            configs.write(resource, next, draft);
        }
        return refusal;
    }

    private static Optional<Refusal> formRefusal(AlterConfigsResource asked) {
        Set<String> keys = new HashSet<>();
        for (AlterableConfig config : asked.configs()) {
            if (!keys.add(config.name())) {
                return Optional.of(ResourceConfigs.REPEATED_KEY);
            }
        }
        List<String> nulls = asked.configs().stream()
                .filter(config -> config.value() == null && config.configOperation() != OpType.DELETE.id())
                .map(AlterableConfig::name)
                .toList();
        return nulls.isEmpty() ? Optional.empty()
                : refuse(Errors.INVALID_REQUEST, "Null value not supported for : " + String.join(",", nulls));
    }

    /** Changes {@code settings} as asked. */
    private static Optional<Refusal> operate(ConfigResource.Type type, AlterConfigsResource asked, Map<String, String> settings) {
        for (AlterableConfig config : asked.configs()) {
            OpType operation = OpType.forId(config.configOperation());
            switch (operation) {
                case null -> {
                    return refuse(Errors.INVALID_REQUEST, "Unknown operations type " + config.configOperation());
                }
                case SET -> settings.put(config.name(), config.value());
                case DELETE -> settings.remove(config.name());
                case APPEND, SUBTRACT -> {
                    if (!KafkaDefinitions.isList(type, config.name())) {
                        return refuse(Errors.INVALID_CONFIG, noList(type, config.name(), operation));
                    }
                    settings.put(config.name(), edited(config, operation, current(type, config.name(), settings)));
                }
            }
        }
        return Optional.empty();
    }

    private static String noList(ConfigResource.Type type, String key, OpType operation) {
        if (type != ConfigResource.Type.BROKER) {
            return "Can't " + operation + " to key " + key + " because its type is not LIST.";
        }
        return KafkaDefinitions.isKnown(type, key)
                ? "Config value " + operation.name().toLowerCase(Locale.ROOT) + " is not allowed for config key: " + key
                : "Unknown config name: " + key;
    }

    /** What the list holds now: its own value, else the default. */
    private static String current(ConfigResource.Type type, String key, Map<String, String> settings) {
        String own = settings.get(key);
        return own != null ? own : KafkaDefinitions.byDefault(type, key).orElse("");
    }

    private static String edited(AlterableConfig config, OpType operation, String now) {
        Set<String> items = new LinkedHashSet<>(items(now));
        List<String> given = items(config.value());
        if (operation == OpType.APPEND) {
            items.addAll(given);
        } else {
            given.forEach(items::remove);
        }
        return String.join(",", items);
    }

    private static List<String> items(String list) {
        return Arrays.stream(list.split(",")).map(String::trim).filter(item -> !item.isEmpty()).toList();
    }

    private static Optional<Refusal> refuse(Errors error, String message) {
        return Optional.of(new Refusal(error, message));
    }
}
