package dev.vitrine.engine.net;

import dev.vitrine.engine.observe.ClientSoftware;
import dev.vitrine.engine.observe.ConnectionView;
import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.observe.Events;
import dev.vitrine.engine.observe.Flow;
import dev.vitrine.engine.observe.FlowView;
import dev.vitrine.engine.observe.FlowView.Direction;
import dev.vitrine.engine.time.Clock;
import java.net.InetSocketAddress;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/** What is known of one client's connection. Its requests are worked on one at a time; observers may look at any moment. */
public final class Connection {

    private static final int MOST_FLOWS_TOLD = 64;

    private record FlowKey(Direction direction, TopicPartition partition) {}

    /**
     * How a connection is ended from this side.
     *
     * @param answered whether what is at work is still brought to its end; where not, nobody is left who could
     */
    record End(String why, boolean answered) {}

    private final long id;
    private final int broker;
    private final String listener;
    private final InetSocketAddress remote;
    private final long openedAtMillis;
    private final Clock clock;
    private final Events events;
    private final Map<FlowKey, Flow> flows = new ConcurrentHashMap<>();
    private volatile String clientId = "";
    private volatile Optional<ClientSoftware> software = Optional.empty();
    private volatile long lastRequestMillis;
    private volatile long requests;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private volatile Consumer<End> ending = end -> { };
    private boolean identified;

    /** @param remote where the client is */
    public Connection(long id, int broker, String listener, InetSocketAddress remote, Clock clock, Events events) {
        this.id = id;
        this.broker = broker;
        this.listener = listener;
        this.remote = remote;
        this.clock = clock;
        this.events = events;
        this.openedAtMillis = clock.millis();
        this.lastRequestMillis = openedAtMillis;
    }

    public long id() {
        return id;
    }

    /** The broker that it leads to. */
    public int broker() {
        return broker;
    }

    /** Name of the listener it came in by: its addresses are what this client is told. */
    public String listener() {
        return listener;
    }

    /** The client's host as Kafka shows it: {@code /127.0.0.1}. */
    public String clientHost() {
        return "/" + remote.getAddress().getHostAddress();
    }

    public int clientPort() {
        return remote.getPort();
    }

    /** For those who remember something of this client. */
    public CompletionStage<Void> whenClosed() {
        return closed.minimalCompletionStage();
    }

    @SuppressWarnings("NonAtomicOperationOnVolatileField") // one request at a time
    void onRequest(String newClientId) {
        lastRequestMillis = clock.millis();
        requests++;
        if (!newClientId.equals(clientId)) {
            clientId = newClientId;
            identified = false;
        }
    }

    /** The client's software, as it said or as was concluded; tells observers once. */
    public void identify(Optional<ClientSoftware> newSoftware) {
        if (!identified || !newSoftware.equals(software)) {
            identified = true;
            software = newSoftware;
            events.publish(new Event.ConnectionIdentified(id, clientId, newSoftware));
        }
    }

    public boolean isIdentified() {
        return identified;
    }

    public Optional<ClientSoftware> software() {
        return software;
    }

    /** The counter of what goes between this client and a partition. */
    public Flow flow(Direction direction, TopicPartition partition) {
        return flows.computeIfAbsent(new FlowKey(direction, partition), key -> new Flow(id, direction, partition));
    }

    public Iterable<Flow> flows() {
        return flows.values();
    }

    public ConnectionView view() {
        return new ConnectionView(id, broker, listener, address(), clientId, software, openedAtMillis, lastRequestMillis, requests,
                flows.values().stream().map(Flow::view).toList());
    }

    /** @param how ends it, from any thread */
    void endsBy(Consumer<End> how) {
        ending = how;
    }

    /** Closes it; its client comes again if it likes. */
    void close(String why) {
        ending.accept(new End(why, true));
    }

    /** Closes it, where its client hasn't yet, and lets go what is at work: nobody is left who could answer. @return done when that is done */
    CompletionStage<Void> abandon(String why) {
        ending.accept(new End(why, false));
        return whenClosed();
    }

    /** Whether all is over: its client or its broker has gone, and nothing of it is at work. */
    public boolean isClosed() {
        return closed.isDone();
    }

    long lastRequestMillis() {
        return lastRequestMillis;
    }

    long idleMs() {
        return clock.millis() - lastRequestMillis;
    }

    long nanos() {
        return clock.nanos();
    }

    String address() {
        String host = remote.getAddress().getHostAddress();
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + remote.getPort();
    }

    void opened() {
        events.publish(new Event.ConnectionOpened(id, broker, listener, address()));
    }

    void closed(String why) {
        events.publish(new Event.ConnectionClosed(id, clientId, why, flows.values().stream().map(Flow::view)
                .sorted(Comparator.comparingLong(FlowView::lastAtMillis).reversed()).limit(MOST_FLOWS_TOLD).toList()));
        closed.complete(null);
    }
}
