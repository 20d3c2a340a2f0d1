package dev.vitrine.engine.client;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The same work for every peer, by Kafka's own Java clients: records of 1 KiB, three partitions. */
final class Load {

    static final int RECORD_BYTES = 1024;
    private static final int PARTITIONS = 3;

    private final String bootstrap;
    private final Clients clients;

    Load(String bootstrap) {
        this.bootstrap = bootstrap;
        this.clients = new Clients(bootstrap);
    }

    String topic() {
        return clients.topic("load", PARTITIONS);
    }

    /** Sends with acks=all and idempotence, as fast as it goes; MiB a second until all are acknowledged. */
    double produce(String topic, int records) {
        byte[] value = new byte[RECORD_BYTES];
        AtomicLong acknowledged = new AtomicLong();
        long before = System.nanoTime();
        try (KafkaProducer<byte[], byte[]> producer = producer(Map.of("batch.size", 65_536, "linger.ms", 5))) {
            for (int i = 0; i < records; i++) {
                producer.send(new ProducerRecord<>(topic, i % PARTITIONS, null, value), (where, problem) -> {
                    if (problem == null) {
                        acknowledged.incrementAndGet();
                    }
                });
            }
            producer.flush();
        }
        double seconds = (System.nanoTime() - before) / 1e9;
        if (acknowledged.get() != records) {
            throw new AssertionError(acknowledged + " of " + records + " acknowledged");
        }
        return mebibytes(records) / seconds;
    }

    /** Reads the topic from its beginning; MiB a second. */
    double consume(String topic, int records) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            assign(consumer, topic);
            consumer.seekToBeginning(consumer.assignment());
            long before = System.nanoTime();
            long read = 0;
            while (read < records) {
                read += consumer.poll(Duration.ofSeconds(10)).count();
            }
            return mebibytes(records) / ((System.nanoTime() - before) / 1e9);
        }
    }

    /** From send to the consumer's poll, at a fixed rate without batching delay: milliseconds, ascending. */
    double[] latencies(String topic, int records, int aSecond) {
        double[] milliseconds = new double[records];
        try (KafkaProducer<byte[], byte[]> producer = producer(Map.of("linger.ms", 0)); KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            assign(consumer, topic);
            consumer.seekToEnd(consumer.assignment());
            consumer.assignment().forEach(consumer::position);
            Thread sending = Thread.ofPlatform().start(() -> sendAtRate(producer, topic, records, aSecond));
            for (int read = 0; read < records; ) {
                for (var record : consumer.poll(Duration.ofSeconds(10))) {
                    milliseconds[read++] = (System.nanoTime() - ByteBuffer.wrap(record.value()).getLong()) / 1e6;
                }
            }
            sending.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Arrays.sort(milliseconds);
        return milliseconds;
    }

    private static void sendAtRate(KafkaProducer<byte[], byte[]> producer, String topic, int records, int aSecond) {
        long start = System.nanoTime();
        for (int i = 0; i < records; i++) {
            long due = start + i * 1_000_000_000L / aSecond;
            LockSupport.parkNanos(due - System.nanoTime());
            byte[] value = new byte[RECORD_BYTES];
            ByteBuffer.wrap(value).putLong(System.nanoTime());
            producer.send(new ProducerRecord<>(topic, i % PARTITIONS, null, value));
        }
    }

    static double mebibytes(int records) {
        return records * (double) RECORD_BYTES / (1 << 20);
    }

    private void assign(KafkaConsumer<byte[], byte[]> consumer, String topic) {
        List<TopicPartition> all = IntStream.range(0, PARTITIONS).mapToObj(p -> new TopicPartition(topic, p)).toList();
        consumer.assign(all);
    }

    private KafkaProducer<byte[], byte[]> producer(Map<String, ?> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("bootstrap.servers", bootstrap);
        all.put("acks", "all");
        return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(Map.of("bootstrap.servers", bootstrap), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
