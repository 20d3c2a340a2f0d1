package dev.vitrine.app.source;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;

/** The app's own Kafka clients: all named alike, one Admin shared by all screens. */
final class OwnClients {

    private final Supplier<String> bootstrap;
    private Admin admin;
    private boolean closed;

    /** @param bootstrap asked for each new client: brokers come and go */
    OwnClients(Supplier<String> bootstrap) {
        this.bootstrap = bootstrap;
    }

    Map<String, Object> properties(String purpose) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap.get());
        properties.put(CommonClientConfigs.CLIENT_ID_CONFIG, ClusterSource.OWN_CLIENT_PREFIX + purpose);
        return properties;
    }

    synchronized Admin admin() {
        if (closed) {
            throw new IllegalStateException("the connection to " + bootstrap.get() + " is closed");
        }
        if (admin == null) {
            admin = Admin.create(properties("admin"));
        }
        return admin;
    }

    synchronized void close(Duration patience) {
        closed = true;
        if (admin != null) {
            admin.close(patience);
            admin = null;
        }
    }
}
