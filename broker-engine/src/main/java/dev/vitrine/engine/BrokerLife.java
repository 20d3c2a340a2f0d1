package dev.vitrine.engine;

import dev.vitrine.engine.api.Apis;
import dev.vitrine.engine.io.ProcessDisk;
import dev.vitrine.engine.log.LogFolder;
import dev.vitrine.engine.log.MetaProperties;
import dev.vitrine.engine.metadata.BrokerImage.Endpoint;
import dev.vitrine.engine.net.Connection;
import dev.vitrine.engine.net.Reply;
import dev.vitrine.engine.net.Sockets;
import dev.vitrine.engine.quorum.ReplicaKey;
import dev.vitrine.engine.quorum.Voters;
import dev.vitrine.engine.time.Gate;
import dev.vitrine.engine.wire.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.Uuid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A broker from its start to its end. The order is what keeps a refusal harmless: sockets are bound before the disk is touched, and nobody is accepted
 * before everything answers. All that it does comes through a {@link Gate}, and all that it opens through a {@link ProcessDisk}, so that it can be frozen
 * and killed as if it were a process of its own.
 *
 * <pre>
 *   bind ──► claim ──► settle ──► open ──► begin ──► serve ──► stop
 *                                                      │  └──► kill
 *                                                      └─ freeze ⇄ thaw
 * </pre>
 */
final class BrokerLife {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerLife.class);
    /** How long a broker that is killed may still write: what was on its way to the disk when a process dies gets there, too. */
    private static final long LAST_BREATH_MS = 2_000;
    /** How long the controller is waited for when a broker stops; Kafka waits five minutes. */
    private static final long HAND_OVER_MS = 10_000;

    private final House house;
    private final Gate gate = new Gate();
    private final ProcessDisk disk;
    private final Sockets sockets;
    private final Listeners listeners;
    private Site site;
    private List<Endpoint> endpoints;
    private LogFolder folder;
    private boolean isNew;
    private volatile Broker broker;
    private volatile Apis apis;
    private volatile boolean begun;

    BrokerLife(Site site, House house) {
        this.site = site;
        this.house = house;
        this.disk = new ProcessDisk(house.disk());
        this.sockets = house.network().sockets(site.broker());
        this.listeners = new Listeners(sockets, house.door());
    }

    /** @return where it is at home, with the ports that it got. @throws StartRefused where it can't have one */
    Site bind() {
        endpoints = listeners.bind(site.listeners());
        site = site.at(listeners.bound());
        return site;
    }

    /** Takes possession of its data folder. @return who it belongs to; empty where it is new */
    Optional<MetaProperties> claim() {
        try {
            folder = LogFolder.open(site.folder(), disk);
            Optional<MetaProperties> meta = folder.meta();
            isNew = meta.isEmpty();
            if (meta.isPresent() && meta.get().nodeId() != site.broker()) {
                throw unusable("its folder " + site.folder().getFileName() + " belongs to broker " + meta.get().nodeId());
            }
            return meta;
        } catch (LogFolder.FolderLocked locked) {
            throw new StartRefused(new StartRefused.DataLocked(site.data()));
        } catch (IOException | UncheckedIOException refused) {
            throw unusable(String.valueOf(refused.getMessage()));
        }
    }

    /**
     * Says who the folder belongs to, where nobody has yet.
     *
     * @return this broker with this folder, as it votes
     */
    ReplicaKey settle(String clusterId) {
        try {
            MetaProperties meta = folder.meta().orElse(null);
            if (meta == null || meta.directoryId().equals(Uuid.ZERO_UUID)) {
                meta = new MetaProperties(meta == null ? clusterId : meta.clusterId(), site.broker(), Ids.next(house.random()));
                folder.writeMeta(meta);
            }
            if (!meta.clusterId().equals(clusterId)) {
                throw unusable("its folder " + site.folder().getFileName() + " belongs to cluster " + meta.clusterId() + ", another one to " + clusterId);
            }
            return new ReplicaKey(site.broker(), meta.directoryId());
        } catch (IOException | UncheckedIOException refused) {
            throw unusable(String.valueOf(refused.getMessage()));
        }
    }

    /**
     * Opens what lies in the folder. Takes its time.
     *
     * @param founders of the cluster, where it is made now; none else
     * @param contacts brokers that may know who leads the quorum
     */
    void open(ReplicaKey self, String clusterId, Voters founders, Supplier<List<Integer>> contacts) {
        try {
            Broker.Given given = new Broker.Given(site.broker(), clusterId, self.directory(), endpoints,
                    Settings.complete(site.broker(), site.brokers(), site.settings(), endpoints, site.folder()), site.ephemeral(),
                    new Broker.QuorumPlace(founders, isNew && founders.directories().isEmpty(), contacts));
            broker = new Broker(given, shared(), folder);
            apis = broker.apis();
        } catch (IOException | UncheckedIOException refused) {
            throw unusable(String.valueOf(refused.getMessage()));
        }
    }

    /** Joins the others; done when the controller counts on this broker. Fails with {@link StartRefused} where none does in time. */
    CompletableFuture<Void> begin() {
        begun = true;
        return broker.begin().toCompletableFuture().handle((done, failure) -> {
            if (failure != null) {
                throw unusable(String.valueOf((failure instanceof CompletionException wrapped ? wrapped.getCause() : failure).getMessage()));
            }
            return null;
        });
    }

    private Broker.Shared shared() {
        Crew crew = house.crew();
        var workers = gate.through(crew.workers());
        return new Broker.Shared(workers, gate.through(crew.disk()), gate.through(crew.timers(), crew.workers()), disk, house.clock(), house.random(),
                house.events(), new BrokerLinks(house.links(), workers));
    }

    private StartRefused unusable(String why) {
        return new StartRefused(new StartRefused.DataUnusable(site.data(), why));
    }

    /** Lets clients in, by the listeners of its settings from now on. */
    void serve() {
        broker.followSettings(settings -> house.staff(site.broker(), settings));
        sockets.serve(broker.connectionLimits());
        broker.followSettings(new DynamicListeners(
                sockets, listeners, broker.connectionLimits(), endpoints.stream().map(Endpoint::listener).toList())::apply);
    }

    /** Works on a request of one of its connections. */
    CompletionStage<Reply> handle(Connection connection, Request request) {
        return gate.ask(house.crew().workers(), () -> apis.handle(connection, request));
    }

    int id() {
        return site.broker();
    }

    Broker broker() {
        return broker;
    }

    List<Endpoint> endpoints() {
        return endpoints;
    }

    void freeze() {
        gate.hold();
    }

    void thaw() {
        gate.release();
    }

    /** Its clients go elsewhere. */
    void leaveClients() {
        sockets.close();
    }

    /** In order: when this returns, everything acknowledged is on the disk, and the next start is quick. Goes for a life that has only begun, too. */
    void stop() {
        gate.release();
        if (begun) {
            broker.handOver(HAND_OVER_MS).toCompletableFuture().join();
        }
        end();
    }

    /** As {@link #stop}, without handing over: all others stop as well. */
    void end() {
        gate.release();
        house.leaves(site.broker());
        sockets.close();
        if (broker != null) {
            broker.close();
        } else if (folder != null) {
            closeFolder();
        }
        gate.shut();
        sockets.abandon("the broker was stopped");
        disk.die();
    }

    /** Nothing was written yet: what it was it still is. */
    private void closeFolder() {
        try {
            folder.close();
        } catch (IOException refused) {
            LOG.warn("The data folder {} could not be let go: {}", site.folder(), refused.getMessage());
        }
    }

    /** As a process is killed: nothing is flushed, nobody is told, and the next start finds the folder as it was at this instant. */
    void kill() {
        CompletableFuture<Void> still = gate.shut().toCompletableFuture();
        house.links().leave(site.broker());
        house.leaves(site.broker());
        still.completeOnTimeout(null, LAST_BREATH_MS, TimeUnit.MILLISECONDS).join();
        sockets.reset();
        disk.die();
        if (broker != null) {
            broker.abandon();
        }
    }
}
