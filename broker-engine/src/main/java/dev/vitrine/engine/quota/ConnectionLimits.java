package dev.vitrine.engine.quota;

import dev.vitrine.engine.metadata.BrokerSettings;
import dev.vitrine.engine.metadata.QuotaEntity;
import dev.vitrine.engine.time.Clock;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Lets connections in, or not (KIP-402, KIP-612). As in Kafka, what concerns the broker or a listener holds the door: connections wait until there
 * is room, or the rate is kept again. What concerns one address turns its connection away, so that it keeps nobody else waiting.
 *
 * <p>The listener that brokers use among themselves ({@code inter.broker.listener.name}) is protected where there are others beside it: no limit of
 * the whole broker keeps its connections out. Where there are too many then, or the limit was lowered, {@link #excess} says how many of the other
 * listeners' connections have to go.
 *
 * <p>May be used from any thread.
 */
public final class ConnectionLimits {

    /** What becomes of a connection. */
    public sealed interface Verdict {

        record Enter() implements Verdict {}

        /** @param afterMs so long it is left unanswered first: whoever is turned away at once only comes again the sooner */
        record TurnAway(long afterMs, String why) implements Verdict {}
    }

    private static final String BROKER = "";

    private final Clock clock;
    private final Windows windows;
    private final Map<InetAddress, Integer> ofAddress = new HashMap<>();
    private final Map<String, Integer> ofListener = new HashMap<>();
    private final Map<InetAddress, Meter> addressRates = new HashMap<>();
    private final Map<String, Meter> listenerRates = new HashMap<>();
    private final Map<String, Integer> doors = new HashMap<>();
    private final List<Runnable> looks = new CopyOnWriteArrayList<>();
    private ConnectionSettings settings;
    private int open;

    public ConnectionLimits(BrokerSettings settings, Clock clock) {
        this.clock = clock;
        this.windows = Windows.ofClients(settings);
        this.settings = ConnectionSettings.of(settings, Map.of());
    }

    /** Takes in new limits; those that came before keep their place. May ask the name service. */
    public void apply(BrokerSettings broker, Map<QuotaEntity, Map<String, Double>> quotas) {
        ConnectionSettings next = ConnectionSettings.of(broker, quotas);
        synchronized (this) {
            settings = next;
            addressRates.keySet().removeIf(address -> next.rate(address).isEmpty());
        }
        looks.forEach(Runnable::run);
    }

    /**
     * A door of a listener opens; there may be several of one listener, each at an address of its own.
     *
     * @param onRoom run, on any thread, whenever there may be room again
     */
    public void opens(String listener, Runnable onRoom) {
        synchronized (this) {
            doors.merge(listener, 1, Integer::sum);
        }
        looks.add(onRoom);
    }

    public void shuts(String listener, Runnable onRoom) {
        synchronized (this) {
            doors.computeIfPresent(listener, (same, count) -> count > 1 ? count - 1 : null);
        }
        looks.remove(onRoom);
    }

    /** True for the listener that no limit of the whole broker concerns. */
    public synchronized boolean isProtected(String listener) {
        return doors.size() > 1 && listener.equals(settings.interBrokerListener());
    }

    /** How many connections there are too many. */
    public synchronized int excess() {
        return Math.max(0, open - settings.most());
    }

    /** Counts a connection that knocks. @return how long it has to wait at the door, in milliseconds */
    public synchronized long knock(String listener) {
        long ofBroker = isProtected(listener) ? 0 : wait(BROKER, settings.creationRate());
        return Math.max(ofBroker, wait(listener, settings.creationRate(listener)));
    }

    private long wait(String whose, int limit) {
        if (limit == Integer.MAX_VALUE) {
            return 0;
        }
        Meter meter = listenerRates.computeIfAbsent(whose, created -> Meter.ofRate(windows));
        return Math.min(windows.oneMs(), meter.record(1, limit, clock.millis()));
    }

    public synchronized boolean hasRoom(String listener) {
        return (isProtected(listener) || open < settings.most()) && ofListener.getOrDefault(listener, 0) < settings.most(listener);
    }

    /** Decides on a connection for which there is room. Whoever enters is to {@link #leave}. */
    public synchronized Verdict enter(String listener, InetAddress address) {
        long tooFast = tooFast(address);
        if (tooFast > 0) {
            takeBack(listener);
            return new Verdict.TurnAway(tooFast, "too many new connections a second from this address");
        }
        int most = settings.most(address);
        if (ofAddress.getOrDefault(address, 0) >= most) {
            return new Verdict.TurnAway(0, "this address has its " + most + " connections already");
        }
        ofAddress.merge(address, 1, Integer::sum);
        ofListener.merge(listener, 1, Integer::sum);
        open++;
        return new Verdict.Enter();
    }

    /** What is turned away doesn't count as having come. */
    private long tooFast(InetAddress address) {
        OptionalDouble limit = settings.rate(address);
        if (limit.isEmpty()) {
            return 0;
        }
        Meter meter = addressRates.computeIfAbsent(address, created -> Meter.ofRate(windows));
        long wait = Math.min(windows.oneMs(), meter.record(1, limit.getAsDouble(), clock.millis()));
        if (wait > 0) {
            meter.record(-1, limit.getAsDouble(), clock.millis());
        }
        return wait;
    }

    /** Whoever is turned away for coming too often takes nothing of what others may use. */
    private void takeBack(String listener) {
        for (String whose : isProtected(listener) ? List.of(listener) : List.of(BROKER, listener)) {
            Meter meter = listenerRates.get(whose);
            if (meter != null) {
                meter.record(-1, Double.MAX_VALUE, clock.millis());
            }
        }
    }

    public void leave(String listener, InetAddress address) {
        synchronized (this) {
            ofAddress.computeIfPresent(address, (same, count) -> count > 1 ? count - 1 : null);
            ofListener.computeIfPresent(listener, (same, count) -> count - 1);
            open--;
        }
        looks.forEach(Runnable::run);
    }
}
