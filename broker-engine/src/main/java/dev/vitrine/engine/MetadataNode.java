package dev.vitrine.engine;

import dev.vitrine.engine.controller.ActiveController;
import dev.vitrine.engine.controller.Controller;
import dev.vitrine.engine.controller.ControllerChannel;
import dev.vitrine.engine.controller.ControllerOptions;
import dev.vitrine.engine.controller.ImageReplay;
import dev.vitrine.engine.coordinator.Surroundings;
import dev.vitrine.engine.link.Peer;
import dev.vitrine.engine.link.Question;
import dev.vitrine.engine.log.Log;
import dev.vitrine.engine.metadata.ClusterImage;
import dev.vitrine.engine.metadata.MetadataCache;
import dev.vitrine.engine.quorum.MetadataTopic;
import dev.vitrine.engine.quorum.Quorum;
import dev.vitrine.engine.quorum.QuorumListener;
import dev.vitrine.engine.quorum.QuorumOptions;
import dev.vitrine.engine.quorum.ReplicaKey;
import dev.vitrine.engine.quota.ClientQuotas;
import dev.vitrine.engine.replica.LogStore;
import dev.vitrine.engine.time.Mailbox;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.common.protocol.ApiMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A broker's part in what the cluster agrees on: its copy of the metadata log, the active controller while it leads the quorum, and the way to the
 * active controller while another does.
 */
final class MetadataNode implements QuorumListener, Peer {

    private static final Logger LOG = LoggerFactory.getLogger(MetadataNode.class);

    private static final int NOBODY = -1;

    private final int self;
    private final Log log;
    private final Quorum quorum;
    private final ActiveController active;
    private final Controller controller;
    private final ImageReplay feed;

    /** What it stands on. @param folder of the metadata log @param taken told of each image that is committed, in the quorum's mailbox */
    record Ground(LogStore store, Path folder, MetadataCache metadata, ClientQuotas quotas, Surroundings coordinators, Consumer<ClusterImage> taken) {}

    MetadataNode(Broker.Given given, Broker.Shared shared, Ground ground) throws IOException {
        this.self = given.id();
        this.log = ground.store().open(MetadataTopic.PARTITION, MetadataTopic.ID, MetadataTopic.config(given.settings()));
        ClusterImage empty = ClusterImage.empty(given.clusterId(), given.id());
        this.feed = new ImageReplay(empty, ground.taken());
        Mailbox mailbox = new Mailbox(MetadataTopic.PARTITION.toString(), shared.workers());
        this.quorum = new Quorum(member(given, ground.metadata()), Quorum.Storage.of(log, shared.disk(), ground.folder()),
                new dev.vitrine.engine.quorum.Surroundings(mailbox, shared.links(), shared.clock(), shared.timers(), shared.random(),
                        shared.events()::publish, shared.diskThreads()),
                feed, this);
        ControllerOptions options = new ControllerOptions(
                given.settings(), Features.finalized(), Features.supported(), () -> Ids.next(shared.random()), shared.random());
        this.active = new ActiveController(quorum.log(), empty, options, ground.quotas()::anonymous, ground.coordinators());
        this.controller = new ControllerChannel(self, options, ground.metadata(),
                new ControllerChannel.Around(shared.links(), quorum::leader, this, shared.clock(), shared.timers()));
    }

    /** Who may know the leader: the brokers that the image knows of, and those that were there when this one started. */
    private static Quorum.Member member(Broker.Given given, MetadataCache metadata) {
        QuorumOptions options = QuorumOptions.of(given.settings());
        return new Quorum.Member(new ReplicaKey(given.id(), given.directory()), given.clusterId(), given.place().founders(),
                () -> contacts(given.place().contacts().get(), metadata.image()), given.place().joins() ? options.joining() : options);
    }

    private static List<Integer> contacts(List<Integer> started, ClusterImage image) {
        return Stream.concat(started.stream(), image.brokers().stream().map(broker -> broker.id())).distinct().sorted().toList();
    }

    /** Takes part from now on. */
    CompletionStage<Void> start() {
        return quorum.start();
    }

    /** Whether it is something about the metadata: for the quorum, or for its leader as the active controller. */
    static boolean concerns(Question question) {
        return Quorum.concerns(question) || ActiveController.answers(question.message());
    }

    /** Only what {@link #concerns} it. */
    @Override
    public CompletionStage<ApiMessage> asked(int from, Question question) {
        return Quorum.concerns(question) ? quorum.asked(from, question) : active.asked(from, question);
    }

    @Override
    public void leading(int epoch) {
        feed.controller(self);
        active.begin().thenAccept(report -> report.failure().ifPresent(why -> LOG.error("The metadata log cannot be read: {}", why)));
    }

    @Override
    public void following(OptionalInt leader, int epoch) {
        active.end();
        feed.controller(leader.orElse(NOBODY));
    }

    Quorum quorum() {
        return quorum;
    }

    Controller controller() {
        return controller;
    }

    Log log() {
        return log;
    }

    /** Lets another lead where this one does, and takes no part any more. The log is to be closed afterwards. */
    CompletionStage<Void> close() {
        return active.end().thenCompose(ended -> quorum.close());
    }
}
