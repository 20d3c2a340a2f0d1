package dev.vitrine.engine.api;

import dev.vitrine.engine.controller.Controller;
import org.apache.kafka.common.message.UnregisterBrokerRequestData;
import org.apache.kafka.common.message.UnregisterBrokerResponseData;
import org.apache.kafka.common.protocol.ApiKeys;

/** Forgets a broker that is gone for good (KIP-500). */
public final class UnregisterBroker extends ForwardedApi<UnregisterBrokerRequestData, UnregisterBrokerResponseData> {

    public UnregisterBroker(Controller controller) {
        super(ApiKeys.UNREGISTER_BROKER, 0, 0, UnregisterBrokerResponseData.class, controller);
    }
}
