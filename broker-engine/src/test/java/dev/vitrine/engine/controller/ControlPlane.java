package dev.vitrine.engine.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.coordinator.RuntimeOptions;
import dev.vitrine.engine.coordinator.Surroundings;
import dev.vitrine.engine.io.MemoryDisk;
import dev.vitrine.engine.link.InProcessLinks;
import dev.vitrine.engine.link.Question;
import dev.vitrine.engine.log.Log;
import dev.vitrine.engine.log.LogOptions;
import dev.vitrine.engine.metadata.BrokerImage.Endpoint;
import dev.vitrine.engine.metadata.BrokerSettings;
import dev.vitrine.engine.metadata.ClusterImage;
import dev.vitrine.engine.metadata.FeatureRange;
import dev.vitrine.engine.metadata.MetadataCache;
import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.observe.Events;
import dev.vitrine.engine.offsets.MemoryView;
import dev.vitrine.engine.quota.Account;
import dev.vitrine.engine.time.Mailbox;
import dev.vitrine.engine.time.VirtualTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.CreateTopicsRequestData;
import org.apache.kafka.common.message.CreateTopicsResponseData;
import org.apache.kafka.common.protocol.ApiMessage;

/**
 * Brokers and their controllers in time that stands still, over one metadata log that all of them read: as if the quorum were always of one mind. Who
 * leads it is said from outside.
 */
final class ControlPlane {

    static final short CREATE = 7;

    final VirtualTime time = new VirtualTime(1_700_000_000_000L);
    final MemoryDisk disk = new MemoryDisk(time::millis);
    final List<Event> events = new ArrayList<>();
    final Map<Integer, Node> nodes = new TreeMap<>();
    final InProcessLinks links = new InProcessLinks(time, time.executor(), new Random(3), unclaimed -> { });
    OptionalInt leader = OptionalInt.empty();
    private final Map<String, String> settings;
    private long ids = 1;
    Log log;
    private MetadataLog committed;

    ControlPlane(Map<String, String> settings) {
        this.settings = settings;
        open();
    }

    /** So many brokers, the first of which is the active controller; all are there and serve. */
    static ControlPlane of(int brokers, Map<String, String> settings) {
        ControlPlane plane = new ControlPlane(settings);
        for (int id = 1; id <= brokers; id++) {
            plane.nodes.put(id, plane.new Node(id, -1));
        }
        plane.lead(1);
        plane.nodes.values().forEach(node -> node.life.start());
        plane.time.advance(1_000);
        plane.nodes.values().forEach(node -> assertThat(node.image().isActive(node.id)).isTrue());
        return plane;
    }

    void open() {
        log = Log.open(new LogOptions(Path.of("/data/__cluster_metadata-0"), MetadataLog.PARTITION, MetadataLog.TOPIC_ID, MetadataLog.config(), false, 0,
                0, 86_400_000, disk, time, time, new Events(16, time::millis)));
        committed = new MetadataLog(log, new Mailbox("metadata", time.executor()));
    }

    /** The quorum chooses another leader. */
    void lead(int broker) {
        leader.ifPresent(before -> nodes.get(before).active.end());
        leader = OptionalInt.of(broker);
        nodes.get(broker).active.begin();
        time.settle();
    }

    /** Nothing is decided until it is let go. */
    void holdCommits(boolean hold) {
        committed.mailbox().execute(hold ? committed::hold : committed::release);
        time.settle();
    }

    void leadNobody() {
        leader.ifPresent(before -> nodes.get(before).active.end());
        leader = OptionalInt.empty();
        time.settle();
    }

    /** Another life of a broker. */
    Node restart(int id, long previousEpoch) {
        Node node = new Node(id, previousEpoch);
        nodes.put(id, node);
        node.life.start();
        return node;
    }

    <T> T settled(CompletionStage<T> stage) {
        CompletableFuture<T> future = stage.toCompletableFuture();
        time.settle();
        assertThat(future).isDone();
        return future.join();
    }

    static CreateTopicsRequestData topic(String name, int partitions, int replicas) {
        CreateTopicsRequestData request = new CreateTopicsRequestData().setTimeoutMs(30_000);
        request.topics().add(ClusterFixture.topic(name, partitions, replicas, Map.of()));
        return request;
    }

    final class Node {

        final int id;
        final MetadataCache metadata;
        final ActiveController active;
        final ControllerChannel channel;
        final BrokerLifecycle life;
        private final ImageReplay replay;
        private long position;
        boolean stalled;

        Node(int id, long previousEpoch) {
            this.id = id;
            ClusterImage empty = ClusterImage.empty("cluster", id);
            Map<String, Short> features = Map.of("metadata.version", (short) 30, "eligible.leader.replicas.version", (short) 1);
            Map<String, FeatureRange> supported = new HashMap<>();
            features.forEach((name, level) -> supported.put(name, new FeatureRange((short) 0, level)));
            ControllerOptions options =
                    new ControllerOptions(BrokerSettings.of(settings), features, supported, () -> new Uuid(5, ids++), new Random(1));
            this.metadata = new MetadataCache(empty);
            this.replay = new ImageReplay(empty, this::take);
            this.active = new ActiveController(committed, empty, options, client -> Account.unlimited(),
                    new Surroundings(time, time, new MemoryView(), events::add, RuntimeOptions.DEFAULT));
            this.channel = new ControllerChannel(id, options, metadata, new ControllerChannel.Around(links, () -> leader, active::asked, time, time));
            this.life = new BrokerLifecycle(
                    new Incarnation(id, "cluster", new Uuid(6, ids++), List.of(new Endpoint("PLAINTEXT", "localhost", 9091 + id)), Optional.empty(),
                            supported, new Uuid(9, id), previousEpoch),
                    BrokerLifecycle.Times.of(options.settings()), channel, metadata, new Mailbox("life " + id, time.executor()), time);
            links.join(id, (from, question) -> active.asked(from, question));
            time.executor().execute(() -> committed.onCommitted(offset -> follow()));
            follow();
        }

        /** Takes in what the log holds. */
        void follow() {
            if (stalled) {
                return;
            }
            long before = position;
            try {
                while (position < committed.committedOffset()) {
                    position = committed.read(position, 1 << 20, (offset, key, value) -> replay.replay(value));
                }
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
            if (position > before) {
                replay.settled(position);
            }
        }

        private void take(ClusterImage image) {
            if (life.isKnownTo(image)) {
                metadata.publish(image);
            }
        }

        ClusterImage image() {
            return metadata.image();
        }

        <A extends ApiMessage> CompletionStage<A> forward(ApiMessage request, int version, Class<A> answer) {
            return channel.ask(Question.of("client", request, (short) version), answer);
        }

        CompletionStage<CreateTopicsResponseData> create(String name, int partitions, int replicas) {
            return forward(topic(name, partitions, replicas), CREATE, CreateTopicsResponseData.class);
        }

        /** As a kill does. */
        void kill() {
            life.close();
            links.leave(id);
            stalled = true;
        }
    }
}
