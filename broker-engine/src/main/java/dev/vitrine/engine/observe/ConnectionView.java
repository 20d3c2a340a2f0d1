package dev.vitrine.engine.observe;

import java.util.List;
import java.util.Optional;

/**
 * A client's connection.
 *
 * @param id             unique while the engine runs
 * @param clientId       from the last request's header; empty where it sent none
 * @param remoteAddress  {@code host:port}
 * @param requests       requests answered so far
 * @param flows          what it has produced and fetched, partition by partition, since it opened
 */
public record ConnectionView(
        long id,
        int brokerId,
        String listener,
        String remoteAddress,
        String clientId,
        Optional<ClientSoftware> software,
        long openedAtMillis,
        long lastRequestMillis,
        long requests,
        List<FlowView> flows) {

    public ConnectionView {
        flows = List.copyOf(flows);
    }
}
