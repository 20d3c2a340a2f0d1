package dev.vitrine.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.observe.Observed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Compaction as a client sees it: in the running engine, on a real disk. */
@Timeout(180)
class CompactionInTheEngineTest {

    private static final TopicPartition PARTITION = new TopicPartition("balances", 0);
    private static final int KEYS = 100;
    private static final String PADDING = "x".repeat(1000);

    @TempDir
    private Path data;
    private Engine engine;
    private Admin admin;

    @BeforeEach
    void start() throws Exception {
        engine = Engine.start(config -> config.listen("localhost", 0).data(data).set("log.cleaner.backoff.ms", "100"));
        admin = Admin.create(client());
        admin.createTopics(List.of(new NewTopic("balances", 1, (short) 1).configs(Map.of(
                "cleanup.policy", "compact", "segment.bytes", "1048576", "min.cleanable.dirty.ratio", "0.01")))).all().get();
    }

    @AfterEach
    void stop() {
        admin.close();
        engine.close();
    }

    private Map<String, Object> client() {
        return Map.of("bootstrap.servers", engine.bootstrap());
    }

    private KafkaProducer<String, String> producer() {
        return new KafkaProducer<>(client(), new StringSerializer(), new StringSerializer());
    }

    private List<Event.LogCompacted> compacted() {
        return engine.observe().events().after(0, Integer.MAX_VALUE).events().stream().map(Observed::event)
                .filter(Event.LogCompacted.class::isInstance).map(Event.LogCompacted.class::cast).toList();
    }

    private static void fill(KafkaProducer<String, String> producer, int records) {
        for (int i = 0; i < records; i++) {
            producer.send(new ProducerRecord<>("balances", "key " + i % KEYS, i + PADDING));
        }
        producer.flush();
    }

    private Map<String, ConsumerRecord<String, String>> readAll() {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(client(), new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(PARTITION));
            consumer.seekToBeginning(List.of(PARTITION));
            long end = consumer.endOffsets(List.of(PARTITION)).get(PARTITION);
            Map<String, ConsumerRecord<String, String>> newest = new HashMap<>();
            while (consumer.position(PARTITION) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> newest.put(record.key(), record));
            }
            return newest;
        }
    }

    /** That appends don't wait for it, {@code LogCleanerTest} shows in virtual time. */
    @Test
    void a_consumer_reads_the_newest_of_each_key_and_producers_go_on_writing() throws Exception {
        alterBroker("log.cleaner.io.max.bytes.per.second", "2000000");
        try (KafkaProducer<String, String> producer = producer()) {
            fill(producer, 5000);
            do { // once at least: what was written first may be compacted by now
                producer.send(new ProducerRecord<>("balances", "meanwhile", "small")).get();
            } while (compacted().isEmpty());
        }
        Map<String, ConsumerRecord<String, String>> newest = readAll();
        assertThat(newest).hasSize(KEYS + 1);
        for (int i = 5000 - KEYS; i < 5000; i++) {
            ConsumerRecord<String, String> record = newest.get("key " + i % KEYS);
            assertThat(record.value()).isEqualTo(i + PADDING);
            assertThat(record.offset()).isEqualTo(i);
        }
        Event.LogCompacted told = compacted().getFirst();
        assertThat(told.partition()).isEqualTo(PARTITION);
        assertThat(told.bytesAfter()).isLessThan(told.bytesBefore() / 3);
    }

    @Test
    void after_a_restart_nothing_is_compacted_again_and_everything_is_there() throws Exception {
        try (KafkaProducer<String, String> producer = producer()) {
            fill(producer, 5000);
        }
        await(() -> !compacted().isEmpty());
        Map<String, Long> before = offsets();
        admin.close();
        engine.close();
        assertThat(Files.readString(data.resolve("broker-1").resolve("cleaner-offset-checkpoint"))).contains("balances 0 ");
        engine = Engine.start(config -> config.listen("localhost", 0).data(data));
        admin = Admin.create(client());
        assertThat(offsets()).isEqualTo(before);
        assertThat(compacted()).isEmpty();
    }

    private Map<String, Long> offsets() {
        return readAll().entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().offset()));
    }

    @Test
    void a_record_without_a_key_is_refused_and_named() {
        try (KafkaProducer<String, String> producer = producer()) {
            assertThat(producer.send(new ProducerRecord<>("balances", null, "nobody's"))).failsWithin(Duration.ofSeconds(30))
                    .withThrowableOfType(java.util.concurrent.ExecutionException.class)
                    .withCauseInstanceOf(InvalidRecordException.class);
        }
    }

    @Test
    void the_topic_of_committed_offsets_is_compacted_and_the_offsets_stay() throws Exception {
        String metadata = "m".repeat(4000);
        for (int i = 0; i < 900; i++) {
            admin.alterConsumerGroupOffsets("billing", Map.of(PARTITION, new OffsetAndMetadata(i, metadata))).all().get();
            if (i == 0) {
                alterTopic("__consumer_offsets", Map.of("segment.bytes", "1048576", "min.cleanable.dirty.ratio", "0.01"));
            }
        }
        await(() -> compacted().stream().anyMatch(told -> told.partition().topic().equals("__consumer_offsets")));
        admin.close();
        engine.close();
        Files.delete(data.resolve("broker-1").resolve("coordinator-view.db")); // so that all must come from the log
        engine = Engine.start(config -> config.listen("localhost", 0).data(data));
        admin = Admin.create(client());
        assertThat(admin.listConsumerGroupOffsets("billing").partitionsToOffsetAndMetadata().get().get(PARTITION).offset()).isEqualTo(899);
    }

    private void alterTopic(String topic, Map<String, String> values) throws Exception {
        alter(new ConfigResource(ConfigResource.Type.TOPIC, topic), values);
    }

    private void alterBroker(String key, String value) throws Exception {
        alter(new ConfigResource(ConfigResource.Type.BROKER, ""), Map.of(key, value));
    }

    private void alter(ConfigResource resource, Map<String, String> values) throws Exception {
        admin.incrementalAlterConfigs(Map.of(resource, values.entrySet().stream()
                .map(e -> new AlterConfigOp(new ConfigEntry(e.getKey(), e.getValue()), AlterConfigOp.OpType.SET)).toList())).all().get();
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited long enough").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
