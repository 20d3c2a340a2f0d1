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
import dev.vitrine.engine.replica.Partition;
import dev.vitrine.engine.time.Clock;
import dev.vitrine.engine.time.Gate;
import dev.vitrine.engine.time.Scheduler;
import dev.vitrine.engine.wire.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.TopicPartition;

/** A broker of a simulation through all its lives: as {@link BrokerLife}, without sockets, and without a thread that could wait. */
final class SimulatedBroker {

    /** Enough for what a few clients keep there, so that a run costs little. */
    private static final Map<String, String> SETTINGS =
            Map.of("offsets.topic.num.partitions", "3", "transaction.state.log.num.partitions", "3");

    private final int id;
    private final int brokers;
    private final Path folder;
    private final SimulatedWorld.Ground ground;
    private final SimulatedDisk disk;
    private final Map<TopicPartition, Long> endsWhenKilled = new HashMap<>();
    private boolean lostPower;
    private boolean hasWorked;
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
        this.disk = new SimulatedDisk(ground.disk(), ground.random());
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

    /** While it is there. */
    Optional<Partition> replica(TopicPartition name) {
        return broker().flatMap(alive -> alive.partitions().replica(name));
    }

    /** Where a log ended that it left behind when it was killed last; empty where it has opened it again with all that was in it. */
    Optional<Long> endWhenKilled(TopicPartition name) {
        return lostPower || replica(name).isEmpty() ? Optional.ofNullable(endsWhenKilled.get(name)) : Optional.empty();
    }

    SimulatedDisk disk() {
        return disk;
    }

    boolean isWell() {
        return life != null && life.gate.isOpen() && disk.isWell();
    }

    /** The folder's owner, as it votes: made up at the first start. */
    ReplicaKey key() {
        try {
            LogFolder opened = LogFolder.open(folder, disk);
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
        Life begun = new Life(new ProcessDisk(disk));
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

    private Broker.Shared shared(Gate gate, ProcessDisk opened) {
        SimulatedThreads workers = new SimulatedThreads(ground.time(), disk, this::atWork);
        var guarded = gate.through(workers);
        return new Broker.Shared(guarded, gate.through(new SimulatedThreads(ground.time(), disk, this::atWork)), gate.through(timers(), workers),
                opened, clock(), ground.random(), ground.events(), new BrokerLinks(ground.links(), guarded));
    }

    private Scheduler timers() {
        return new Scheduler() {
            @Override
            public Timer schedule(long delayMs, Runnable task) {
                return ground.time().schedule(delayMs, () -> {
                    atWork();
                    task.run();
                });
            }

            @Override
            public void close() {
                // They end with time itself.
            }
        };
    }

    private void atWork() {
        hasWorked = true;
    }

    /** Whether anything may be different from when this was asked last. */
    boolean hasWorked() {
        boolean worked = hasWorked;
        hasWorked = false;
        return worked;
    }

    /** Never answered where it is dead by then, or does not serve yet. */
    CompletionStage<Reply> handle(Connection connection, Request request) {
        Life now = life;
        if (now == null || now.apis == null) {
            return new CompletableFuture<>();
        }
        atWork();
        return now.gate.ask(ground.time().executor(), () -> now.apis.handle(connection, request));
    }

    /** A kill, after which what was not forced to the disk is gone or torn. */
    void losePower() {
        kill();
        lostPower = true;
        ground.disk().losePower(folder, ground.random());
    }

    void kill() {
        if (life != null) {
            lostPower = false;
            life.broker.partitions().all().forEach(partition -> endsWhenKilled.put(partition.name(), partition.log().endOffset()));
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
