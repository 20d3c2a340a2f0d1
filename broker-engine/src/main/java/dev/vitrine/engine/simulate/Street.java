package dev.vitrine.engine.simulate;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.protocol.ApiMessage;

/** The way from simulated clients to the brokers: as slow and as unsure as a network. */
public interface Street {

    /** What clients were told to begin with. */
    List<Integer> brokers();

    /**
     * Asks a broker, over the connection that this client has to it: one request after another.
     *
     * @return empty where no answer came in time; the connection is given up then, and what was asked may have been done all the same
     */
    CompletionStage<Optional<ApiMessage>> ask(String client, int broker, ApiMessage request, short version);
}
