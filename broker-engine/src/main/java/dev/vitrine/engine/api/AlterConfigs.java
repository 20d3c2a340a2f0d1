package dev.vitrine.engine.api;

import dev.vitrine.engine.controller.Controller;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.message.AlterConfigsRequestData;
import org.apache.kafka.common.message.AlterConfigsResponseData;
import org.apache.kafka.common.protocol.ApiKeys;

/** Replaces all settings of a resource; superseded by {@link IncrementalAlterConfigs} (KIP-339), but the only way that some clients know. */
public final class AlterConfigs extends Api<AlterConfigsRequestData, AlterConfigsResponseData> {

    private final Controller controller;
    private final int broker;

    /** @param broker this one */
    public AlterConfigs(Controller controller, int broker) {
        super(ApiKeys.ALTER_CONFIGS, 0, 2);
        this.controller = controller;
        this.broker = broker;
    }

    @Override
    public CompletionStage<AlterConfigsResponseData> answer(RequestContext context, AlterConfigsRequestData request) {
        return controller.alterConfigs(request, broker);
    }
}
