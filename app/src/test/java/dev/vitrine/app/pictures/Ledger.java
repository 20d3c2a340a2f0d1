package dev.vitrine.app.pictures;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Two topics that lie on three brokers, someone who writes to them with acks=all and someone who reads them: they go on while brokers are hurt. Nothing else
 * is left, and what Kafka keeps for itself lies on three brokers too.
 */
final class Ledger implements AutoCloseable {

    private static final Duration BETWEEN = Duration.ofMillis(40);

    private final String bootstrap;
    private final List<Thread> threads;
    private volatile boolean closing;

    Ledger(String bootstrap) throws Exception {
        this.bootstrap = bootstrap;
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            clear(admin);
            admin.createTopics(List.of(onThree("ledger"), onThree("transfers"))).all().get(30, TimeUnit.SECONDS);
        }
        threads = List.of(Thread.ofPlatform().daemon().start(this::write), Thread.ofPlatform().daemon().start(this::read));
    }

    private static NewTopic onThree(String name) {
        NewTopic topic = new NewTopic(name, Map.of(0, List.of(1, 2, 3), 1, List.of(2, 3, 1), 2, List.of(3, 1, 2)));
        return topic.configs(Map.of("min.insync.replicas", "2"));
    }

    private static void clear(Admin admin) throws Exception {
        List<String> groups = admin.listGroups().all().get(30, TimeUnit.SECONDS).stream().map(GroupListing::groupId).toList();
        admin.deleteConsumerGroups(groups).all().get(30, TimeUnit.SECONDS);
        admin.deleteTopics(admin.listTopics().names().get(30, TimeUnit.SECONDS)).all().get(30, TimeUnit.SECONDS);
        Set<String> internal = admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get(30, TimeUnit.SECONDS);
        Map<TopicPartition, Optional<NewPartitionReassignment>> spread = new HashMap<>();
        admin.describeTopics(internal).allTopicNames().get(30, TimeUnit.SECONDS).forEach((name, topic) -> topic.partitions().forEach(partition ->
                spread.put(new TopicPartition(name, partition.partition()), Optional.of(new NewPartitionReassignment(List.of(1, 2, 3))))));
        admin.alterPartitionReassignments(spread).all().get(30, TimeUnit.SECONDS);
    }

    private void write() {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrap, "client.id", "till", "acks", "all", "linger.ms", 5);
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            for (long n = 0; !closing; n++) {
                producer.send(new ProducerRecord<>(n % 5 < 3 ? "ledger" : "transfers", (int) (n % 3), "account-" + n % 9, "{\"entry\":" + n + "}"));
                Pause.of(BETWEEN);
            }
        }
    }

    private void read() {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrap, "client.id", "auditor", "group.id", "audit", "auto.offset.reset", "earliest",
                "auto.commit.interval.ms", 1000);
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of("ledger", "transfers"));
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
