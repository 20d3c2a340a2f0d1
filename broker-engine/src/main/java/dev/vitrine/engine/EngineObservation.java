package dev.vitrine.engine;

import dev.vitrine.engine.metadata.BrokerImage;
import dev.vitrine.engine.metadata.ClusterImage;
import dev.vitrine.engine.metadata.TopicImage;
import dev.vitrine.engine.net.Connection;
import dev.vitrine.engine.net.Connections;
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
import dev.vitrine.engine.replica.PartitionLookup;
import dev.vitrine.engine.time.Clock;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;

/** Puts the pictures together from what the rooms publish anyway. */
final class EngineObservation implements Observation {

    private final Supplier<ClusterImage> image;
    private final PartitionLookup partitions;
    private final Connections connections;
    private final Coordinators coordinators;
    private final Inspection inspection;
    private final Events events;
    private final Clock clock;
    private final long startedAtMillis;

    /** Where to ask for groups and for transactional ids. */
    record Coordinators(Supplier<CompletionStage<List<GroupView>>> groups, Supplier<CompletionStage<List<TransactionView>>> transactions) {}

    EngineObservation(
            Supplier<ClusterImage> image,
            PartitionLookup partitions,
            Connections connections,
            Coordinators coordinators,
            Inspection inspection,
            Events events,
            Clock clock) {
        this.image = image;
        this.partitions = partitions;
        this.connections = connections;
        this.coordinators = coordinators;
        this.inspection = inspection;
        this.events = events;
        this.clock = clock;
        this.startedAtMillis = clock.millis();
    }

    @Override
    public CompletionStage<ClusterSnapshot> snapshot() {
        return coordinators.groups().get().thenCombine(coordinators.transactions().get(), this::snapshot);
    }

    private ClusterSnapshot snapshot(List<GroupView> groups, List<TransactionView> transactions) {
        ClusterImage now = image.get();
        return new ClusterSnapshot(
                now.clusterId(),
                clock.millis(),
                now.controllerId(),
                now.brokers().stream().map(this::view).toList(),
                now.topics().values().stream().map(topic -> view(now, topic)).toList(),
                groups,
                transactions,
                connections.open().stream().map(Connection::view).toList(),
                events.last());
    }

    private BrokerView view(BrokerImage broker) {
        List<BrokerView.Endpoint> endpoints = broker.endpoints().stream()
                .map(endpoint -> new BrokerView.Endpoint(endpoint.listener(), endpoint.host(), endpoint.port()))
                .toList();
        return new BrokerView(broker.id(), endpoints, startedAtMillis);
    }

    private TopicView view(ClusterImage now, TopicImage topic) {
        List<PartitionView> views = topic.partitions().stream()
                .flatMap(partition -> partitions.find(new TopicPartition(topic.name(), partition.index())).stream())
                .map(Partition::view)
                .toList();
        return new TopicView(topic.name(), topic.id().toString(), topic.isInternal(), now.topicConfigs(topic.name()), views);
    }

    @Override
    public Events events() {
        return events;
    }

    @Override
    public Inspection inspection() {
        return inspection;
    }

    @Override
    public void flows(Consumer<Flow> visitor) {
        connections.open().forEach(connection -> connection.flows().forEach(visitor));
    }

    @Override
    public void ends(EndVisitor visitor) {
        image.get().topics().values().forEach(topic -> topic.partitions().forEach(index ->
                partitions.find(new TopicPartition(topic.name(), index.index())).ifPresent(partition -> visitor.end(
                        topic.name(), index.index(), partition.log().startOffset(), partition.highWatermark(), partition.log().endOffset(),
                        partition.recordsIn()))));
    }
}
