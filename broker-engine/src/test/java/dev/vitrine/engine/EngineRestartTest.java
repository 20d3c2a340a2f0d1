package dev.vitrine.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.engine.observe.ClusterSnapshot;
import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.observe.Observed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An engine that stops, in one way or the other, and the engine that comes after it on the same data. */
class EngineRestartTest {

    private static final TopicPartition PARTITION = new TopicPartition("orders", 0);
    private static final int RECORDS = 50;

    @TempDir
    private Path data;

    private static Engine start(Path folder) {
        return Engine.start(config -> config.listen("localhost", 0).data(folder));
    }

    private static Map<String, Object> client(Engine engine) {
        return Map.of("bootstrap.servers", engine.bootstrap());
    }

    private static void fill(Engine engine) throws Exception {
        try (Admin admin = Admin.create(client(engine));
                KafkaProducer<String, String> producer = new KafkaProducer<>(client(engine), new StringSerializer(), new StringSerializer())) {
            admin.createTopics(List.of(new NewTopic("orders", 2, (short) 1).configs(Map.of("retention.ms", "777777")))).all().get();
            for (int i = 0; i < RECORDS; i++) {
                producer.send(new ProducerRecord<>("orders", 0, "key", "value " + i));
            }
            producer.flush();
            admin.alterConsumerGroupOffsets("billing", Map.of(PARTITION, new OffsetAndMetadata(17, "so far"))).all().get();
        }
    }

    private static void assertNothingIsLost(Engine engine) throws Exception {
        try (Admin admin = Admin.create(client(engine))) {
            assertThat(admin.listConsumerGroupOffsets("billing").partitionsToOffsetAndMetadata().get())
                    .containsEntry(PARTITION, new OffsetAndMetadata(17, "so far"));
        }
        ClusterSnapshot snapshot = engine.observe().snapshot().toCompletableFuture().get();
        var topic = snapshot.topics().stream().filter(each -> each.name().equals("orders")).findFirst().orElseThrow();
        assertThat(topic.configs()).containsEntry("retention.ms", "777777");
        assertThat(topic.partitions()).hasSize(2);
        assertThat(topic.partitions().get(0).highWatermark()).isEqualTo(RECORDS);
    }

    private static List<Event> events(Engine engine) {
        return engine.observe().events().after(0, Integer.MAX_VALUE).events().stream().map(Observed::event).toList();
    }

    @Test
    void after_a_clean_stop_everything_is_there_and_nothing_had_to_be_recovered_or_rebuilt() throws Exception {
        String topicId;
        try (Engine engine = start(data)) {
            fill(engine);
            topicId = id(engine);
        }
        try (Engine engine = start(data)) {
            assertNothingIsLost(engine);
            assertThat(id(engine)).as("the same topic, not one of the same name").isEqualTo(topicId);
            assertThat(events(engine)).noneMatch(event -> event instanceof Event.ViewRebuilt || event instanceof Event.LogRecovered);
        }
    }

    private static String id(Engine engine) throws Exception {
        return engine.observe().snapshot().toCompletableFuture().get().topics().stream()
                .filter(topic -> topic.name().equals("orders")).findFirst().orElseThrow().id();
    }

    @Test
    void from_what_a_killed_engine_leaves_on_the_disk_everything_is_there_again() throws Exception {
        Path left = data.resolve("left");
        try (Engine engine = start(data.resolve("running"))) {
            fill(engine);
            await(() -> Files.exists(data.resolve("running").resolve("broker-1").resolve("coordinator-view.db")));
            copy(data.resolve("running"), left);
        }
        try (Engine engine = start(left)) {
            assertNothingIsLost(engine);
            assertThat(events(engine)).as("a view that was not closed is not believed").anyMatch(Event.ViewRebuilt.class::isInstance);
        }
    }

    @Test
    void what_is_committed_is_noted_at_its_own_pace_long_before_recovery_points_are() throws Exception {
        try (Engine engine = Engine.start(config -> config.listen("localhost", 0).data(data)
                .set("replica.high.watermark.checkpoint.interval.ms", "20"))) {
            fill(engine);
            Path noted = data.resolve("broker-1").resolve("replication-offset-checkpoint");
            await(() -> holds(noted, "orders 0 " + RECORDS));
            assertThat(data.resolve("broker-1").resolve("recovery-point-offset-checkpoint")).doesNotExist();
        }
    }

    private static boolean holds(Path file, String line) {
        try {
            return Files.exists(file) && Files.readAllLines(file).contains(line);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Test
    void a_second_engine_on_the_same_data_is_refused_and_changes_nothing() {
        try (Engine first = start(data)) {
            assertThat(first.bootstrap()).startsWith("localhost:");
            assertThatThrownBy(() -> start(data)).isInstanceOfSatisfying(StartRefused.class, refused ->
                    assertThat(refused.reason()).isEqualTo(new StartRefused.DataLocked(data)));
        }
        start(data).close();
    }

    @Test
    void a_port_in_use_is_refused_before_the_disk_is_touched() {
        try (Engine first = Engine.start(config -> config.listen("localhost", 0).ephemeral())) {
            int port = Integer.parseInt(first.bootstrap().substring("localhost:".length()));
            Path untouched = data.resolve("untouched");
            assertThatThrownBy(() -> Engine.start(config -> config.listen("localhost", port).data(untouched)))
                    .isInstanceOfSatisfying(StartRefused.class, refused ->
                            assertThat(refused.reason()).isEqualTo(new StartRefused.PortInUse("127.0.0.1", port)));
            assertThat(untouched).doesNotExist();
        }
    }

    @Test
    void a_data_folder_that_is_a_file_is_refused_in_one_line() throws IOException {
        Path file = Files.write(data.resolve("file"), "not a folder".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> start(file)).isInstanceOfSatisfying(StartRefused.class, refused -> {
            assertThat(refused.reason()).isInstanceOf(StartRefused.DataUnusable.class);
            assertThat(refused.getMessage().lines()).hasSize(1);
        });
    }

    @Test
    void a_setting_that_kafka_does_not_know_or_refuses_is_refused() {
        for (Map.Entry<String, String> bad : Map.of("num.partitons", "3", "num.partitions", "zero", "log.dirs", "elsewhere").entrySet()) {
            assertThatThrownBy(() -> Engine.start(config -> config.listen("localhost", 0).ephemeral().set(bad.getKey(), bad.getValue())))
                    .isInstanceOfSatisfying(StartRefused.class, refused ->
                            assertThat(refused.reason()).isInstanceOf(StartRefused.BadOption.class));
        }
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited long enough").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            all.forEach(path -> {
                try {
                    Files.copy(path, to.resolve(from.relativize(path)));
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
            });
        }
    }
}
