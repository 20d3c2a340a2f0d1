package dev.vitrine.engine.api;

import dev.vitrine.engine.group.Caller;
import dev.vitrine.engine.net.Connection;

/**
 * Who asks, and how.
 *
 * @param version of the API
 * @param clientId empty where the client sent none
 */
public record RequestContext(Connection connection, short version, String clientId) {

    public String listener() {
        return connection.listener();
    }

    /** As Kafka shows it: {@code /127.0.0.1}. */
    public String clientHost() {
        return connection.clientHost();
    }

    /** As the coordinators know who asks. */
    Caller caller() {
        return new Caller(clientId, clientHost(), version);
    }
}
