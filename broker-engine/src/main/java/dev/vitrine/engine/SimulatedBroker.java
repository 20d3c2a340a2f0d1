package dev.vitrine.engine;

import dev.vitrine.engine.api.Apis;
import dev.vitrine.engine.io.ProcessDisk;
import dev.vitrine.engine.log.LogFolder;
import dev.vitrine.engine.log.MetaProperties;
import dev.vitrine.engine.metadata.BrokerImage.Endpoint;
import dev.vitrine.engine.net.Connection;
import dev.vitrine.engine.net.Reply;
import dev.vitrine.engine.quorum.ReplicaKey;
import dev.vitrine.engine.quorum.Voters;
import dev.vitrine.engine.time.Clock;
import dev.vitrine.engine.time.Gate;
import dev.vitrine.engine.wire.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A broker of a simulation through all its lives: as {@link BrokerLife}, without sockets, and without a thread that could wait. */
final class SimulatedBroker {

    /** Enough for what a few clients keep there, so that a run costs little. */
    private static final Map<String, String> SETTINGS =
            Map.of("offsets.topic.num.partitions", "3", "transaction.state.log.num.partitions", "3");

    private final int id;
    private final int brokers;
    private final Path folder;
    private final SimulatedWorld.Ground ground;
    private Life life;
    private long clockWrongBy;

    private static final class Life {

        private final Gate gate = new Gate();
        private final ProcessDisk disk;
        private Broker broker;
        private Apis apis;

        Life(ProcessDisk disk) {
            this.disk = disk;
        }
    }

    SimulatedBroker(int id, int brokers, Path folder, SimulatedWorld.Ground ground) {
        this.id = id;
        this.brokers = brokers;
        this.folder = folder;
        this.ground = ground;
    }

    int id() {
        return id;
    }

    Path folder() {
        return folder;
    }

    /** While it lives. */
    Optional<Broker> broker() {
        return Optional.ofNullable(life).map(alive -> alive.broker);
    }

    boolean isWell() {
        return life != null && life.gate.isOpen();
    }

    /** The folder's owner, as it votes: made up at the first start. */
    ReplicaKey key() {
        try {
            LogFolder opened = LogFolder.open(folder, ground.disk());
            MetaProperties meta = opened.meta().orElse(null);
            if (meta == null) {
                meta = new MetaProperties(ground.clusterId(), id, Ids.next(ground.random()));
                opened.writeMeta(meta);
            }
            opened.close();
            return new ReplicaKey(id, meta.directoryId());
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    /** Clients are served when the controller counts on it. @param founders where the cluster is made now; none else */
    void start(Voters founders) {
        ReplicaKey self = key();
        Life begun = new Life(new ProcessDisk(ground.disk()));
        List<Endpoint> endpoints = List.of(new Endpoint("PLAINTEXT", "broker-" + id, 9092));
        Broker.Given given = new Broker.Given(id, ground.clusterId(), self.directory(), endpoints,
                Settings.complete(id, brokers, SETTINGS, endpoints, folder), true,
                new Broker.QuorumPlace(founders, false, ground::ids));
        try {
            begun.broker = new Broker(given, shared(begun.gate, begun.disk), LogFolder.open(folder, begun.disk));
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
        life = begun;
        begun.broker.begin().thenRun(() -> begun.apis = begun.broker.apis());
    }

    void setClock(long wrongByMillis) {
        clockWrongBy = wrongByMillis;
    }

    /** The wall clock may jump; what measures stretches of time goes on evenly. */
    private Clock clock() {
        return new Clock() {
            @Override
            public long millis() {
                return ground.time().millis() + clockWrongBy;
            }

            @Override
            public long nanos() {
                return ground.time().nanos();
            }
        };
    }

    private Broker.Shared shared(Gate gate, ProcessDisk disk) {
        var workers = gate.through(ground.time().executor());
        return new Broker.Shared(workers, workers, gate.through(ground.time(), ground.time().executor()), disk, clock(), ground.random(),
                ground.events(), new BrokerLinks(ground.links(), workers));
    }

    /** Never answered where it is dead by then, or does not serve yet. */
    CompletionStage<Reply> handle(Connection connection, Request request) {
        Life now = life;
        return now == null || now.apis == null
                ? new CompletableFuture<>()
                : now.gate.ask(ground.time().executor(), () -> now.apis.handle(connection, request));
    }

    void kill() {
        if (life != null) {
            ground.links().leave(id);
            life.gate.shut();
            life.disk.die();
            life.broker.abandon();
            life = null;
        }
    }

    void freeze() {
        if (life != null) {
            life.gate.hold();
        }
    }

    void thaw() {
        if (life != null) {
            life.gate.release();
        }
    }
}
