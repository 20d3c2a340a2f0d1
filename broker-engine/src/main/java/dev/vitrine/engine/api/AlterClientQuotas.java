package dev.vitrine.engine.api;

import dev.vitrine.engine.controller.Controller;
import org.apache.kafka.common.message.AlterClientQuotasRequestData;
import org.apache.kafka.common.message.AlterClientQuotasResponseData;
import org.apache.kafka.common.protocol.ApiKeys;

/** Sets quotas of users, client ids and addresses (KIP-546). */
public final class AlterClientQuotas extends ForwardedApi<AlterClientQuotasRequestData, AlterClientQuotasResponseData> {

    public AlterClientQuotas(Controller controller) {
        super(ApiKeys.ALTER_CLIENT_QUOTAS, 0, 1, AlterClientQuotasResponseData.class, controller);
    }
}
