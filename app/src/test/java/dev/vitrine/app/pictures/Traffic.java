package dev.vitrine.app.pictures;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Kafka's own Java clients at work: someone sends orders, two bill them, the second not as fast as they come. */
final class Traffic implements AutoCloseable {

    private static final int CUSTOMERS = 40;
    private static final int ORDERS_A_SECOND = 2_000;

    private final String bootstrap;
    private final List<Thread> threads = new ArrayList<>();
    private final CountDownLatch revoking = new CountDownLatch(1);
    private volatile boolean closing;
    private volatile boolean letGoSlowly;

    Traffic(String bootstrap) throws Exception {
        this.bootstrap = bootstrap;
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(List.of(new NewTopic("orders", 6, (short) 1), new NewTopic("family-topic", 3, (short) 1))).all().get(30, TimeUnit.SECONDS);
        }
    }

    void orders() {
        start("order-load", () -> {
            Map<String, Object> settings = Map.of("bootstrap.servers", bootstrap, "client.id", "order-load", "acks", "1", "linger.ms", 10);
            try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
                Random random = new Random(7);
                for (long n = 0; !closing; n++) {
                    // A few customers order most.
                    String customer = "customer-" + (int) Math.min(CUSTOMERS - 1, Math.abs(random.nextGaussian()) * CUSTOMERS / 3);
                    String order = "{\"order\":%d,\"customer\":\"%s\",\"cents\":%d}".formatted(n, customer, 100 + random.nextInt(20_000));
                    producer.send(new ProducerRecord<>("orders", customer, order));
                    if (n % 20 == 0) {
                        Pause.of(Duration.ofNanos(20 * 1_000_000_000L / ORDERS_A_SECOND));
                    }
                }
            }
        });
    }

    /** A member of the group {@code billing}. @param aSecond how many records it manages */
    void billing(String clientId, int aSecond) {
        start(clientId, () -> {
            Map<String, Object> settings = new HashMap<>(Map.of("bootstrap.servers", bootstrap, "client.id", clientId, "group.id", "billing",
                    "auto.offset.reset", "earliest", "max.poll.records", 200, "auto.commit.interval.ms", 1000, "heartbeat.interval.ms", 500));
            try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
                consumer.subscribe(List.of("orders"), new Owner());
                while (!closing) {
                    int count = consumer.poll(Duration.ofMillis(100)).count();
                    Pause.of(Duration.ofNanos(count * 1_000_000_000L / aSecond));
                }
            }
        });
    }

    /** A third member comes, and those who are there take their time to let go; returns while they do. */
    void rebalanceSlowly() throws InterruptedException {
        letGoSlowly = true;
        billing("billing-3", 1_000);
        if (!revoking.await(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("nobody lets go");
        }
    }

    private final class Owner implements ConsumerRebalanceListener {

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            if (letGoSlowly && !closing) {
                revoking.countDown();
                Pause.of(Duration.ofSeconds(4));
            }
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {}
    }

    private void start(String name, Runnable work) {
        threads.add(Thread.ofPlatform().daemon().name(name).start(work));
    }

    @Override
    public void close() throws InterruptedException {
        closing = true;
        for (Thread thread : threads) {
            thread.join(Duration.ofSeconds(20));
        }
    }
}
