package dev.vitrine.engine.client;

import static dev.vitrine.engine.client.Clients.done;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Kafka's Java producer: the three ways to send, the three levels of acknowledgement, each codec, records of every shape. */
@Timeout(180)
class JavaProducerTest {

    @TempDir
    private static Path data;
    private static TestBroker broker;
    private static Clients clients;

    @BeforeAll
    static void start() {
        broker = TestBroker.start(data);
        clients = new Clients(broker.bootstrap());
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "all"})
    void a_synchronous_send_returns_where_the_record_lies(String acks) {
        String topic = clients.topic("sync", 1);
        try (var producer = clients.producer(settings(acks, "none"))) {
            for (int i = 0; i < 20; i++) {
                RecordMetadata where = done(producer.send(new ProducerRecord<>(topic, "key", "value " + i)));
                assertThat(where.partition()).isZero();
                assertThat(where.offset()).isEqualTo(i);
                assertThat(where.timestamp()).isPositive();
            }
        }
        assertThat(values(clients.readAll(topic, 20))).isEqualTo(numbered(20));
    }

    @Test
    void asynchronous_sends_call_back_in_order_each_with_its_offset() throws InterruptedException {
        String topic = clients.topic("async", 1);
        List<Long> offsets = new ArrayList<>();
        CountDownLatch called = new CountDownLatch(1000);
        try (var producer = clients.producer(settings("all", "lz4"))) {
            for (int i = 0; i < 1000; i++) {
                producer.send(new ProducerRecord<>(topic, "value " + i), (where, problem) -> {
                    offsets.add(problem == null ? where.offset() : -1);
                    called.countDown();
                });
            }
            assertThat(called.await(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(offsets).isEqualTo(IntStream.range(0, 1000).mapToObj(i -> (long) i).toList());
        assertThat(values(clients.readAll(topic, 1000))).isEqualTo(numbered(1000));
    }

    @Test
    void fire_and_forget_gets_no_answer_and_still_arrives() {
        String topic = clients.topic("forget", 1);
        try (var producer = clients.producer(settings("0", "none"))) {
            RecordMetadata unknown = done(producer.send(new ProducerRecord<>(topic, "value 0")));
            assertThat(unknown.hasOffset()).isFalse();
            for (int i = 1; i < 500; i++) {
                producer.send(new ProducerRecord<>(topic, "value " + i));
            }
        }
        assertThat(values(clients.readAll(topic, 500))).isEqualTo(numbered(500));
    }

    @ParameterizedTest
    @CsvSource({"none,0", "none,1", "none,all", "gzip,0", "gzip,1", "gzip,all", "snappy,0", "snappy,1", "snappy,all",
        "lz4,0", "lz4,1", "lz4,all", "zstd,0", "zstd,1", "zstd,all"})
    void each_codec_arrives_whole_with_each_acknowledgement(String codec, String acks) {
        String topic = clients.topic(codec, 3);
        int count = 600;
        try (var producer = clients.producer(settings(acks, codec))) {
            for (int i = 0; i < count; i++) {
                producer.send(new ProducerRecord<>(topic, "key " + i % 7, "value " + i));
            }
        }
        var byKey = clients.readAll(topic, count).stream().collect(groupingBy(ConsumerRecord::key));
        assertThat(byKey).hasSize(7);
        byKey.forEach((key, records) -> {
            int first = Integer.parseInt(key.substring("key ".length()));
            assertThat(values(records)).isEqualTo(IntStream.iterate(first, i -> i < count, i -> i + 7).mapToObj(i -> "value " + i).toList());
            assertThat(records).extracting(ConsumerRecord::partition).containsOnly(records.getFirst().partition());
        });
    }

    @Test
    void headers_timestamps_tombstones_and_empty_values_come_back_as_they_were_sent() {
        String topic = clients.topic("shapes", 2);
        ProducerRecord<String, String> full = new ProducerRecord<>(topic, 1, 1_600_000_000_123L, "schlüssel", "wert 🟢");
        full.headers().add("trace", "abc".getBytes()).add(new RecordHeader("nothing", (byte[]) null)).add("trace", new byte[] {0, -1});
        try (var producer = clients.producer(Map.of())) {
            done(producer.send(full));
            done(producer.send(new ProducerRecord<>(topic, 1, "schlüssel", null)));
            done(producer.send(new ProducerRecord<>(topic, 1, null, "")));
        }
        List<ConsumerRecord<String, String>> records = clients.readAll(topic, 3);
        assertThat(records.getFirst().headers()).isEqualTo(full.headers());
        assertThat(records.getFirst().timestamp()).isEqualTo(1_600_000_000_123L);
        assertThat(records).extracting(ConsumerRecord::key).containsExactly("schlüssel", "schlüssel", null);
        assertThat(records).extracting(ConsumerRecord::value).containsExactly("wert 🟢", null, "");
        assertThat(records).extracting(ConsumerRecord::offset).containsExactly(0L, 1L, 2L);
    }

    @Test
    void a_record_of_nearly_the_largest_size_passes_and_a_larger_one_is_refused_by_the_broker() {
        String topic = clients.topic("large", 1);
        String large = "x".repeat(1_000_000);
        Map<String, Object> patient = Map.of("max.request.size", 20_000_000, "buffer.memory", 64_000_000L);
        try (var producer = clients.producer(patient)) {
            done(producer.send(new ProducerRecord<>(topic, large)));
            Future<RecordMetadata> tooLarge = producer.send(new ProducerRecord<>(topic, large + large));
            assertThatThrownBy(tooLarge::get).isInstanceOf(ExecutionException.class).hasCauseInstanceOf(RecordTooLargeException.class);
            done(producer.send(new ProducerRecord<>(topic, "after")));
        }
        assertThat(values(clients.readAll(topic, 2))).containsExactly(large, "after");
        String wide = clients.topic("wide", 1, Map.of("max.message.bytes", "12000000"));
        try (var producer = clients.producer(patient)) {
            done(producer.send(new ProducerRecord<>(wide, large.repeat(10))));
        }
        assertThat(clients.readAll(wide, 1).getFirst().value()).hasSize(10_000_000);
    }

    @Test
    void a_topic_that_stamps_records_itself_tells_the_producer_the_time_of_the_append() {
        String topic = clients.topic("stamped", 1, Map.of("message.timestamp.type", "LogAppendTime"));
        try (var producer = clients.producer(settings("all", "gzip"))) {
            RecordMetadata where = done(producer.send(new ProducerRecord<>(topic, 0, 1_000L, "key", "value")));
            assertThat(where.timestamp()).isGreaterThan(1_600_000_000_000L);
            assertThat(clients.readAll(topic, 1).getFirst().timestamp()).isEqualTo(where.timestamp());
        }
    }

    @Test
    void a_topic_that_nobody_made_is_made_by_the_first_record() {
        String topic = "made-by-itself-" + System.nanoTime();
        try (var producer = clients.producer(Map.of())) {
            assertThat(done(producer.send(new ProducerRecord<>(topic, "value 0"))).offset()).isZero();
        }
        assertThat(values(clients.readAll(topic, 1))).isEqualTo(numbered(1));
    }

    @Test
    void several_producers_at_once_interleave_and_none_loses_its_order() {
        String topic = clients.topic("many", 2);
        int each = 2000;
        IntStream.range(0, 4).parallel().forEach(p -> {
            try (var producer = clients.producer(Map.of("linger.ms", 1))) {
                IntStream.range(0, each).forEach(i -> producer.send(new ProducerRecord<>(topic, p % 2, "p" + p, "value " + i)));
            }
        });
        var byProducer = clients.readAll(topic, 4 * each).stream().collect(groupingBy(ConsumerRecord::key));
        assertThat(byProducer).hasSize(4).allSatisfy((producer, records) -> assertThat(values(records)).isEqualTo(numbered(each)));
        assertOffsetsAreDense(topic, 4 * each);
    }

    private static void assertOffsetsAreDense(String topic, int count) {
        var byPartition = clients.readAll(topic, count).stream()
                .collect(groupingBy(r -> new TopicPartition(r.topic(), r.partition())));
        assertThat(byPartition).allSatisfy((partition, records) -> assertThat(records).extracting(ConsumerRecord::offset)
                .isEqualTo(IntStream.range(0, records.size()).mapToObj(i -> (long) i).toList()));
    }

    private static Map<String, Object> settings(String acks, String codec) {
        return Map.of("acks", acks, "compression.type", codec, "linger.ms", 5, "enable.idempotence", acks.equals("all"));
    }

    private static List<String> values(List<ConsumerRecord<String, String>> records) {
        return records.stream().map(ConsumerRecord::value).toList();
    }

    private static List<String> numbered(int count) {
        return IntStream.range(0, count).mapToObj(i -> "value " + i).toList();
    }
}
