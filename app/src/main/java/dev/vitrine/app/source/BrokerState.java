package dev.vitrine.app.source;

import dev.vitrine.engine.StartRefused;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where the broker's life stands.
 *
 * <pre>
 *   Starting ──► Serving ──► Stopping ──► Stopped
 *      │  ▲                     ▲
 *      ▼  │ again               │
 *    Refused ───────────────────┘
 * </pre>
 */
public sealed interface BrokerState {

    /** @param address where it is going to listen */
    record Starting(String address) implements BrokerState {}

    record Serving(ClusterSource source) implements BrokerState {}

    /**
     * It did not start, and nothing has changed on disk.
     *
     * @param reason   as the engine tells it; empty where something went wrong that it has no reason for
     * @param message  one line for a person
     * @param freePort where a port was taken: the next one that is free
     * @param owner    where a port was taken: by whom, as far as this machine tells; else empty
     */
    record Refused(Optional<StartRefused.Reason> reason, String message, OptionalInt freePort, String owner) implements BrokerState {}

    record Stopping() implements BrokerState {}

    record Stopped() implements BrokerState {}
}
