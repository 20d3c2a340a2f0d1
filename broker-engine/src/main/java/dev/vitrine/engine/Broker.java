package dev.vitrine.engine;

import dev.vitrine.engine.api.Apis;
import dev.vitrine.engine.api.DescribeLogDirs;
import dev.vitrine.engine.controller.BrokerLifecycle;
import dev.vitrine.engine.controller.Controller;
import dev.vitrine.engine.controller.Incarnation;
import dev.vitrine.engine.coordinator.RuntimeOptions;
import dev.vitrine.engine.coordinator.Surroundings;
import dev.vitrine.engine.io.Disk;
import dev.vitrine.engine.link.Links;
import dev.vitrine.engine.log.LogFolder;
import dev.vitrine.engine.metadata.BrokerImage;
import dev.vitrine.engine.metadata.BrokerSettings;
import dev.vitrine.engine.metadata.ClusterImage;
import dev.vitrine.engine.metadata.MetadataCache;
import dev.vitrine.engine.observe.BrokerInside;
import dev.vitrine.engine.observe.Events;
import dev.vitrine.engine.offsets.CoordinatorView;
import dev.vitrine.engine.offsets.MapDbView;
import dev.vitrine.engine.offsets.MemoryView;
import dev.vitrine.engine.quorum.MetadataTopic;
import dev.vitrine.engine.quorum.Voters;
import dev.vitrine.engine.quota.ClientQuotas;
import dev.vitrine.engine.quota.ConnectionLimits;
import dev.vitrine.engine.replica.CleanerSettings;
import dev.vitrine.engine.replica.LocalMarkers;
import dev.vitrine.engine.replica.LogCleaner;
import dev.vitrine.engine.replica.LogStore;
import dev.vitrine.engine.replica.MarkerWriter;
import dev.vitrine.engine.replica.Partitions;
import dev.vitrine.engine.replica.TransactionAdmission;
import dev.vitrine.engine.time.Clock;
import dev.vitrine.engine.time.Mailbox;
import dev.vitrine.engine.time.Scheduler;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.internals.Topic;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One broker behind its sockets: its logs, its part in the metadata quorum, the coordinators, its APIs. Put together in the order in which each stands
 * on the one before; closed in the other.
 */
final class Broker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Broker.class);
    private static final String VIEW_FILE = "coordinator-view.db";

    /**
     * What a broker is given.
     *
     * @param directory id of its data folder
     * @param place     in the metadata quorum
     */
    record Given(int id, String clusterId, Uuid directory, List<BrokerImage.Endpoint> endpoints, BrokerSettings settings, boolean ephemeral,
            QuorumPlace place) {}

    /**
     * Where a broker comes in.
     *
     * @param founders of the cluster, where it is made now; none else
     * @param joins    whether it is new in a cluster that there is: it is to vote as soon as it has all
     * @param contacts brokers that it can ask who leads the quorum
     */
    record QuorumPlace(Voters founders, boolean joins, Supplier<List<Integer>> contacts) {}

    /**
     * What a broker is put into. All of it is as its own to the broker: what it does with it can be suspended and ended.
     *
     * @param diskThreads may wait for the disk
     */
    record Shared(Executor workers, Executor diskThreads, Scheduler timers, Disk disk, Clock clock, RandomGenerator random, Events events, Links links) {}

    private final Given given;
    private final Shared shared;
    private final DynamicSettings dynamic;
    private final LogFolder folder;
    private final LogStore store;
    private final MetadataCache metadata;
    private final MetadataNode node;
    private final BrokerLifecycle life;
    private final CoordinatorView view;
    private final GroupHost groups;
    private final TransactionHost transactions;
    private final Partitions partitions;
    private final LogCleaner cleaner;
    private final MarkerWriter markers;
    private final ClientQuotas quotas;
    private final ConnectionLimits connectionLimits;
    private final ServedApis served;
    private CompletionStage<Void> taken = CompletableFuture.completedStage(null);
    private boolean joined;

    /**
     * Opens the metadata log; {@link #begin} does the rest.
     *
     * @param folder open and locked; closed with the broker
     */
    Broker(Given given, Shared shared, LogFolder folder) throws IOException {
        this.given = given;
        this.shared = shared;
        this.folder = folder;
        BrokerSettings settings = given.settings();
        this.store = new LogStore(folder, new LogStore.Surroundings(settings.longValue("producer.id.expiration.ms"), shared.disk(),
                shared.clock(), shared.timers(), shared.events(), shared.diskThreads()));
        this.view = given.ephemeral()
                ? new MemoryView()
                : new MapDbView(folder.path().resolve(VIEW_FILE), shared.disk(), shared.diskThreads(), shared.timers(), shared.events()::publish);
        this.metadata = new MetadataCache(ClusterImage.empty(given.clusterId(), given.id()));
        this.quotas = new ClientQuotas(() -> metadata.image().quotas(), settings, shared.clock());
        this.dynamic = new DynamicSettings(given.id(), settings);
        this.connectionLimits = new ConnectionLimits(settings, shared.clock());
        dynamic.follow(changed -> connectionLimits.apply(changed, metadata.image().quotas()));
        this.node = new MetadataNode(given, shared,
                new MetadataNode.Ground(store, folder.folderOf(MetadataTopic.PARTITION), metadata, quotas, surroundings(), this::take));
        this.life = new BrokerLifecycle(incarnation(), BrokerLifecycle.Times.of(settings), node.controller(), metadata,
                new Mailbox("broker " + given.id(), shared.workers()), shared.timers());
        this.groups = new GroupHost(given.id(), settings, surroundings(), metadata, shared.random());
        this.transactions = new TransactionHost(given.id(), settings, surroundings(), metadata,
                new TransactionHost.Helpers(node.controller()::nextProducerId, (marker, told) -> markerRoutes().write(marker, told)));
        this.partitions = new Partitions(given.id(), settings, store, Leaderships.of(groups, transactions), new Partitions.Around(
                shared.workers(), shared.diskThreads(), shared.clock(), shared.timers(), shared.events(), shared.links()));
        groups.follow(partitions);
        this.cleaner = new LogCleaner(() -> CleanerSettings.of(dynamic.now()), partitions::all, store::noteCleaned,
                new LogCleaner.Surroundings(shared.clock(), shared.timers(), shared.diskThreads(), shared.events()));
        this.markers = new LocalMarkers(
                partitions, Map.of(Topic.GROUP_METADATA_TOPIC_NAME, groups.coordinator()::endTransaction), shared.clock());
        this.served = new ServedApis(this, given, shared);
    }

    private Surroundings surroundings() {
        return new Surroundings(shared.clock(), shared.timers(), view, shared.events()::publish, RuntimeOptions.DEFAULT);
    }

    private Incarnation incarnation() {
        return new Incarnation(given.id(), given.clusterId(), Ids.next(shared.random()), given.endpoints(),
                Optional.ofNullable((String) given.settings().value("broker.rack")), Features.supported(), given.directory(),
                folder.previousBrokerEpoch());
    }

    /** Joins the others. Done when the controller counts on this broker, and all that it has to serve can be served. */
    CompletionStage<Void> begin() {
        shared.links().join(given.id(), served.desk());
        return node.start().thenCompose(started -> life.start()).thenRun(() -> {
            folder.livesIn(life.epoch());
            store.setAsideUnclaimed(this::isOurs);
            new Housekeeping(given.settings(), shared.timers(), shared.diskThreads()).begin(store, partitions, node.log());
            if (given.settings().booleanValue("log.cleaner.enable")) {
                cleaner.start();
            }
        });
    }

    private boolean isOurs(TopicPartition name) {
        return metadata.image().topic(name.topic()).flatMap(topic -> topic.partition(name.partition()))
                .filter(partition -> partition.replicas().contains(given.id())).isPresent();
    }

    /** Takes in a new image, one after the other, in the order in which they come: when it is published, what it says is so on this broker. */
    private void take(ClusterImage image) {
        taken = taken.thenCompose(done -> apply(image)).thenRun(() -> publish(image)).exceptionally(failure -> {
            LOG.error("Metadata up to offset {} could not be taken in", image.version(), failure);
            return null;
        });
    }

    /** What is told of the life before this one, or before the controller counts on this one, is not acted upon. */
    private CompletionStage<Void> apply(ClusterImage image) {
        joined |= life.isKnownTo(image) && image.aliveBroker(given.id()).isPresent();
        return joined ? partitions.apply(image) : CompletableFuture.completedStage(null);
    }

    private void publish(ClusterImage image) {
        if (!life.isKnownTo(image)) {
            return;
        }
        ClusterImage before = metadata.image();
        metadata.publish(image);
        dynamic.take(before, image);
        if (before.quotas() != image.quotas()) {
            connectionLimits.apply(dynamic.now(), image.quotas());
        }
        groups.forgetDeleted(before, image);
    }

    /** Where its logs lie, and how much room there is. May wait for the disk. */
    DescribeLogDirs.LogDir logDir() {
        try {
            return new DescribeLogDirs.LogDir(folder.path().toString(), shared.disk().totalSpace(folder.path()),
                    shared.disk().usableSpace(folder.path()));
        } catch (IOException unknown) {
            return new DescribeLogDirs.LogDir(folder.path().toString(), -1, -1);
        }
    }

    /** The same for who looks. */
    BrokerInside.Folder folderView() {
        DescribeLogDirs.LogDir dir = logDir();
        return new BrokerInside.Folder(dir.path(), dir.usableBytes(), dir.totalBytes());
    }

    MetadataNode node() {
        return node;
    }

    MetadataCache metadata() {
        return metadata;
    }

    Partitions partitions() {
        return partitions;
    }

    Controller controller() {
        return node.controller();
    }

    /** @param follower is told how the broker's settings are, and of each change */
    void followSettings(Consumer<BrokerSettings> follower) {
        dynamic.follow(follower);
    }

    ConnectionLimits connectionLimits() {
        return connectionLimits;
    }

    ClientQuotas quotas() {
        return quotas;
    }

    /** Ends transactions in this broker's partitions. */
    MarkerWriter markers() {
        return markers;
    }

    /** Ends transactions wherever their partitions are led. */
    private MarkerWriter markerRoutes() {
        return new MarkerRoutes(given.id(), markers, metadata::image, shared.links());
    }

    /** Asks the transaction coordinators on behalf of this broker's partitions. */
    TransactionAdmission admission() {
        BrokerSettings settings = given.settings();
        GateRoutes gate = new GateRoutes(
                given.id(), transactions.coordinator(), transactions.coordinator()::partitionFor, metadata::image, shared.links());
        return new TransactionAdmission(partitions, gate, () -> partitions.producerRules().verifyTransactions(),
                new TransactionAdmission.Patience(settings.intValue("add.partitions.to.txn.retry.backoff.max.ms"),
                        settings.intValue("add.partitions.to.txn.retry.backoff.ms"), shared.clock(), shared.timers()));
    }

    GroupHost groups() {
        return groups;
    }

    TransactionHost transactions() {
        return transactions;
    }

    Apis apis() {
        return served.apis();
    }

    /** Hands over what it leads. @param patienceMs after which nobody waits for the controller any more */
    CompletionStage<Void> handOver(long patienceMs) {
        return life.stop(patienceMs);
    }

    /** Nobody may ask anything any more when this is called. */
    @Override
    public void close() {
        transactions.close();
        groups.close();
        cleaner.close().join();
        life.close();
        node.close().toCompletableFuture().join();
        shared.links().leave(given.id());
        partitions.close();
        node.log().close();
        view.close();
        try {
            store.close(partitions.all(), List.of(node.log()));
        } catch (IOException refused) {
            LOG.warn("The data folder {} could not be left in order; the next start will check it: {}", folder.path(), refused.getMessage());
        }
    }

    /** It was killed: lets go of what no disk can take from it. */
    void abandon() {
        view.abandon();
    }
}
