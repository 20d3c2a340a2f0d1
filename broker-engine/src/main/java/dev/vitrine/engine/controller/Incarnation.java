package dev.vitrine.engine.controller;

import dev.vitrine.engine.metadata.BrokerImage.Endpoint;
import dev.vitrine.engine.metadata.FeatureRange;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.BrokerRegistrationRequestData;
import org.apache.kafka.common.message.BrokerRegistrationRequestData.Feature;
import org.apache.kafka.common.message.BrokerRegistrationRequestData.Listener;

/**
 * What a broker tells of itself when it starts.
 *
 * @param incarnation   of this life: another one each time
 * @param features      levels that it can work at
 * @param directory     id of its data folder
 * @param previousEpoch of the life before, where that one ended cleanly; −1 else
 */
public record Incarnation(int id, String clusterId, Uuid incarnation, List<Endpoint> endpoints, Optional<String> rack,
        Map<String, FeatureRange> features, Uuid directory, long previousEpoch) {

    public Incarnation {
        endpoints = List.copyOf(endpoints);
    }

    BrokerRegistrationRequestData registration() {
        BrokerRegistrationRequestData request = new BrokerRegistrationRequestData()
                .setBrokerId(id)
                .setClusterId(clusterId)
                .setIncarnationId(incarnation)
                .setRack(rack.orElse(null))
                .setLogDirs(List.of(directory))
                .setPreviousBrokerEpoch(previousEpoch);
        endpoints.forEach(endpoint -> request.listeners().add(
                new Listener().setName(endpoint.listener()).setHost(endpoint.host()).setPort(endpoint.port())));
        new TreeMap<>(features).forEach((name, range) -> request.features().add(
                new Feature().setName(name).setMinSupportedVersion(range.min()).setMaxSupportedVersion(range.max())));
        return request;
    }
}
