package dev.vitrine.engine.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Promise P6 under kill −9: a program copies one topic to another in transactions, some of which it aborts, and begins anew after each trouble.
 * Whoever reads committed records finds each of them exactly once, in order.
 */
@Execution(ExecutionMode.CONCURRENT)
class TransactionCrashTest {

    private static final int PARTITIONS = 2;
    private static final int RECORDS = 2_000;
    private static final int CRASHES = 3;
    private static final Duration LIMIT = Duration.ofSeconds(120);

    @TempDir
    private Path data;
    private final AtomicBoolean stop = new AtomicBoolean();
    private final AtomicInteger committed = new AtomicInteger();
    private final List<String> troubles = new ArrayList<>();

    @Test
    @Timeout(300)
    void each_record_is_copied_exactly_once_whatever_the_broker_dies_of() throws Exception {
        long seed = new Random().nextLong();
        try (TestBroker broker = TestBroker.start(data)) {
            Clients clients = new Clients(broker.bootstrap());
            String from = clients.topic("from", PARTITIONS);
            String to = clients.topic("to", PARTITIONS);
            fill(clients, from);
            Thread copier = new Thread(() -> copy(clients, from, to, new Random(seed)), "copier");
            copier.start();
            try {
                for (int crash = 1; crash <= CRASHES; crash++) {
                    int enough = committed.get() + RECORDS / 20;
                    Awaiting.until(LIMIT, () -> committed.get() >= enough, () -> committed + " of " + enough + " copied; " + troubles);
                    broker.crashAndRestart();
                }
                Awaiting.until(LIMIT, () -> committed.get() >= RECORDS, () -> committed + " copied; " + troubles);
            } finally {
                stop.set(true);
                copier.join();
            }
            assertExactlyOnce(clients, to, "seed " + seed + ", after " + troubles);
            broker.restart();
            assertExactlyOnce(clients, to, "after a clean restart");
        }
    }

    private static void fill(Clients clients, String topic) {
        try (KafkaProducer<String, String> producer = clients.producer(Map.of("acks", "all"))) {
            IntStream.range(0, RECORDS).forEach(i -> producer.send(new ProducerRecord<>(topic, i % PARTITIONS, null, "%06d".formatted(i))));
        }
    }

    private void copy(Clients clients, String from, String to, Random random) {
        while (!stop.get()) {
            try (KafkaProducer<String, String> producer = clients.producer(Map.of("transactional.id", "copier", "max.block.ms", 20_000));
                    KafkaConsumer<String, String> consumer = clients.consumer(Map.of(
                            "group.id", "copiers", "isolation.level", "read_committed", "max.poll.records", 50,
                            "default.api.timeout.ms", 20_000))) {
                producer.initTransactions();
                consumer.assign(partitions(from));
                while (!stop.get()) {
                    copyOnce(producer, consumer, to, random);
                }
            } catch (KafkaException trouble) {
                synchronized (troubles) {
                    troubles.add(trouble.toString()); // the next one begins where the last transaction ended
                }
            }
        }
    }

    private void copyOnce(KafkaProducer<String, String> producer, KafkaConsumer<String, String> consumer, String to, Random random) {
        ConsumerRecords<String, String> records = consumer.poll(Duration.ofMillis(100));
        if (records.isEmpty()) {
            return;
        }
        producer.beginTransaction();
        Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
        for (ConsumerRecord<String, String> record : records) {
            producer.send(new ProducerRecord<>(to, record.partition(), null, record.value()));
            positions.put(new TopicPartition(record.topic(), record.partition()), new OffsetAndMetadata(record.offset() + 1));
        }
        producer.sendOffsetsToTransaction(positions, consumer.groupMetadata());
        if (random.nextInt(4) == 0) {
            producer.abortTransaction();
            records.partitions().forEach(partition -> consumer.seek(partition, records.records(partition).getFirst().offset()));
        } else {
            producer.commitTransaction();
            committed.set((int) consumer.assignment().stream().mapToLong(consumer::position).sum());
        }
    }

    private static List<TopicPartition> partitions(String topic) {
        return IntStream.range(0, PARTITIONS).mapToObj(p -> new TopicPartition(topic, p)).toList();
    }

    private static void assertExactlyOnce(Clients clients, String topic, String when) {
        try (KafkaConsumer<String, String> consumer = clients.consumer(Map.of("isolation.level", "read_committed"))) {
            consumer.assign(partitions(topic));
            List<ConsumerRecord<String, String>> records = Clients.poll(consumer, RECORDS);
            consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            for (int p = 0; p < PARTITIONS; p++) {
                int partition = p;
                assertThat(records.stream().filter(record -> record.partition() == partition).map(ConsumerRecord::value).toList()).as(when)
                        .isEqualTo(IntStream.range(0, RECORDS).filter(i -> i % PARTITIONS == partition)
                                .mapToObj("%06d"::formatted).toList());
            }
        }
    }
}
