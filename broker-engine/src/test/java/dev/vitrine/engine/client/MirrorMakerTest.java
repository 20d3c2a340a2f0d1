package dev.vitrine.engine.client;

import static dev.vitrine.engine.client.Clients.done;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** MirrorMaker 2 of Apache Kafka, unmodified: topics with their settings and records, and groups with their positions, go over to another cluster. */
@Tag("deep")
@Timeout(420)
class MirrorMakerTest {

    private static final Duration SOON = Duration.ofSeconds(150);
    private static final String TOPIC = "orders";
    private static final String MIRRORED = "from.orders";
    private static final String GROUP = "readers";
    private static final int PARTITIONS = 2;

    @TempDir
    private Path folder;
    private ApacheKafka kafka;
    private TestBroker target;
    private Clients there;

    @BeforeEach
    void start() {
        kafka = ApacheKafka.required();
        target = TestBroker.start(folder.resolve("target"));
        there = new Clients(target.bootstrap());
    }

    @AfterEach
    void stop() {
        if (target != null) {
            target.close();
        }
    }

    @Test
    void a_topic_and_its_readers_move_from_one_engine_to_another_though_the_mirror_is_killed() throws IOException {
        try (TestBroker source = TestBroker.start(folder.resolve("source"))) {
            moves(new Clients(source.bootstrap()));
        }
    }

    @Test
    void a_topic_and_its_readers_move_from_apache_kafka_to_the_engine_though_the_mirror_is_killed() throws IOException {
        int port = FreePort.withItsNext();
        Clients here = new Clients("localhost:" + port);
        try (RunningProgram source = kafka.broker(port, folder.resolve("source"), List.of("-Xmx512m")); Admin admin = here.admin()) {
            assertThat(done(admin.describeCluster().nodes())).as(source::printed).hasSize(1);
            moves(here);
        }
    }

    private void moves(Clients here) throws IOException {
        make(here);
        produce(here, 0, 300);
        read(here, 300);
        try (RunningProgram mirror = mirror(here)) {
            assertThat(awaitMirrored(300, mirror)).isEqualTo(records(here, TOPIC));
            assertThat(setting(MIRRORED, "max.message.bytes")).as("settings of the topic").isEqualTo("54321");
            Awaiting.until(SOON, () -> positions().size() == PARTITIONS, () -> "no positions; " + mirror.printed());
            assertThat(positions()).as("no record is skipped, and not all are read again").allMatch(position -> 0 < position && position <= 150);
        }
        produce(here, 300, 200);
        try (RunningProgram mirror = mirror(here)) {
            assertThat(new HashSet<>(awaitMirrored(500, mirror))).isEqualTo(new HashSet<>(records(here, TOPIC)));
        }
        try (KafkaConsumer<String, String> reader = there.consumer(Map.of("group.id", GROUP))) {
            reader.subscribe(List.of(MIRRORED));
            Set<String> unread = IntStream.range(300, 500).mapToObj(Integer::toString).collect(Collectors.toSet());
            Awaiting.until(SOON, () -> {
                reader.poll(Duration.ofMillis(200)).forEach(record -> unread.remove(record.value()));
                return unread.isEmpty();
            }, () -> "what the group had not read and does not find: " + unread);
        }
    }

    private static void make(Clients here) {
        try (Admin admin = here.admin()) {
            done(admin.createTopics(List.of(new NewTopic(TOPIC, PARTITIONS, (short) 1)
                    .configs(Map.of("max.message.bytes", "54321")))).all());
        }
    }

    private static void produce(Clients here, int from, int count) {
        try (KafkaProducer<String, String> producer = here.producer(Map.of())) {
            IntStream.range(from, from + count).forEach(n -> producer.send(new ProducerRecord<>(TOPIC, n % PARTITIONS, "key " + n, Integer.toString(n))));
        }
    }

    /**
     * As a group whose position is behind so many records, spread evenly. It has read all that there is: a mirror that knows its way by its last note only
     * can't translate a position before it.
     */
    private static void read(Clients here, int count) {
        try (KafkaConsumer<String, String> reader = here.consumer(Map.of("group.id", GROUP))) {
            reader.subscribe(List.of(TOPIC));
            Clients.poll(reader, count);
            reader.commitSync(IntStream.range(0, PARTITIONS).boxed().collect(Collectors.toMap(
                    partition -> new TopicPartition(TOPIC, partition), partition -> new OffsetAndMetadata(count / PARTITIONS))));
        }
    }

    private RunningProgram mirror(Clients here) throws IOException {
        Map<String, String> settings = new TreeMap<>(Map.of(
                "clusters", "from,to",
                "from.bootstrap.servers", here.bootstrap(),
                "to.bootstrap.servers", there.bootstrap(),
                "from->to.enabled", "true",
                "to->from.enabled", "false",
                "from->to.topics", TOPIC,
                "from->to.groups", GROUP,
                "sync.group.offsets.enabled", "true",
                "offset.lag.max", "0",
                "offset.flush.interval.ms", "500"));
        List.of("emit.checkpoints", "emit.heartbeats", "sync.group.offsets", "refresh.topics", "refresh.groups", "sync.topic.configs")
                .forEach(duty -> settings.put(duty + ".interval.seconds", "1"));
        List.of("", "checkpoints.topic.", "heartbeats.topic.", "offset-syncs.topic.", "offset.storage.", "status.storage.", "config.storage.")
                .forEach(topic -> settings.put(topic + "replication.factor", "1"));
        String lines = settings.entrySet().stream().map(setting -> setting.getKey() + "=" + setting.getValue()).collect(Collectors.joining("\n"));
        Path file = Files.writeString(folder.resolve("mirror.properties"), lines);
        return kafka.start(List.of("-Xmx512m"), "org.apache.kafka.connect.mirror.MirrorMaker", file.toString());
    }

    /** What is in the mirrored topic, in its order, once it is that much. */
    private List<String> awaitMirrored(int count, RunningProgram mirror) {
        Awaiting.until(SOON, () -> new HashSet<>(records(there, MIRRORED)).size() >= count,
                () -> records(there, MIRRORED).size() + " records; " + mirror.printed());
        return records(there, MIRRORED);
    }

    /** {@code partition:key=value} of all that is there now, partition by partition; none where there is no such topic. */
    private static List<String> records(Clients clients, String topic) {
        try (Admin admin = clients.admin(); KafkaConsumer<String, String> consumer = clients.consumer(Map.of())) {
            if (!done(admin.listTopics().names()).contains(topic)) {
                return List.of();
            }
            List<TopicPartition> all = IntStream.range(0, PARTITIONS).mapToObj(partition -> new TopicPartition(topic, partition)).toList();
            long count = consumer.endOffsets(all).values().stream().mapToLong(Long::longValue).sum();
            consumer.assign(all);
            return Clients.poll(consumer, (int) count).stream()
                    .map(record -> record.partition() + ":" + record.key() + "=" + record.value())
                    .sorted((a, b) -> Character.compare(a.charAt(0), b.charAt(0))) // stable: the order within a partition stays
                    .toList();
        }
    }

    private String setting(String topic, String key) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try (Admin admin = there.admin()) {
            return done(admin.describeConfigs(List.of(resource)).all()).get(resource).get(key).value();
        }
    }

    /** Where the group stands in the mirrored topic's partitions, as far as that has come over. */
    private List<Long> positions() {
        try (Admin admin = there.admin()) {
            return done(admin.listConsumerGroupOffsets(GROUP).partitionsToOffsetAndMetadata()).values().stream().map(OffsetAndMetadata::offset).toList();
        }
    }
}
