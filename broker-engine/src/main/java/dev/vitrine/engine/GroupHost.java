package dev.vitrine.engine;

import dev.vitrine.engine.coordinator.Surroundings;
import dev.vitrine.engine.group.GroupConfig;
import dev.vitrine.engine.group.GroupCoordinator;
import dev.vitrine.engine.group.TopicNames;
import dev.vitrine.engine.metadata.BrokerSettings;
import dev.vitrine.engine.metadata.ClusterImage;
import dev.vitrine.engine.metadata.MetadataCache;
import dev.vitrine.engine.metadata.TopicImage;
import dev.vitrine.engine.replica.Partition;
import dev.vitrine.engine.replica.PartitionLookup;
import dev.vitrine.engine.replica.Partitions;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.internals.Topic;

/** Joins the group coordinator to the partitions of {@code __consumer_offsets}: where this broker leads one, it coordinates its groups. */
final class GroupHost implements Partitions.Leadership {

    private static final Set<String> SETTINGS = Set.of(
            "group.min.session.timeout.ms", "group.max.session.timeout.ms", "group.max.size", "group.initial.rebalance.delay.ms",
            "offset.metadata.max.bytes", "offsets.retention.minutes", "offsets.retention.check.interval.ms",
            "group.consumer.max.size", "group.consumer.assignors", "group.consumer.migration.policy", "group.consumer.regex.refresh.interval.ms",
            "group.consumer.session.timeout.ms", "group.consumer.min.session.timeout.ms", "group.consumer.max.session.timeout.ms",
            "group.consumer.heartbeat.interval.ms", "group.consumer.min.heartbeat.interval.ms", "group.consumer.max.heartbeat.interval.ms",
            "group.consumer.assignment.interval.ms", "group.consumer.min.assignment.interval.ms", "group.consumer.max.assignment.interval.ms");

    private final GroupCoordinator coordinator;
    private final Set<Integer> hosted = ConcurrentHashMap.newKeySet();
    private volatile PartitionLookup partitions = name -> Optional.empty();

    GroupHost(int broker, BrokerSettings settings, Surroundings around, MetadataCache metadata, RandomGenerator random) {
        int ifThereWereNone = settings.intValue("offsets.topic.num.partitions");
        this.coordinator = new GroupCoordinator(
                config(settings),
                around,
                () -> new UUID(random.nextLong() & ~0xf000L | 0x4000L, random.nextLong() & ~(3L << 62) | 1L << 63),
                () -> metadata.image().topic(Topic.GROUP_METADATA_TOPIC_NAME).map(topic -> topic.partitions().size()).orElse(ifThereWereNone),
                new GroupCoordinator.Neighbours(broker, names(metadata), metadata::image, this::highWatermark));
    }

    private static GroupConfig config(BrokerSettings settings) {
        return GroupConfig.from(SETTINGS.stream().collect(Collectors.toMap(key -> key, key -> text(settings.value(key)))));
    }

    private static String text(Object value) {
        return value instanceof List<?> list ? list.stream().map(String::valueOf).collect(Collectors.joining(",")) : String.valueOf(value);
    }

    private static TopicNames names(MetadataCache metadata) {
        return new TopicNames() {
            @Override
            public Optional<String> name(Uuid id) {
                return metadata.image().topic(id).map(TopicImage::name);
            }

            @Override
            public Optional<Uuid> id(String name) {
                return metadata.image().topic(name).map(TopicImage::id);
            }

            @Override
            public boolean hasPartition(String topic, int partition) {
                return metadata.image().topic(topic).flatMap(known -> known.partition(partition)).isPresent();
            }
        };
    }

    private OptionalLong highWatermark(TopicPartition name) {
        return partitions.find(name).map(partition -> OptionalLong.of(partition.highWatermark())).orElse(OptionalLong.empty());
    }

    /** The partitions and this know each other: this is said second. */
    void follow(PartitionLookup lookup) {
        partitions = lookup;
    }

    GroupCoordinator coordinator() {
        return coordinator;
    }

    @Override
    public void begun(Partition partition) {
        if (partition.name().topic().equals(Topic.GROUP_METADATA_TOPIC_NAME) && hosted.add(partition.name().partition())) {
            coordinator.host(partition.name().partition(), new PartitionLog(partition));
        }
    }

    @Override
    public void ended(Partition partition) {
        if (partition.name().topic().equals(Topic.GROUP_METADATA_TOPIC_NAME) && hosted.remove(partition.name().partition())) {
            coordinator.letGo(partition.name().partition());
        }
    }

    /** Offsets in topics that are gone are of no use, and would be taken for those of a new topic with the same name. */
    void forgetDeleted(ClusterImage before, ClusterImage now) {
        Set<String> deleted = before.topics().values().stream()
                .filter(topic -> now.topic(topic.id()).isEmpty())
                .map(TopicImage::name)
                .collect(Collectors.toSet());
        if (!deleted.isEmpty()) {
            coordinator.topicsDeleted(deleted);
        }
    }

    void close() {
        CompletableFuture.allOf(hosted.stream()
                .map(partition -> coordinator.letGo(partition).toCompletableFuture())
                .toArray(CompletableFuture[]::new)).join();
    }
}
