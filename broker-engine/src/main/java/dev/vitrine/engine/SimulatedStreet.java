package dev.vitrine.engine;

import dev.vitrine.engine.net.Connection;
import dev.vitrine.engine.net.Reply;
import dev.vitrine.engine.simulate.Street;
import dev.vitrine.engine.time.Scheduler;
import dev.vitrine.engine.wire.RecordBytes;
import dev.vitrine.engine.wire.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.protocol.ApiMessage;

/**
 * Connections of simulated clients, in place of sockets: requests of one connection are worked on one at a time, come a little late, and their answers too.
 * A connection whose answer does not come in time is given up by the client; the broker goes on working on what it had from it.
 */
final class SimulatedStreet implements Street {

    private static final long PATIENCE_MS = 5_000;
    private static final int LATE_MS = 4;
    private static final String LISTENER = "PLAINTEXT";

    private record Line(String client, int broker) implements Comparable<Line> {
        @Override
        public int compareTo(Line other) {
            return broker != other.broker ? Integer.compare(broker, other.broker) : client.compareTo(other.client);
        }
    }

    private final SimulatedWorld.Ground ground;
    private final Map<Integer, SimulatedBroker> brokers;
    private final SafeWhenSaid safe;
    private final Map<Line, Wire> wires = new TreeMap<>();
    private final Set<Integer> cut = new HashSet<>();
    private long connections;

    /** @param safe looks at what producers are told */
    SimulatedStreet(SimulatedWorld.Ground ground, Map<Integer, SimulatedBroker> brokers, SafeWhenSaid safe) {
        this.ground = ground;
        this.brokers = brokers;
        this.safe = safe;
    }

    @Override
    public List<Integer> brokers() {
        return ground.ids();
    }

    void cut(int broker, boolean isCut) {
        if (isCut) {
            cut.add(broker);
        } else {
            cut.remove(broker);
        }
    }

    /** The broker's process is gone: its connections are reset. */
    void reset(int broker) {
        List.copyOf(wires.keySet()).stream().filter(line -> line.broker() == broker).forEach(line -> wires.remove(line).lose());
    }

    @Override
    public CompletionStage<Optional<ApiMessage>> ask(String client, int broker, ApiMessage request, short version) {
        Line line = new Line(client, broker);
        Wire wire = wires.computeIfAbsent(line, made -> new Wire(made, new Connection(++connections, broker, LISTENER,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 50_000), ground.time(), ground.events())));
        return wire.ask(request, version);
    }

    private final class Wire {

        private final Line line;
        private final Connection connection;
        private final Deque<Errand> errands = new ArrayDeque<>();
        private boolean working;

        Wire(Line line, Connection connection) {
            this.line = line;
            this.connection = connection;
        }

        CompletionStage<Optional<ApiMessage>> ask(ApiMessage request, short version) {
            Errand errand = new Errand(this, request, version);
            errands.add(errand);
            errand.patience = ground.time().schedule(PATIENCE_MS, () -> {
                wires.remove(line, this);
                lose();
            });
            ground.time().schedule(ground.random().nextInt(LATE_MS), this::next);
            return errand.answer;
        }

        /** Whoever waits on it waits no more. */
        void lose() {
            List.copyOf(errands).forEach(errand -> errand.done(Optional.empty()));
        }

        private void next() {
            Errand errand = errands.stream().filter(waiting -> !waiting.begun).findFirst().orElse(null);
            if (!working && errand != null && !cut.contains(line.broker())) {
                working = true;
                errand.begun = true;
                work(errand);
            }
        }

        private void work(Errand errand) {
            Request request = Request.of(errand.request, errand.version, line.client());
            brokers.get(line.broker()).handle(connection, request).whenComplete((reply, failure) -> {
                working = false;
                if (reply instanceof Reply.Body answered) {
                    load(answered.message());
                    if (errand.request instanceof ProduceRequestData produced && answered.message() instanceof ProduceResponseData said) {
                        safe.answered(line.broker(), produced, said, ground.time().millis());
                    }
                    ground.time().schedule(ground.random().nextInt(LATE_MS), () -> arrived(errand, answered.message()));
                }
                next();
            });
        }

        /** What a file held when it was read: later it may have been cut off. */
        private void load(ApiMessage message) {
            try {
                RecordBytes.loadAll(message);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }

        private void arrived(Errand errand, ApiMessage message) {
            if (!cut.contains(line.broker())) {
                errand.done(Optional.of(message));
            }
        }
    }

    private static final class Errand {

        private final Wire wire;
        private final ApiMessage request;
        private final short version;
        private final CompletableFuture<Optional<ApiMessage>> answer = new CompletableFuture<>();
        private Scheduler.Timer patience;
        private boolean begun;

        Errand(Wire wire, ApiMessage request, short version) {
            this.wire = wire;
            this.request = request;
            this.version = version;
        }

        void done(Optional<ApiMessage> message) {
            patience.cancel();
            wire.errands.remove(this);
            answer.complete(message);
        }
    }
}
