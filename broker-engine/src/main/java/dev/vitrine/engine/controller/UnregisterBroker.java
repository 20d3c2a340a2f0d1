package dev.vitrine.engine.controller;

import dev.vitrine.engine.metadata.BrokerImage;
import dev.vitrine.engine.observe.Event;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.message.UnregisterBrokerRequestData;
import org.apache.kafka.common.message.UnregisterBrokerResponseData;
import org.apache.kafka.common.protocol.Errors;

/**
 * Forgets a broker, as Kafka does even one that runs: its partitions have other leaders then, or none, and no client is told of it any more, until it
 * is started again and registers anew.
 */
final class UnregisterBroker {

    private final Ground ground;

    UnregisterBroker(Ground ground) {
        this.ground = ground;
    }

    Decision<UnregisterBrokerResponseData> decide(UnregisterBrokerRequestData request) {
        int id = request.brokerId();
        Optional<BrokerImage> broker = ground.image().broker(id);
        if (broker.isEmpty()) {
            return Decision.nothing(refused(Errors.BROKER_ID_NOT_REGISTERED, "Broker ID " + id + " is not currently registered"));
        }
        return new Decision<>(new BrokerTurns(ground).unregistered(broker.get()), new UnregisterBrokerResponseData().setErrorMessage(null),
                List.of(new Event.BrokerStopped(id)), "broker " + id + " was unregistered");
    }

    static UnregisterBrokerResponseData refused(Errors error, String message) {
        return new UnregisterBrokerResponseData().setErrorCode(error.code()).setErrorMessage(message);
    }
}
