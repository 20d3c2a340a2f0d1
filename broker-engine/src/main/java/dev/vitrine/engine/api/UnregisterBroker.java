package dev.vitrine.engine.api;

import dev.vitrine.engine.controller.Controller;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.message.UnregisterBrokerRequestData;
import org.apache.kafka.common.message.UnregisterBrokerResponseData;
import org.apache.kafka.common.protocol.ApiKeys;

/** Forgets a broker that is gone for good (KIP-500). */
public final class UnregisterBroker extends Api<UnregisterBrokerRequestData, UnregisterBrokerResponseData> {

    private final Controller controller;

    public UnregisterBroker(Controller controller) {
        super(ApiKeys.UNREGISTER_BROKER, 0, 0);
        this.controller = controller;
    }

    @Override
    public CompletionStage<UnregisterBrokerResponseData> answer(RequestContext context, UnregisterBrokerRequestData request) {
        return controller.unregisterBroker(request);
    }
}
