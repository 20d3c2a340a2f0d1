package dev.vitrine.engine.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** kafka-clients' own programs against one broker, with short waits. */
record Clients(String bootstrap) {

    static final Duration SOON = Duration.ofSeconds(120);

    KafkaProducer<String, String> producer(Map<String, ?> settings) {
        return new KafkaProducer<>(with(settings), new StringSerializer(), new StringSerializer());
    }

    KafkaConsumer<String, String> consumer(Map<String, ?> settings) {
        Map<String, Object> all = with(Map.of("auto.offset.reset", "earliest", "enable.auto.commit", "false"));
        all.putAll(settings);
        return new KafkaConsumer<>(all, new StringDeserializer(), new StringDeserializer());
    }

    Admin admin() {
        return Admin.create(with(Map.of()));
    }

    /** Makes a topic under a name of its own, and waits until its partitions are served. */
    String topic(String purpose, int partitions, Map<String, String> configs) {
        String name = purpose + "-" + UUID.randomUUID().toString().substring(0, 8);
        try (Admin admin = admin()) {
            done(admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1).configs(configs))).all());
            Map<TopicPartition, OffsetSpec> all = new HashMap<>();
            IntStream.range(0, partitions).forEach(p -> all.put(new TopicPartition(name, p), OffsetSpec.latest()));
            Awaiting.until(SOON, () -> succeeds(admin.listOffsets(all).all()), () -> name + " is not served");
        }
        return name;
    }

    String topic(String purpose, int partitions) {
        return topic(purpose, partitions, Map.of());
    }

    /** Reads all partitions from the beginning until so many records are there, and once more to see that there are no others. */
    List<ConsumerRecord<String, String>> readAll(String topic, int count) {
        try (KafkaConsumer<String, String> consumer = consumer(Map.of())) {
            consumer.assign(IntStream.range(0, consumer.partitionsFor(topic).size()).mapToObj(p -> new TopicPartition(topic, p)).toList());
            List<ConsumerRecord<String, String>> records = poll(consumer, count);
            consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            assertThat(records).hasSize(count);
            return records;
        }
    }

    /** Polls until it has at least so many records. */
    static <K, V> List<ConsumerRecord<K, V>> poll(Consumer<K, V> consumer, int count) {
        List<ConsumerRecord<K, V>> records = new ArrayList<>();
        long deadline = System.nanoTime() + SOON.toNanos();
        while (records.size() < count && System.nanoTime() < deadline) {
            consumer.poll(Duration.ofMillis(200)).forEach(records::add);
        }
        assertThat(records.size()).as("records within " + SOON).isGreaterThanOrEqualTo(count);
        return records;
    }

    private static boolean succeeds(Future<?> future) {
        try {
            future.get();
            return true;
        } catch (ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The outcome of something that must succeed soon. */
    static <T> T done(Future<T> future) {
        try {
            return future.get(SOON.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("not done within " + SOON, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private Map<String, Object> with(Map<String, ?> settings) {
        Map<String, Object> all = new HashMap<>();
        all.put("bootstrap.servers", bootstrap);
        all.putAll(settings);
        return all;
    }
}
