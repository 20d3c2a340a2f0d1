package dev.vitrine.engine;

import dev.vitrine.engine.api.Apis;
import dev.vitrine.engine.api.SlowMotion;
import dev.vitrine.engine.io.Disk;
import dev.vitrine.engine.io.RealDisk;
import dev.vitrine.engine.log.LogFolder;
import dev.vitrine.engine.log.MetaProperties;
import dev.vitrine.engine.metadata.BrokerImage.Endpoint;
import dev.vitrine.engine.metadata.BrokerSettings;
import dev.vitrine.engine.net.Network;
import dev.vitrine.engine.observe.BrokerView;
import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.observe.Events;
import dev.vitrine.engine.observe.Observation;
import dev.vitrine.engine.time.Clock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An engine from start to stop. The order of the start is what keeps a refusal harmless: options are checked before sockets, sockets bound before
 * the disk is touched, and nobody is accepted before everything answers.
 */
final class EngineRun implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EngineRun.class);
    private static final int BROKER = 1;
    private static final int EVENTS_KEPT = 1 << 14;
    private static final int MOST_EVENT_LOOPS = 3;

    private final Clock clock = Clock.system();
    private final RandomGenerator random = new SecureRandom();
    private final Disk disk = new RealDisk();
    private final Events events = new Events(EVENTS_KEPT, clock::millis);
    /** What has been opened, the last first. */
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private volatile Apis apis;
    private List<Endpoint> endpoints;
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
        CompletableFuture<BrokerSettings> checked = CompletableFuture.supplyAsync(() -> Settings.check(config.settings()));
        if (!config.settings().isEmpty()) {
            join(checked);
        }
        Crew crew = opened(new Crew(clock));
        BrokerSettings limits = join(checked);
        Network network = opened(new Network(
                Math.min(MOST_EVENT_LOOPS, Runtime.getRuntime().availableProcessors()),
                new Network.Limits(limits.intValue("socket.request.max.bytes"), limits.longValue("connections.max.idle.ms")),
                clock, events));
        slowMotion = new SlowMotion((connection, request) -> apis.handle(connection, request), crew.timers(),
                new SlowMotion.Sessions(limits.intValue("group.min.session.timeout.ms"), limits.intValue("group.consumer.min.session.timeout.ms")));
        endpoints = new Listeners(network, BROKER, slowMotion).bind(config.listeners());
        Broker broker = broker(config, crew);
        apis = broker.apis();
        observation = new EngineObservation(broker.metadata()::image, broker.partitions(), network.connections(),
                new EngineObservation.Coordinators(broker.groups().coordinator()::views, broker.transactions().coordinator()::views),
                new EngineInspection(BROKER, broker.partitions(), broker::folderView, crew.disk()), events, clock);
        open.remove(network);
        open.push(network); // closed before the broker: nobody asks any more when it goes
        network.serve(broker.connectionLimits());
        LOG.info("Serving at {}", bootstrap());
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

    private Broker broker(EngineConfig config, Crew crew) {
        Path data = config.isEphemeral() ? temporaryFolder() : config.data().orElseGet(DataFolders::perUser);
        Path path = data.toAbsolutePath().resolve("broker-" + BROKER);
        try {
            LogFolder folder = openFolder(data, path);
            try {
                Broker.Given given = new Broker.Given(BROKER, clusterId(folder), endpoints,
                        Settings.complete(BROKER, config.settings(), endpoints, path), config.isEphemeral());
                return opened(new Broker(given, new Broker.Shared(crew, disk, clock, random, events), folder));
            } catch (IOException | RuntimeException refused) {
                folder.close();
                throw refused;
            }
        } catch (IOException | UncheckedIOException refused) {
            throw new StartRefused(new StartRefused.DataUnusable(data, String.valueOf(refused.getMessage())));
        }
    }

    private LogFolder openFolder(Path data, Path path) throws IOException {
        try {
            return LogFolder.open(path, disk);
        } catch (LogFolder.FolderLocked locked) {
            throw new StartRefused(new StartRefused.DataLocked(data));
        }
    }

    private String clusterId(LogFolder folder) throws IOException {
        MetaProperties meta = folder.meta().orElse(null);
        if (meta == null) {
            meta = new MetaProperties(Ids.next(random).toString(), BROKER, Ids.next(random));
            folder.writeMeta(meta);
        } else if (meta.nodeId() != BROKER) {
            throw new IOException("it belongs to broker " + meta.nodeId());
        }
        return meta.clusterId();
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

    String bootstrap() {
        Endpoint first = endpoints.get(0);
        return new BrokerView.Endpoint(first.listener(), first.host(), first.port()).address();
    }

    SlowMotion slowMotion() {
        return slowMotion;
    }

    Observation observation() {
        return observation;
    }

    @Override
    public synchronized void close() {
        if (observation != null && !open.isEmpty()) {
            events.publish(new Event.BrokerStopped(BROKER));
        }
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
