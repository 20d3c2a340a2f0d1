package dev.vitrine.engine;

import dev.vitrine.engine.metadata.BrokerImage.Endpoint;
import dev.vitrine.engine.observe.BrokerState;
import dev.vitrine.engine.observe.BrokerView;
import dev.vitrine.engine.observe.Event;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A broker of this engine through all its lives: the same id, the same ports, the same folder.
 *
 * <pre>
 *              start()                stop()
 *   STOPPED ────────────► RUNNING ──────────────► STOPPED
 *   KILLED  ────────────►   │  ▲
 *      ▲                    │  │ thaw()
 *      │ kill()    freeze() ▼  │
 *      └──────────────── FROZEN
 * </pre>
 */
final class HostedBroker {

    private final House house;
    private volatile Site site;
    private volatile BrokerState state = BrokerState.STOPPED;
    private volatile BrokerLife life;
    private volatile long startedAtMillis;
    private volatile List<Endpoint> endpoints = List.of();

    HostedBroker(Site site, House house) {
        this.site = site;
        this.house = house;
    }

    int id() {
        return site.broker();
    }

    Site site() {
        return site;
    }

    /** What was done to it; whether the controller counts on it is another question. */
    BrokerState state() {
        return state;
    }

    /** When its last life began; 0 before the first. */
    long startedAtMillis() {
        return startedAtMillis;
    }

    /** The life that it has now; empty where it has none. */
    Optional<BrokerLife> life() {
        return Optional.ofNullable(life);
    }

    /** Binds its sockets: the first step of each life. @throws StartRefused where it can't have them */
    BrokerLife bind() {
        BrokerLife begun = new BrokerLife(site, house);
        life = begun;
        site = begun.bind();
        endpoints = begun.endpoints();
        startedAtMillis = house.clock().millis();
        return begun;
    }

    /** What clients are told, listener by listener. */
    List<String> addresses() {
        return endpoints.stream().map(at -> new BrokerView.Endpoint(at.listener(), at.host(), at.port()).address()).toList();
    }

    /** It serves. */
    void started() {
        state = BrokerState.RUNNING;
    }

    /** Ends its life in order; what it leads goes to others first. Idempotent. */
    void stop() {
        stop(BrokerLife::stop);
    }

    /** Ends its life in order, as the last of all or with all others. Idempotent. */
    void end() {
        stop(BrokerLife::end);
    }

    private void stop(Consumer<BrokerLife> how) {
        BrokerLife ending = life;
        if (ending != null) {
            boolean served = state == BrokerState.RUNNING || state == BrokerState.FROZEN;
            how.accept(ending);
            ended(BrokerState.STOPPED);
            if (served) {
                house.events().publish(new Event.BrokerStopped(id()));
            }
        }
    }

    void kill() {
        BrokerLife ending = life;
        if (ending != null) {
            ending.kill();
            ended(BrokerState.KILLED);
            house.events().publish(new Event.BrokerKilled(id()));
        }
    }

    private void ended(BrokerState how) {
        life = null;
        state = how;
    }

    void freeze() {
        if (state == BrokerState.RUNNING) {
            life.freeze();
            state = BrokerState.FROZEN;
            house.events().publish(new Event.BrokerFrozen(id()));
        }
    }

    void thaw() {
        if (state == BrokerState.FROZEN) {
            house.events().publish(new Event.BrokerThawed(id()));
            state = BrokerState.RUNNING;
            life.thaw();
        }
    }
}
