package dev.vitrine.engine;

import dev.vitrine.engine.metadata.BrokerSettings;
import dev.vitrine.engine.metadata.ListenerSettings;
import dev.vitrine.engine.metadata.ListenerSettings.Listener;
import dev.vitrine.engine.net.Sockets;
import dev.vitrine.engine.quota.ConnectionLimits;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens and closes a broker's ports while it runs, by its setting {@code listeners} (KIP-226). As in Kafka a listener that is added is served, but its
 * clients are told of no broker: what is advertised stays as it was at the start. A listener that stays by its name stays at its port.
 *
 * <p>A port that can't be had is noted in the log, and tried again with the next change of the broker's settings; the setting itself stands.
 */
final class DynamicListeners {

    private static final Logger LOG = LoggerFactory.getLogger(DynamicListeners.class);

    private final Sockets sockets;
    private final Listeners listeners;
    private final ConnectionLimits limits;
    private final Set<String> open;

    /** @param started names of those that are open */
    DynamicListeners(Sockets sockets, Listeners listeners, ConnectionLimits limits, List<String> started) {
        this.sockets = sockets;
        this.listeners = listeners;
        this.limits = limits;
        this.open = new HashSet<>(started);
    }

    /** Takes in what the broker is to listen to now. Waits for the system, and for the name service. */
    synchronized void apply(BrokerSettings settings) {
        try {
            apply(ListenerSettings.of(settings));
        } catch (ConfigException unreadable) { // such as were given at the start: Kafka's settings have no words for every address
            LOG.warn("The listeners stay as they are: {}", unreadable.getMessage());
        }
    }

    private void apply(Map<String, Listener> wanted) {
        for (String name : List.copyOf(open)) {
            if (!wanted.containsKey(name)) {
                LOG.info("Closing listener {}", name);
                sockets.close(name);
                open.remove(name);
            }
        }
        wanted.values().stream().filter(listener -> !open.contains(listener.name())).forEach(this::add);
    }

    private void add(Listener listener) {
        try {
            listeners.bind(List.of(new ListenAddress(listener.name(), listener.host(), listener.port(), Optional.empty())));
            sockets.serve(limits);
            open.add(listener.name());
            LOG.info("Listener {} is open at {}:{}", listener.name(), listener.host(), listener.port());
        } catch (StartRefused | IllegalArgumentException refused) { // the latter for a port that there can't be
            sockets.close(listener.name());
            LOG.error("Listener {} can't be opened at {}:{}: {}", listener.name(), listener.host(), listener.port(), refused.getMessage());
        }
    }
}
