package dev.vitrine.engine.api;

import dev.vitrine.engine.controller.Controller;
import org.apache.kafka.common.message.AlterConfigsRequestData;
import org.apache.kafka.common.message.AlterConfigsResponseData;
import org.apache.kafka.common.protocol.ApiKeys;

/** Replaces all settings of a resource; superseded by {@link IncrementalAlterConfigs} (KIP-339), but the only way that some clients know. */
public final class AlterConfigs extends ForwardedApi<AlterConfigsRequestData, AlterConfigsResponseData> {

    public AlterConfigs(Controller controller) {
        super(ApiKeys.ALTER_CONFIGS, 0, 2, AlterConfigsResponseData.class, controller);
    }
}
