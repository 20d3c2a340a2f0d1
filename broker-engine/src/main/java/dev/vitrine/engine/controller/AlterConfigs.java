package dev.vitrine.engine.controller;

import dev.vitrine.engine.metadata.Refusal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.message.AlterConfigsRequestData;
import org.apache.kafka.common.message.AlterConfigsRequestData.AlterConfigsResource;
import org.apache.kafka.common.message.AlterConfigsRequestData.AlterableConfig;
import org.apache.kafka.common.message.AlterConfigsResponseData;
import org.apache.kafka.common.message.AlterConfigsResponseData.AlterConfigsResourceResponse;
import org.apache.kafka.common.protocol.Errors;

/** Replaces all settings of resources: what isn't named goes back to its default. Old clients' way; kafkajs knows no other. */
final class AlterConfigs {

    private final ResourceConfigs configs;

    /** @param broker the one that was asked */
    AlterConfigs(Ground ground, int broker) {
        this.configs = new ResourceConfigs(ground, broker);
    }

    Decision<AlterConfigsResponseData> decide(AlterConfigsRequestData request) {
        AlterConfigsResponseData response = new AlterConfigsResponseData();
        Decision.Draft draft = new Decision.Draft();
        Map<List<Object>, Integer> times = new HashMap<>();
        request.resources().forEach(resource -> times.merge(key(resource), 1, Integer::sum));
        for (AlterConfigsResource resource : request.resources()) {
            Optional<Refusal> refusal = times.get(key(resource)) > 1
                    ? Optional.of(ResourceConfigs.REPEATED_RESOURCE)
                    : alter(resource, request.validateOnly(), draft);
            response.responses().add(new AlterConfigsResourceResponse()
                    .setResourceType(resource.resourceType())
                    .setResourceName(resource.resourceName())
                    .setErrorCode(refusal.map(Refusal::error).orElse(Errors.NONE).code())
                    .setErrorMessage(refusal.map(Refusal::message).orElse(null)));
        }
        return draft.decide(response);
    }

    private static List<Object> key(AlterConfigsResource resource) {
        return List.of(resource.resourceType(), resource.resourceName());
    }

    private Optional<Refusal> alter(AlterConfigsResource asked, boolean validateOnly, Decision.Draft draft) {
        ConfigResource.Type type = ConfigResource.Type.forId(asked.resourceType());
        if (type == ConfigResource.Type.UNKNOWN) {
            return Optional.of(new Refusal(Errors.INVALID_REQUEST, "Unknown resource type " + asked.resourceType()));
        }
        ConfigResource resource = new ConfigResource(type, asked.resourceName());
        Map<String, String> next = new TreeMap<>();
        for (AlterableConfig config : asked.configs()) {
            if (next.containsKey(config.name())) {
                return Optional.of(ResourceConfigs.REPEATED_KEY);
            }
            if (config.value() == null) {
                return Optional.of(new Refusal(Errors.INVALID_REQUEST, "Null value not supported for : " + config.name()));
            }
            next.put(config.name(), config.value());
        }
        Optional<Refusal> refusal = configs.resourceRefusal(resource).or(() -> configs.refusal(resource, next));
        if (refusal.isEmpty() && !validateOnly) {
            configs.write(resource, next, draft);
        }
        return refusal;
    }
}
