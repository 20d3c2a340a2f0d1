package dev.vitrine.engine.api;

import dev.vitrine.engine.metadata.MetadataCache;
import dev.vitrine.engine.metadata.MetricsSubscription;
import dev.vitrine.engine.observe.ClientSoftware;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.Uuid;

/** The clients that speak of their metrics (KIP-714): each is forgotten with its connection, or where too many others came after it. */
public final class TelemetryClients {

    private static final int MOST = 16_384;
    private static final String UNKNOWN_SOFTWARE = "unknown";

    private final MetadataCache metadata;
    private final Supplier<Uuid> newId;
    private final Map<Uuid, TelemetryClient> clients = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Uuid, TelemetryClient> eldest) {
            return size() > MOST;
        }
    };

    /** @param newId for clients that have none yet */
    public TelemetryClients(MetadataCache metadata, Supplier<Uuid> newId) {
        this.metadata = metadata;
        this.newId = newId;
    }

    /** @param id zero for a client that has none yet */
    synchronized TelemetryClient find(RequestContext context, Uuid id) {
        Uuid known = id.equals(Uuid.ZERO_UUID) ? newId.get() : id;
        Map<String, Map<String, String>> subscriptions = MetricsSubscription.written(metadata.image());
        TelemetryClient client = clients.get(known);
        if (client == null || client.isOutdated(subscriptions)) {
            if (client == null) {
                context.connection().whenClosed().thenRun(() -> forget(known));
            }
            client = new TelemetryClient(known, subscriptions, attributes(context, known));
            clients.put(known, client);
        }
        return client;
    }

    private synchronized void forget(Uuid id) {
        clients.remove(id);
    }

    private static Map<String, String> attributes(RequestContext context, Uuid id) {
        Optional<ClientSoftware> software = context.connection().software().filter(said -> !said.inferred());
        Map<String, String> attributes = new HashMap<>();
        attributes.put(MetricsSubscription.CLIENT_INSTANCE_ID, id.toString());
        attributes.put(MetricsSubscription.CLIENT_ID, context.clientId());
        attributes.put(MetricsSubscription.SOFTWARE_NAME, software.map(ClientSoftware::name).orElse(UNKNOWN_SOFTWARE));
        attributes.put(MetricsSubscription.SOFTWARE_VERSION, software.map(ClientSoftware::version).orElse(UNKNOWN_SOFTWARE));
        attributes.put(MetricsSubscription.SOURCE_ADDRESS, context.clientHost().substring(1));
        attributes.put(MetricsSubscription.SOURCE_PORT, Integer.toString(context.connection().clientPort()));
        return attributes;
    }
}
