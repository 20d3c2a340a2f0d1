package dev.vitrine.app.actors;

import static dev.vitrine.app.model.words.Answers.await;

import dev.vitrine.app.model.acks.Ledger;
import dev.vitrine.app.model.acks.TrialWorld;
import dev.vitrine.app.model.cluster.BrokerDesk;
import dev.vitrine.app.model.composer.Acks;
import dev.vitrine.app.source.ClusterSource;
import dev.vitrine.engine.observe.BrokerState;
import dev.vitrine.engine.observe.BrokerView;
import dev.vitrine.engine.observe.ClusterSnapshot;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The world of the trial of acks: a cluster of one's own, and real clients over its sockets. */
public final class AcksStage implements TrialWorld {

    private static final Duration POLL = Duration.ofMillis(300);
    private static final long READS_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final int SNAPSHOT_WITHIN_SECONDS = 15;
    private static final int DELETED_WITHIN_TRIES = 100;

    private final ClusterSource source;
    private final BrokerDesk desk;

    public AcksStage(ClusterSource source, BrokerDesk desk) {
        this.source = source;
        this.desk = desk;
    }

    private ClusterSnapshot snapshot() throws Exception {
        return source.snapshot().toCompletableFuture().get(SNAPSHOT_WITHIN_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public List<Integer> running() throws Exception {
        return snapshot().brokers().stream().filter(broker -> broker.state() == BrokerState.RUNNING).map(BrokerView::id).toList();
    }

    @Override
    public int controller() throws Exception {
        return snapshot().controllerId();
    }

    @Override
    public int leader(String topic) throws Exception {
        return snapshot().topics().stream().filter(each -> each.name().equals(topic)).findFirst().map(each -> each.partitions().getFirst().leader()).orElse(-1);
    }

    @Override
    public BrokerDesk desk() {
        return desk;
    }

    @Override
    public void create(String topic, List<Integer> replicas) throws Exception {
        try {
            await(source.admin().deleteTopics(List.of(topic)).all());
        } catch (UnknownTopicOrPartitionException e) {
            // there was none
        }
        NewTopic wanted = new NewTopic(topic, Map.of(0, replicas)).configs(Map.of("min.insync.replicas", "2", "unclean.leader.election.enable", "false"));
        for (int tries = 0;; tries++) {
            try {
                await(source.admin().createTopics(List.of(wanted)).all());
                return;
            } catch (TopicExistsException e) {
                if (tries == DELETED_WITHIN_TRIES) {
                    throw e;
                }
                pause(100);
            }
        }
    }

    @Override
    public Writer write(String topic, Acks acks, Ledger ledger) {
        Map<String, Object> settings = source.clientProperties("acks");
        // A program as any other: it is to be seen on the stage.
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, topic + "-producer");
        settings.put(ProducerConfig.ACKS_CONFIG, acks.setting());
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, acks == Acks.ALL);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 15_000);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 60_000);
        return new NumberedWriter(new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer()), topic, ledger);
    }

    @Override
    public void read(String topic, Ledger ledger) {
        Map<String, Object> settings = source.clientProperties("acks-reader");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        TopicPartition partition = new TopicPartition(topic, 0);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            long until = System.nanoTime() + READS_WITHIN_NANOS;
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    ledger.found(Integer.parseInt(new String(record.value(), StandardCharsets.UTF_8)));
                }
                if (System.nanoTime() > until) {
                    throw new IllegalStateException(topic + " could not be read to its end within a minute");
                }
            }
        }
    }

    @Override
    public void pause(long millis) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(millis);
    }

    @Override
    public long now() {
        return System.currentTimeMillis();
    }
}
