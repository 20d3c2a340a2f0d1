package dev.vitrine.engine.api;

import dev.vitrine.engine.controller.Controller;
import dev.vitrine.engine.metadata.Loggers;
import dev.vitrine.engine.metadata.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData.AlterConfigsResource;
import org.apache.kafka.common.message.IncrementalAlterConfigsResponseData;
import org.apache.kafka.common.message.IncrementalAlterConfigsResponseData.AlterConfigsResourceResponse;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/** Changes single settings (KIP-339). Those of loggers are this broker's own matter, all others the controller's. */
public final class IncrementalAlterConfigs extends ForwardedApi<IncrementalAlterConfigsRequestData, IncrementalAlterConfigsResponseData> {

    private final LoggerChanges loggers;

    /** @param broker this one */
    public IncrementalAlterConfigs(Controller controller, Loggers loggers, int broker) {
        super(ApiKeys.INCREMENTAL_ALTER_CONFIGS, 0, 1, IncrementalAlterConfigsResponseData.class, controller);
        this.loggers = new LoggerChanges(loggers, broker);
    }

    @Override
    public CompletionStage<IncrementalAlterConfigsResponseData> answer(
            RequestContext context, IncrementalAlterConfigsRequestData request) {
        List<AlterConfigsResource> forLoggers = request.resources().stream().filter(IncrementalAlterConfigs::isLoggers).toList();
        if (forLoggers.isEmpty()) {
            return super.answer(context, request);
        }
        IncrementalAlterConfigsRequestData others = new IncrementalAlterConfigsRequestData().setValidateOnly(request.validateOnly());
        request.resources().stream().filter(resource -> !isLoggers(resource))
                .forEach(resource -> others.resources().add(resource.duplicate()));
        return super.answer(context, others).thenApply(response -> {
            forLoggers.forEach(resource -> response.responses().add(alter(resource, request.validateOnly())));
            return response;
        });
    }

    private static boolean isLoggers(AlterConfigsResource resource) {
        return resource.resourceType() == ConfigResource.Type.BROKER_LOGGER.id();
    }

    private AlterConfigsResourceResponse alter(AlterConfigsResource resource, boolean validateOnly) {
        Optional<Refusal> refusal = loggers.alter(resource, validateOnly);
        return new AlterConfigsResourceResponse()
                .setResourceType(resource.resourceType())
                .setResourceName(resource.resourceName())
                .setErrorCode(refusal.map(Refusal::error).orElse(Errors.NONE).code())
                .setErrorMessage(refusal.map(Refusal::message).orElse(null));
    }
}
