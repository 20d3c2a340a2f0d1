package dev.vitrine.engine.controller;

import dev.vitrine.engine.observe.Event;
import java.util.List;
import org.apache.kafka.common.message.UnregisterBrokerRequestData;
import org.apache.kafka.common.message.UnregisterBrokerResponseData;
import org.apache.kafka.common.metadata.UnregisterBrokerRecord;
import org.apache.kafka.common.protocol.Errors;

/** Forgets a broker that is gone for good. One that runs is not forgotten: it is the only one that could be asked. */
final class UnregisterBroker {

    private final Ground ground;

    UnregisterBroker(Ground ground) {
        this.ground = ground;
    }

    Decision<UnregisterBrokerResponseData> decide(UnregisterBrokerRequestData request) {
        int id = request.brokerId();
        if (ground.image().broker(id).isEmpty()) {
            return Decision.nothing(refused(Errors.BROKER_ID_NOT_REGISTERED, "Broker ID " + id + " is not currently registered"));
        }
        if (id == ground.image().controllerId()) {
            return Decision.nothing(refused(Errors.INVALID_REQUEST, "Broker ID " + id + " is running"));
        }
        UnregisterBrokerRecord record = new UnregisterBrokerRecord().setBrokerId(id).setBrokerEpoch(-1);
        return new Decision<>(List.of(MetadataRecord.of(record)), new UnregisterBrokerResponseData().setErrorMessage(null),
                List.of(new Event.BrokerStopped(id)));
    }

    static UnregisterBrokerResponseData refused(Errors error) {
        return refused(error, error.message());
    }

    private static UnregisterBrokerResponseData refused(Errors error, String message) {
        return new UnregisterBrokerResponseData().setErrorCode(error.code()).setErrorMessage(message);
    }
}
