package dev.vitrine.engine;

import dev.vitrine.engine.coordinator.Surroundings;
import dev.vitrine.engine.metadata.BrokerSettings;
import dev.vitrine.engine.metadata.ClusterImage;
import dev.vitrine.engine.metadata.MetadataCache;
import dev.vitrine.engine.replica.MarkerWriter;
import dev.vitrine.engine.replica.Partition;
import dev.vitrine.engine.replica.Partitions;
import dev.vitrine.engine.txn.TransactionConfig;
import dev.vitrine.engine.txn.TransactionCoordinator;
import dev.vitrine.engine.txn.TransactionVersion;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.internals.Topic;

/** Joins the transaction coordinator to the partitions of {@code __transaction_state}: where this broker leads one, it coordinates its ids. */
final class TransactionHost implements Partitions.Leadership {

    private final TransactionCoordinator coordinator;
    private final Set<Integer> hosted = ConcurrentHashMap.newKeySet();

    /** What the coordinator has others do. */
    record Helpers(Supplier<CompletionStage<Long>> producerIds, MarkerWriter markers) {}

    TransactionHost(int broker, BrokerSettings settings, Surroundings around, MetadataCache metadata, Helpers helpers) {
        int ifThereWereNone = settings.intValue("transaction.state.log.num.partitions");
        this.coordinator = new TransactionCoordinator(
                config(settings),
                around,
                () -> metadata.image().topic(Topic.TRANSACTION_STATE_TOPIC_NAME).map(topic -> topic.partitions().size()).orElse(ifThereWereNone),
                new TransactionCoordinator.Neighbours(
                        broker, helpers.producerIds(), helpers.markers(), name -> exists(metadata, name), () -> finalized(metadata)));
    }

    private static TransactionConfig config(BrokerSettings settings) {
        return TransactionConfig.from(TransactionConfig.KEYS.stream()
                .collect(Collectors.toMap(key -> key, key -> String.valueOf(settings.value(key)))));
    }

    /** While the broker starts, transactions are there before the image is: it is not asked before it knows of them too. */
    private static boolean exists(MetadataCache metadata, TopicPartition name) {
        ClusterImage image = metadata.image();
        return image.topic(Topic.TRANSACTION_STATE_TOPIC_NAME).isEmpty()
                || image.topic(name.topic()).flatMap(topic -> topic.partition(name.partition())).isPresent();
    }

    private static TransactionVersion finalized(MetadataCache metadata) {
        return TransactionVersion.of(metadata.image().features().getOrDefault(Features.TRANSACTION_VERSION, (short) 0));
    }

    TransactionCoordinator coordinator() {
        return coordinator;
    }

    @Override
    public void begun(Partition partition) {
        if (partition.name().topic().equals(Topic.TRANSACTION_STATE_TOPIC_NAME) && hosted.add(partition.name().partition())) {
            coordinator.host(partition.name().partition(), new PartitionLog(partition), partition::leaderEpoch);
        }
    }

    @Override
    public void ended(Partition partition) {
        if (partition.name().topic().equals(Topic.TRANSACTION_STATE_TOPIC_NAME) && hosted.remove(partition.name().partition())) {
            coordinator.letGo(partition.name().partition());
        }
    }

    void close() {
        CompletableFuture.allOf(hosted.stream()
                .map(partition -> coordinator.letGo(partition).toCompletableFuture())
                .toArray(CompletableFuture[]::new)).join();
    }
}
