package dev.vitrine.engine;

import dev.vitrine.engine.api.SlowMotion;
import dev.vitrine.engine.io.Disk;
import dev.vitrine.engine.io.RealDisk;
import dev.vitrine.engine.link.InProcessLinks;
import dev.vitrine.engine.metadata.BrokerSettings;
import dev.vitrine.engine.net.Connection;
import dev.vitrine.engine.net.Network;
import dev.vitrine.engine.net.Reply;
import dev.vitrine.engine.observe.Events;
import dev.vitrine.engine.observe.Observation;
import dev.vitrine.engine.time.Clock;
import dev.vitrine.engine.wire.RecordBytes;
import dev.vitrine.engine.wire.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An engine from start to stop. The order of the start is what keeps a refusal harmless: options are checked before sockets, the sockets of all brokers
 * bound before the disk is touched, and nobody is accepted before everything answers.
 */
final class EngineRun implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EngineRun.class);
    private static final int EVENTS_KEPT = 1 << 14;
    private static final int MOST_EVENT_LOOPS = 3;

    private final Clock clock = Clock.system();
    private final RandomGenerator random = new SecureRandom();
    private final Disk disk = new RealDisk();
    private final Events events = new Events(EVENTS_KEPT, clock::millis);
    /** What has been opened, the last first. */
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private volatile HostedBrokers brokers;
    private Observation observation;
    private SlowMotion slowMotion;

    private EngineRun() {}

    static EngineRun start(EngineConfig config) {
        EngineRun run = new EngineRun();
        try {
            run.open(config);
            return run;
        } catch (RuntimeException | Error refused) {
            run.close();
            throw refused;
        }
    }

    private void open(EngineConfig config) {
        // Kafka's definitions take a while to be made: meanwhile the sockets and the disk get ready.
        CompletableFuture<BrokerSettings> checked = CompletableFuture.supplyAsync(() -> Settings.check(config));
        if (config.hasSettings()) {
            join(checked);
        }
        List<List<ListenAddress>> addresses = addresses(config);
        Crew crew = opened(new Crew(clock));
        Path data = config.isEphemeral() ? temporaryFolder() : config.data().orElseGet(DataFolders::perUser);
        BrokerSettings limits = join(checked);
        Network network = opened(new Network(
                Math.min(MOST_EVENT_LOOPS, Runtime.getRuntime().availableProcessors()),
                new Network.Limits(limits.intValue("socket.request.max.bytes"), limits.longValue("connections.max.idle.ms")),
                clock, events));
        slowMotion = new SlowMotion(this::handle, crew.timers(),
                new SlowMotion.Sessions(limits.intValue("group.min.session.timeout.ms"), limits.intValue("group.consumer.min.session.timeout.ms")));
        InProcessLinks links = new InProcessLinks(crew.timers(), crew.workers(), random, RecordBytes::releaseAll);
        House house = new House(crew, network, links, disk, clock, random, events, slowMotion);
        brokers = opened(new HostedBrokers(house, config, data));
        brokers.start(addresses);
        observation = new EngineObservation(brokers, house);
        LOG.info("Serving at {}", bootstrap());
    }

    /** The listeners of each broker. */
    private static List<List<ListenAddress>> addresses(EngineConfig config) {
        List<List<ListenAddress>> all = new ArrayList<>();
        for (int broker = 1; broker <= config.brokers(); broker++) {
            all.add(addresses(config, broker));
        }
        List<ListenAddress> flat = all.stream().flatMap(List::stream).toList();
        for (int i = 0; i < flat.size(); i++) {
            for (ListenAddress other : flat.subList(0, i)) {
                if (flat.get(i).meets(other) && config.brokers() > 1) {
                    throw new StartRefused(new StartRefused.BadOption("--listen", "with " + config.brokers() + " brokers two listeners need port " + other.port()
                            + ": each broker adds one to the port of the one before"));
                }
            }
        }
        return all;
    }

    static List<ListenAddress> addresses(EngineConfig config, int broker) {
        try {
            return config.listeners().stream().map(address -> address.forBroker(broker)).toList();
        } catch (IllegalArgumentException none) {
            throw new StartRefused(new StartRefused.BadOption("--listen", none.getMessage()));
        }
    }

    private static <T> T join(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
        }
    }

    private <T extends AutoCloseable> T opened(T part) {
        open.push(part);
        return part;
    }

    private Path temporaryFolder() {
        try {
            Path folder = Files.createTempDirectory("vitrine-");
            opened(() -> disk.deleteTree(folder));
            return folder;
        } catch (IOException refused) {
            throw new StartRefused(new StartRefused.DataUnusable(Path.of(System.getProperty("java.io.tmpdir")), refused.getMessage()));
        }
    }

    private CompletionStage<Reply> handle(Connection connection, Request request) {
        Optional<BrokerLife> life = brokers.find(connection.broker()).flatMap(HostedBroker::life);
        return life.isPresent()
                ? life.get().handle(connection, request)
                : CompletableFuture.completedStage(new Reply.Close("the broker is gone"));
    }

    String bootstrap() {
        return brokers.all().stream().map(hosted -> hosted.addresses().getFirst()).collect(Collectors.joining(","));
    }

    HostedBrokers brokers() {
        return brokers;
    }

    SlowMotion slowMotion() {
        return slowMotion;
    }

    Observation observation() {
        return observation;
    }

    @Override
    public synchronized void close() {
        while (!open.isEmpty()) {
            AutoCloseable part = open.pop();
            try {
                part.close();
            } catch (Exception failure) {
                LOG.error("{} did not close cleanly", part.getClass().getSimpleName(), failure);
            }
        }
    }
}
