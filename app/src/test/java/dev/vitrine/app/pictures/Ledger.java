package dev.vitrine.app.pictures;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A topic that lies on three brokers, someone who writes to it with acks=all and someone who reads it: they go on while brokers are hurt. */
final class Ledger implements AutoCloseable {

    private static final Duration BETWEEN = Duration.ofMillis(40);

    private final String bootstrap;
    private final List<Thread> threads;
    private volatile boolean closing;

    Ledger(String bootstrap) throws Exception {
        this.bootstrap = bootstrap;
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            NewTopic ledger = new NewTopic("ledger", Map.of(0, List.of(1, 2, 3), 1, List.of(2, 3, 1), 2, List.of(3, 1, 2)));
            admin.createTopics(List.of(ledger.configs(Map.of("min.insync.replicas", "2")))).all().get(30, TimeUnit.SECONDS);
        }
        threads = List.of(Thread.ofPlatform().daemon().start(this::write), Thread.ofPlatform().daemon().start(this::read));
    }

    private void write() {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrap, "client.id", "till", "acks", "all", "linger.ms", 5);
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            for (long n = 0; !closing; n++) {
                producer.send(new ProducerRecord<>("ledger", (int) (n % 3), "account-" + n % 9, "{\"entry\":" + n + "}"));
                Pause.of(BETWEEN);
            }
        }
    }

    private void read() {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrap, "client.id", "auditor", "group.id", "audit", "auto.offset.reset", "earliest",
                "auto.commit.interval.ms", 1000);
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of("ledger"));
            while (!closing) {
                consumer.poll(Duration.ofMillis(100));
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        closing = true;
        for (Thread thread : threads) {
            thread.join(Duration.ofSeconds(20));
        }
    }
}
