package dev.vitrine.engine;

import dev.vitrine.engine.metadata.BrokerImage;
import dev.vitrine.engine.metadata.ClusterImage;
import dev.vitrine.engine.metadata.PartitionImage;
import dev.vitrine.engine.metadata.TopicImage;
import dev.vitrine.engine.net.Connection;
import dev.vitrine.engine.observe.BrokerView;
import dev.vitrine.engine.observe.ClusterSnapshot;
import dev.vitrine.engine.observe.Events;
import dev.vitrine.engine.observe.Flow;
import dev.vitrine.engine.observe.GroupView;
import dev.vitrine.engine.observe.Inspection;
import dev.vitrine.engine.observe.Observation;
import dev.vitrine.engine.observe.PartitionView;
import dev.vitrine.engine.observe.TopicView;
import dev.vitrine.engine.observe.TransactionView;
import dev.vitrine.engine.replica.Partition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;

/**
 * Puts the pictures together from what the rooms of all brokers publish anyway: of the metadata, the newest that any of them has; of a partition, what its
 * leader tells; of groups and transactions, what their coordinators do.
 */
final class EngineObservation implements Observation {

    /** A frozen broker answers nobody, its observers neither: they do without it. */
    private static final long PATIENCE_MS = 100;

    private final HostedBrokers brokers;
    private final House house;

    EngineObservation(HostedBrokers brokers, House house) {
        this.brokers = brokers;
        this.house = house;
    }

    @Override
    public CompletionStage<ClusterSnapshot> snapshot() {
        CompletableFuture<List<GroupView>> groups = ofAll(broker -> broker.groups().coordinator().views());
        CompletableFuture<List<TransactionView>> transactions = ofAll(broker -> broker.transactions().coordinator().views());
        return groups.thenCombine(transactions, this::snapshot);
    }

    private <T> CompletableFuture<List<T>> ofAll(Function<Broker, CompletionStage<List<T>>> question) {
        List<CompletableFuture<List<T>>> asked = living().stream()
                .map(broker -> question.apply(broker).toCompletableFuture().copy().completeOnTimeout(List.of(), PATIENCE_MS, TimeUnit.MILLISECONDS))
                .toList();
        return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new)).thenApply(all -> {
            List<T> together = new ArrayList<>();
            asked.forEach(answer -> together.addAll(answer.join()));
            return together;
        });
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

    private ClusterSnapshot snapshot(List<GroupView> groups, List<TransactionView> transactions) {
        ClusterImage now = image();
        return new ClusterSnapshot(
                now.clusterId(),
                house.clock().millis(),
                now.controllerId(),
                now.brokers().stream().map(this::view).toList(),
                now.topics().values().stream().map(topic -> view(now, topic)).toList(),
                groups,
                transactions,
                house.network().connections().open().stream().map(Connection::view).toList(),
                Optional.empty(),
                brokers.links(),
                house.events().last());
    }

    private BrokerView view(BrokerImage broker) {
        List<BrokerView.Endpoint> endpoints = broker.endpoints().stream()
                .map(endpoint -> new BrokerView.Endpoint(endpoint.listener(), endpoint.host(), endpoint.port()))
                .toList();
        Optional<HostedBroker> hosted = brokers.find(broker.id());
        return new BrokerView(broker.id(), endpoints, hosted.map(HostedBroker::startedAtMillis).orElse(0L));
    }

    private TopicView view(ClusterImage now, TopicImage topic) {
        List<PartitionView> views = topic.partitions().stream()
                .flatMap(partition -> seen(topic, partition).stream())
                .map(Partition::view)
                .toList();
        return new TopicView(topic.name(), topic.id().toString(), topic.isInternal(), now.topicConfigs(topic.name()), views);
    }

    private Optional<Partition> seen(TopicImage topic, PartitionImage partition) {
        return living(partition.leader()).flatMap(leader -> leader.partitions().find(new TopicPartition(topic.name(), partition.index())));
    }

    @Override
    public Events events() {
        return house.events();
    }

    @Override
    public Inspection inspection() {
        return new EngineInspection(this::leader, this::living, house.crew().disk());
    }

    private Optional<Partition> leader(TopicPartition name) {
        return image().topic(name.topic()).flatMap(topic -> topic.partition(name.partition()).flatMap(partition -> seen(topic, partition)));
    }

    @Override
    public void flows(Consumer<Flow> visitor) {
        house.network().connections().open().forEach(connection -> connection.flows().forEach(visitor));
    }

    /** Broker by broker, without looking anything up: it is done for every partition many times a second. */
    @Override
    public void ends(EndVisitor visitor) {
        brokers.all().forEach(hosted -> hosted.life().map(BrokerLife::broker).ifPresent(broker -> broker.partitions().all().forEach(partition -> {
            if (partition.leader() == hosted.id()) {
                end(partition, visitor);
            }
        })));
    }

    private static void end(Partition partition, EndVisitor visitor) {
        visitor.end(partition.name().topic(), partition.name().partition(), partition.log().startOffset(), partition.highWatermark(),
                partition.log().endOffset(), partition.recordsIn());
    }
}
