package dev.vitrine.engine.api;

import dev.vitrine.engine.group.Caller;
import dev.vitrine.engine.net.Connection;
import dev.vitrine.engine.quota.Account;

/**
 * Who asks, and how.
 *
 * @param version of the API
 * @param clientId empty where the client sent none
 * @param size     of the request, in bytes
 * @param account  what it costs its client
 */
public record RequestContext(Connection connection, short version, String clientId, int size, Account account) {

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
