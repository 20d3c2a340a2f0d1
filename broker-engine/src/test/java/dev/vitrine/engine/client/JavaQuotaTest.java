package dev.vitrine.engine.client;

import static dev.vitrine.engine.client.Clients.SOON;
import static dev.vitrine.engine.client.Clients.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.engine.RawClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ThrottlingQuotaExceededException;
import org.apache.kafka.common.message.FindCoordinatorRequestData;
import org.apache.kafka.common.message.FindCoordinatorResponseData;
import org.apache.kafka.common.message.MetadataRequestData;
import org.apache.kafka.common.message.MetadataRequestData.MetadataRequestTopic;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaAlteration.Op;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Quotas as clients meet them: they take longer, and their own metrics tell why. */
@Timeout(120)
class JavaQuotaTest {

    private static final double QUOTA = 400_000;
    private static final int RECORD = 10_000;
    private static final int RECORDS = 240;

    @TempDir
    private static Path data;
    private static TestBroker broker;
    private static Clients clients;
    private static Admin admin;

    @BeforeAll
    static void start() {
        // One window that is over and the running one: so little goes through at once that a short run shows the quota.
        broker = TestBroker.start(data, "--set", "quota.window.num=2", "--set", "controller.quota.window.num=2");
        clients = new Clients(broker.bootstrap());
        admin = clients.admin();
    }

    @AfterAll
    static void stop() {
        admin.close();
        broker.close();
    }

    private static void limit(Map<String, String> entity, String key, Double limit) {
        done(admin.alterClientQuotas(List.of(new ClientQuotaAlteration(new ClientQuotaEntity(entity), List.of(new Op(key, limit))))).all());
    }

    private static double metric(Map<?, ? extends Metric> metrics, String name) {
        return metrics.values().stream().filter(metric -> metric.metricName().name().equals(name))
                .mapToDouble(metric -> (Double) metric.metricValue()).filter(value -> !Double.isNaN(value)).max().orElseThrow();
    }

    @Test
    void a_producer_and_a_consumer_come_down_to_their_quotas_and_their_own_metrics_tell_why() {
        limit(Map.of(ClientQuotaEntity.CLIENT_ID, "slow-producer"), "producer_byte_rate", QUOTA);
        limit(Map.of(ClientQuotaEntity.CLIENT_ID, "slow-consumer"), "consumer_byte_rate", QUOTA);
        String topic = clients.topic("slow", 1);
        assertNear(produce(topic, "slow-producer", true));
        assertNear(consume(topic, "slow-consumer", true));
        produce(topic, "free-producer", false);
        consume(topic, "free-consumer", false);
    }

    /** All but what one window lets through at once takes its time; a busy machine may add some. */
    private static void assertNear(double seconds) {
        double free = QUOTA;
        assertThat(seconds).isBetween((RECORDS * RECORD - free) / QUOTA * 0.7, RECORDS * RECORD / QUOTA * 1.8 + 2);
    }

    private double produce(String topic, String client, boolean throttled) {
        long start = System.nanoTime();
        try (KafkaProducer<String, String> producer = clients.producer(Map.of(
                ProducerConfig.CLIENT_ID_CONFIG, client, ProducerConfig.BATCH_SIZE_CONFIG, 4 * RECORD))) {
            String value = "x".repeat(RECORD);
            for (int record = 0; record < RECORDS; record++) {
                producer.send(new ProducerRecord<>(topic, value));
            }
            producer.flush();
            assertThat(metric(producer.metrics(), "produce-throttle-time-max") > 0).isEqualTo(throttled);
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private double consume(String topic, String client, boolean throttled) {
        long start = System.nanoTime();
        try (KafkaConsumer<String, String> consumer = clients.consumer(Map.of(
                ConsumerConfig.CLIENT_ID_CONFIG, client, ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 4 * RECORD))) {
            consumer.assign(List.of(new TopicPartition(topic, 0)));
            consumer.seekToBeginning(consumer.assignment());
            int records = 0;
            while (records < RECORDS) {
                records += consumer.poll(Duration.ofSeconds(1)).count();
                assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start)).isLessThan(60);
            }
            assertThat(metric(consumer.metrics(), "fetch-throttle-time-max") > 0).isEqualTo(throttled);
        }
        return (System.nanoTime() - start) / 1e9;
    }

    @Test
    void whoever_makes_too_many_partitions_is_told_to_wait_and_then_goes_on() {
        Map<String, Object> asMaker = Map.of("bootstrap.servers", broker.bootstrap(), "client.id", "maker");
        limit(Map.of(ClientQuotaEntity.CLIENT_ID, "maker"), "controller_mutation_rate", 5.0);
        try (Admin maker = Admin.create(new HashMap<>(asMaker))) {
            CreateTopicsOptions atOnce = new CreateTopicsOptions().retryOnQuotaViolation(false);
            done(maker.createTopics(List.of(new NewTopic("quota-first", 20, (short) 1)), atOnce).all());
            assertThatThrownBy(() -> maker.createTopics(List.of(new NewTopic("quota-second", 1, (short) 1)), atOnce).all().get())
                    .isInstanceOf(ExecutionException.class)
                    .cause().isInstanceOfSatisfying(ThrottlingQuotaExceededException.class,
                            refused -> assertThat(refused.throttleTimeMs()).isBetween(1, 4_000));
            done(maker.createTopics(List.of(new NewTopic("quota-second", 1, (short) 1))).all());
        }
    }

    @Test
    void topics_that_make_themselves_are_charged_too_and_those_refused_are_simply_not_there() throws IOException {
        limit(Map.of(ClientQuotaEntity.CLIENT_ID, "raw"), "controller_mutation_rate", 1.0);
        try (RawClient client = new RawClient(broker.bootstrap())) {
            for (int topic = 0; topic < 5; topic++) {
                MetadataResponseData answer = client.ask(9, new MetadataRequestData().setAllowAutoTopicCreation(true)
                        .setTopics(List.of(new MetadataRequestTopic().setName("made-by-itself-" + topic))), MetadataResponseData.class);
                assertThat(answer.topics().iterator().next().errorCode()).as("nobody waits for it").isEqualTo(Errors.UNKNOWN_TOPIC_OR_PARTITION.code());
                assertThat(answer.throttleTimeMs()).as("nobody is told to wait for it").isZero();
            }
        }
        clients.topic("made-after-them", 1);
        assertThat(done(admin.listTopics().names())).contains("made-by-itself-0").doesNotContain("made-by-itself-4");
    }

    @Test
    void the_topics_of_coordinators_are_charged_to_the_broker_itself() throws IOException {
        limit(Map.of(ClientQuotaEntity.CLIENT_ID, "1"), "controller_mutation_rate", 1.0);
        try (RawClient client = new RawClient(broker.bootstrap())) {
            assertThat(coordinator(client, 0)).isEqualTo(Errors.NONE);
            assertThat(coordinator(client, 1)).isEqualTo(Errors.COORDINATOR_NOT_AVAILABLE);
            limit(Map.of(ClientQuotaEntity.CLIENT_ID, "1"), "controller_mutation_rate", null);
            assertThat(coordinator(client, 1)).isEqualTo(Errors.NONE);
        }
    }

    private static Errors coordinator(RawClient client, int kind) {
        return Errors.forCode(client.ask(4, new FindCoordinatorRequestData().setKeyType((byte) kind).setCoordinatorKeys(List.of("k")),
                FindCoordinatorResponseData.class).coordinators().getFirst().errorCode());
    }

    @Test
    void a_client_that_takes_too_much_of_the_threads_time_is_kept_waiting() {
        limit(Map.of(ClientQuotaEntity.CLIENT_ID, "busy"), "request_percentage", 0.01);
        String topic = clients.topic("busy", 1);
        try (KafkaProducer<String, String> producer = clients.producer(Map.of(ProducerConfig.CLIENT_ID_CONFIG, "busy"))) {
            for (int record = 0; record < 20; record++) {
                done(producer.send(new ProducerRecord<>(topic, "x")));
            }
            assertThat(metric(producer.metrics(), "produce-throttle-time-max")).isGreaterThan(0).isLessThanOrEqualTo(1_000);
        }
    }

    @Test
    void an_address_that_connects_too_often_is_turned_away() throws Exception {
        String[] hostAndPort = broker.bootstrap().split(":");
        InetAddress four = InetAddress.getByName("127.0.0.1");
        limit(Map.of(ClientQuotaEntity.IP, "127.0.0.1"), "connection_creation_rate", 3.0);
        try {
            int refused = 0;
            for (int connection = 0; connection < 12; connection++) {
                try (Socket socket = new Socket(four, Integer.parseInt(hostAndPort[1]))) {
                    socket.setSoTimeout(2_000);
                    refused += isClosed(socket) ? 1 : 0;
                }
                if (refused > 0) {
                    break;
                }
            }
            assertThat(refused).isPositive();
        } finally {
            Awaiting.until(SOON, this::liftsTheLimit, () -> "the limit still stands");
        }
    }

    private boolean liftsTheLimit() {
        limit(Map.of(ClientQuotaEntity.IP, "127.0.0.1"), "connection_creation_rate", null);
        return true;
    }

    /** A connection that was let in answers ApiVersions v0. */
    private static boolean isClosed(Socket socket) throws IOException {
        try {
            socket.getOutputStream().write(new byte[] {0, 0, 0, 10, 0, 18, 0, 0, 0, 0, 0, 1, (byte) 0xff, (byte) 0xff});
            return socket.getInputStream().read() < 0;
        } catch (java.net.SocketTimeoutException | java.net.SocketException closed) {
            return true;
        }
    }
}
