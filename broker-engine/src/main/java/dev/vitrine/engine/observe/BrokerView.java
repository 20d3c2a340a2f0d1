package dev.vitrine.engine.observe;

import java.util.List;

/** A broker and the addresses that it tells clients, the first listener first. */
public record BrokerView(int id, List<Endpoint> endpoints, long startedAtMillis) {

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
