package dev.vitrine.engine.quota;

import dev.vitrine.engine.metadata.BrokerRules;
import dev.vitrine.engine.metadata.BrokerSettings;
import dev.vitrine.engine.metadata.QuotaEntity;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many connections there may be, and how fast new ones may come: of the whole broker, of one listener, of one address.
 *
 * @param perAddress those that aren't {@code max.connections.per.ip}
 * @param rates      connections a second by address, from the cluster's quotas
 * @param rate       of addresses without one of their own; empty for no limit
 */
record ConnectionSettings(
        BrokerSettings broker, Map<InetAddress, Integer> perAddress, Map<InetAddress, Double> rates, OptionalDouble rate) {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionSettings.class);
    private static final String CREATION_RATE = "connection_creation_rate";

    /** May ask the name service for hosts that are given by name. */
    static ConnectionSettings of(BrokerSettings broker, Map<QuotaEntity, Map<String, Double>> quotas) {
        Map<InetAddress, Double> rates = new HashMap<>();
        OptionalDouble byDefault = OptionalDouble.empty();
        for (Map.Entry<QuotaEntity, Map<String, Double>> quota : quotas.entrySet()) {
            Double rate = quota.getValue().get(CREATION_RATE);
            if (rate != null && quota.getKey().names().containsKey(QuotaEntity.IP)) {
                String host = quota.getKey().names().get(QuotaEntity.IP);
                if (host == null) {
                    byDefault = OptionalDouble.of(rate);
                } else {
                    address(host).ifPresent(address -> rates.put(address, rate));
                }
            }
        }
        return new ConnectionSettings(broker, overrides(broker), rates, byDefault);
    }

    private static Map<InetAddress, Integer> overrides(BrokerSettings broker) {
        Map<InetAddress, Integer> most = new HashMap<>();
        BrokerRules.connectionsPerAddress(broker).forEach((host, connections) ->
                address(host).ifPresent(address -> most.put(address, connections)));
        return most;
    }

    private static Optional<InetAddress> address(String host) {
        try {
            return Optional.of(InetAddress.getByName(host));
        } catch (UnknownHostException unknown) {
            LOG.warn("The connections of {} can't be limited: no such host", host);
            return Optional.empty();
        }
    }

    String interBrokerListener() {
        Object named = broker.value("inter.broker.listener.name");
        return String.valueOf(named == null ? broker.value("security.inter.broker.protocol") : named);
    }

    int most() {
        return broker.intValue("max.connections");
    }

    int most(InetAddress address) {
        return perAddress.getOrDefault(address, broker.intValue("max.connections.per.ip"));
    }

    int most(String listener) {
        return ofListener(listener, "max.connections").orElse(Integer.MAX_VALUE);
    }

    OptionalDouble rate(InetAddress address) {
        Double own = rates.get(address);
        return own == null ? rate : OptionalDouble.of(own);
    }

    int creationRate() {
        return broker.intValue("max.connection.creation.rate");
    }

    int creationRate(String listener) {
        return ofListener(listener, "max.connection.creation.rate").orElse(Integer.MAX_VALUE);
    }

    private Optional<Integer> ofListener(String listener, String key) {
        return broker.given("listener.name." + listener.toLowerCase(Locale.ROOT) + "." + key).map(text -> Integer.valueOf(text.trim()));
    }
}
