package dev.vitrine.engine.observe;

import java.util.List;
import java.util.Optional;

/**
 * A broker and the addresses that it tells clients, the first listener first.
 *
 * @param startedAtMillis wall-clock time of its last start
 * @param rack            {@code broker.rack}: replicas are spread over racks
 * @param epoch           of its registration: each start has a higher one, and what is said in an older one's name is refused; −1 where it is not known
 */
public record BrokerView(int id, List<Endpoint> endpoints, long startedAtMillis, BrokerState state, Optional<String> rack, long epoch) {

    /** A broker that runs, of which no more is known. */
    public BrokerView(int id, List<Endpoint> endpoints, long startedAtMillis) {
        this(id, endpoints, startedAtMillis, BrokerState.RUNNING, Optional.empty(), -1);
    }

    public BrokerView {
        endpoints = List.copyOf(endpoints);
    }

    /** One listener's advertised address. */
    public record Endpoint(String listener, String host, int port) {

        /** {@code host:port}, an IPv6 host in brackets. */
        public String address() {
            return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
        }
    }
}
