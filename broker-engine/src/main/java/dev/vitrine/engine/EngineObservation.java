package dev.vitrine.engine;

import dev.vitrine.engine.metadata.BrokerImage;
import dev.vitrine.engine.metadata.ClusterImage;
import dev.vitrine.engine.metadata.PartitionImage;
import dev.vitrine.engine.metadata.TopicImage;
import dev.vitrine.engine.net.Connection;
import dev.vitrine.engine.observe.BrokerState;
import dev.vitrine.engine.observe.BrokerView;
import dev.vitrine.engine.observe.ClusterSnapshot;
import dev.vitrine.engine.observe.CommittedOffset;
import dev.vitrine.engine.observe.Events;
import dev.vitrine.engine.observe.Flow;
import dev.vitrine.engine.observe.GroupView;
import dev.vitrine.engine.observe.Inspection;
import dev.vitrine.engine.observe.Observation;
import dev.vitrine.engine.observe.PartitionView;
import dev.vitrine.engine.observe.QuorumRole;
import dev.vitrine.engine.observe.QuorumView;
import dev.vitrine.engine.observe.ReplicaView;
import dev.vitrine.engine.observe.TopicView;
import dev.vitrine.engine.observe.TransactionView;
import dev.vitrine.engine.quorum.Quorum;
import dev.vitrine.engine.replica.Partition;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;

/**
 * Puts the pictures together from what the rooms of all brokers publish anyway: of the metadata, the newest that any of them has; of a partition, what its
 * leader tells; of groups and transactions, what their coordinators do.
 */
final class EngineObservation implements Observation {

    private static final int NOBODY = -1;

    private final HostedBrokers brokers;
    private final House house;
    private final LastTold<GroupView> groups;
    private final LastTold<TransactionView> transactions;
    private final LastSeen last = new LastSeen();

    EngineObservation(HostedBrokers brokers, House house) {
        this.brokers = brokers;
        this.house = house;
        this.groups = new LastTold<>(GroupView::id, house.clock()::nanos);
        this.transactions = new LastTold<>(TransactionView::transactionalId, house.clock()::nanos);
    }

    @Override
    public CompletionStage<ClusterSnapshot> snapshot() {
        long lastEvent = house.events().last();
        CompletableFuture<List<GroupView>> now = groups.of(ofEach(broker -> broker.groups().coordinator().views()))
                .thenApply(this::withLag);
        return now.thenCombine(transactions.of(ofEach(broker -> broker.transactions().coordinator().views())), (withLag, open) -> snapshot(withLag, open, lastEvent));
    }

    private <T> Map<Integer, CompletionStage<List<T>>> ofEach(Function<Broker, CompletionStage<List<T>>> question) {
        Map<Integer, CompletionStage<List<T>>> asked = new LinkedHashMap<>();
        brokers.all().forEach(hosted -> hosted.life().map(BrokerLife::broker).ifPresent(broker -> asked.put(hosted.id(), question.apply(broker))));
        return asked;
    }

    /** A coordinator knows only of the partitions that its own broker has; where there is but one broker, that is all. */
    private List<GroupView> withLag(List<GroupView> groups) {
        Sight sight = sight();
        return sight.living().size() == 1 ? groups : groups.stream().map(group -> withLag(group, sight)).toList();
    }

    private static GroupView withLag(GroupView group, Sight sight) {
        return new GroupView(group.id(), group.type(), group.state(), group.generation(), group.targetEpoch(), group.protocolType(), group.protocol(),
                group.leader(), group.coordinator(), group.stateSinceMillis(), group.members(),
                group.offsets().stream().map(committed -> withLag(committed, sight)).toList());
    }

    private static CommittedOffset withLag(CommittedOffset committed, Sight sight) {
        OptionalLong lag = sight.leader(committed.partition())
                .map(partition -> OptionalLong.of(Math.max(0, partition.highWatermark() - committed.offset()))).orElse(OptionalLong.empty());
        return new CommittedOffset(
                committed.partition(), committed.offset(), committed.leaderEpoch(), committed.metadata(), committed.committedAtMillis(), lag);
    }

    /** Who lives and what they know, looked up once for a whole picture: there are thousands of partitions and positions in one. */
    private record Sight(ClusterImage image, Map<Integer, Broker> living) {

        Optional<Partition> leader(TopicPartition name) {
            return image.topic(name.topic()).flatMap(topic -> topic.partition(name.partition()).flatMap(partition -> seen(topic, partition)));
        }

        /** The leader's replica; where there is none, that of any broker that runs. */
        Optional<Partition> seen(TopicImage topic, PartitionImage partition) {
            TopicPartition name = new TopicPartition(topic.name(), partition.index());
            return replica(partition.leader(), name)
                    .or(() -> partition.replicas().stream().flatMap(id -> replica(id, name).stream()).findFirst());
        }

        /** What each replica that runs says of itself, where there is no leader to tell. */
        List<ReplicaView> progress(TopicImage topic, PartitionImage partition) {
            TopicPartition name = new TopicPartition(topic.name(), partition.index());
            return partition.replicas().stream().flatMap(id -> replica(id, name).map(replica ->
                    new ReplicaView(id, replica.log().endOffset(), replica.log().startOffset(), -1, partition.inSync().contains(id))).stream()).toList();
        }

        /** Whether another leads by now, and runs: who is cut off from the controller hears of it late. */
        boolean deposed(int broker, TopicPartition name) {
            int leader = image.topic(name.topic()).flatMap(topic -> topic.partition(name.partition())).map(PartitionImage::leader).orElse(NOBODY);
            return leader != broker && replica(leader, name).filter(replica -> replica.leader() == leader).isPresent();
        }

        private Optional<Partition> replica(int broker, TopicPartition name) {
            return Optional.ofNullable(living.get(broker)).flatMap(one -> one.partitions().replica(name));
        }
    }

    private Sight sight() {
        Map<Integer, Broker> living = new HashMap<>();
        brokers.all().forEach(hosted -> hosted.life().map(BrokerLife::broker).ifPresent(broker -> living.put(hosted.id(), broker)));
        return new Sight(image(), living);
    }

    private List<Broker> living() {
        return brokers.all().stream().flatMap(hosted -> hosted.life().stream()).flatMap(life -> Optional.ofNullable(life.broker()).stream()).toList();
    }

    private Optional<Broker> living(int id) {
        return brokers.find(id).flatMap(HostedBroker::life).map(BrokerLife::broker);
    }

    private ClusterImage image() {
        return living().stream().map(broker -> broker.metadata().image()).max(Comparator.comparingLong(ClusterImage::version))
                .orElseGet(() -> ClusterImage.empty(brokers.clusterId(), -1));
    }

    private ClusterSnapshot snapshot(List<GroupView> groups, List<TransactionView> transactions, long lastEvent) {
        Sight sight = sight();
        ClusterImage now = sight.image();
        return new ClusterSnapshot(
                now.clusterId(),
                house.clock().millis(),
                now.controllerId(),
                now.brokers().stream().map(this::view).toList(),
                topics(sight),
                groups,
                transactions,
                house.network().connections().open().stream().map(Connection::view).toList(),
                Optional.of(quorum()),
                brokers.links(),
                lastEvent);
    }

    /** As its members are themselves, whatever they think of each other. */
    private QuorumView quorum() {
        List<QuorumView.Member> members = brokers.all().stream().map(this::member).toList();
        Optional<Quorum> newest = living().stream().map(broker -> broker.node().quorum()).max(Comparator.comparingInt(Quorum::epoch));
        Set<Integer> voters = newest.map(quorum -> quorum.voters().ids()).map(Set::<Integer>copyOf).orElse(Set.of());
        return new QuorumView(
                newest.map(quorum -> quorum.leader().orElse(NOBODY)).orElse(NOBODY),
                newest.map(Quorum::epoch).orElse(0),
                living().stream().mapToLong(broker -> broker.node().quorum().highWatermark()).max().orElse(0),
                members.stream().filter(member -> voters.contains(member.broker())).toList(),
                members.stream().filter(member -> !voters.contains(member.broker())).toList());
    }

    private QuorumView.Member member(HostedBroker hosted) {
        return hosted.life().map(BrokerLife::broker).map(broker -> broker.node().quorum().view())
                .orElseGet(() -> new QuorumView.Member(hosted.id(), QuorumRole.ABSENT, -1, -1));
    }

    private BrokerView view(BrokerImage broker) {
        List<BrokerView.Endpoint> endpoints = broker.endpoints().stream()
                .map(endpoint -> new BrokerView.Endpoint(endpoint.listener(), endpoint.host(), endpoint.port()))
                .toList();
        Optional<HostedBroker> hosted = brokers.find(broker.id());
        return new BrokerView(broker.id(), endpoints, hosted.map(HostedBroker::startedAtMillis).orElse(0L), state(broker, hosted), broker.rack(),
                broker.epoch());
    }

    private static BrokerState state(BrokerImage broker, Optional<HostedBroker> hosted) {
        BrokerState done = hosted.map(HostedBroker::state).orElse(BrokerState.STOPPED);
        return done == BrokerState.RUNNING && broker.fenced() ? BrokerState.FENCED : done;
    }

    private List<TopicView> topics(Sight sight) {
        List<TopicView> topics = sight.image().topics().values().stream().map(topic -> view(sight, topic)).toList();
        last.are(topics);
        return topics;
    }

    private TopicView view(Sight sight, TopicImage topic) {
        List<PartitionView> views = topic.partitions().stream().flatMap(partition -> view(sight, topic, partition).stream()).toList();
        return new TopicView(topic.name(), topic.id().toString(), topic.isInternal(), sight.image().topicConfigs(topic.name()), views);
    }

    /**
     * What the metadata say of who leads and who is in sync goes first: a replica may not have heard of it yet. Where none of its replicas runs, a partition
     * is still there, without a leader; of what it holds, what was seen last.
     */
    private Optional<PartitionView> view(Sight sight, TopicImage topic, PartitionImage partition) {
        Optional<Partition> seen = sight.seen(topic, partition);
        // Another's replica may hold itself to be the leader, where it hasn't heard of the new one.
        boolean led = seen.filter(replica -> replica.leads() && replica.leader() == partition.leader()).isPresent();
        return seen.map(Partition::view).or(() -> last.of(topic, partition)).map(view -> new PartitionView(
                view.index(), partition.leader(), partition.leaderEpoch(), partition.replicas(), partition.inSync(), view.logStartOffset(),
                view.highWatermark(), view.lastStableOffset(), view.endOffset(), view.sizeBytes(), view.segments(), view.recordsIn(), view.bytesIn(),
                view.recordsOut(), view.bytesOut(), led ? view.progress() : sight.progress(topic, partition)));
    }

    @Override
    public Events events() {
        return house.events();
    }

    @Override
    public Inspection inspection() {
        return new EngineInspection(name -> sight().leader(name), this::living, house.crew().disk());
    }

    @Override
    public void flows(Consumer<Flow> visitor) {
        house.network().connections().open().forEach(connection -> connection.flows().forEach(visitor));
    }

    /**
     * Broker by broker, without looking anything up where the broker knows the newest metadata: it is done for every partition many times a second. Of two
     * that hold themselves to be the leader only one counts.
     */
    @Override
    public void ends(EndVisitor visitor) {
        Sight sight = sight();
        sight.living().forEach((id, broker) -> {
            boolean upToDate = broker.metadata().image().version() == sight.image().version();
            broker.partitions().all().forEach(partition -> {
                if (partition.leader() == id && (upToDate || !sight.deposed(id, partition.name()))) {
                    end(partition, visitor);
                }
            });
        });
    }

    private static void end(Partition partition, EndVisitor visitor) {
        visitor.end(partition.name().topic(), partition.name().partition(), partition.log().startOffset(), partition.highWatermark(),
                partition.log().endOffset(), partition.recordsIn());
    }
}
