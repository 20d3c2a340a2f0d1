package dev.vitrine.engine.metadata;

import java.util.List;
import java.util.Optional;

/** A registered broker. */
public record BrokerImage(int id, Optional<String> rack, List<Endpoint> endpoints) {

    public BrokerImage {
        endpoints = List.copyOf(endpoints);
    }

    /** What clients of one listener are told. */
    public record Endpoint(String listener, String host, int port) {}

    public Optional<Endpoint> endpoint(String listener) {
        return endpoints.stream().filter(endpoint -> endpoint.listener().equals(listener)).findFirst();
    }
}
