package dev.vitrine.engine.controller;

import dev.vitrine.engine.metadata.Refusal;
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
        ResourceConfigs.each(request.resources(), AlterConfigs::key, resource -> alter(resource, request.validateOnly(), draft))
                .forEach(judged -> response.responses().add(new AlterConfigsResourceResponse()
                        .setResourceType(judged.resource().resourceType())
                        .setResourceName(judged.resource().resourceName())
                        .setErrorCode(judged.errorCode())
                        .setErrorMessage(judged.message())));
        return draft.decide(response);
    }

    private static List<Object> key(AlterConfigsResource resource) {
        return List.of(resource.resourceType(), resource.resourceName());
    }

    private Optional<Refusal> alter(AlterConfigsResource asked, boolean validateOnly, Decision.Draft draft) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.forId(asked.resourceType()), asked.resourceName());
        Optional<Refusal> unknown = ResourceConfigs.typeRefusal(asked.resourceType());
        if (unknown.isPresent()) {
            return unknown;
        }
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
