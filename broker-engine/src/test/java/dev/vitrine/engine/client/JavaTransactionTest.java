package dev.vitrine.engine.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.engine.Engine;
import dev.vitrine.engine.observe.ClusterSnapshot;
import dev.vitrine.engine.observe.Event;
import dev.vitrine.engine.observe.Observed;
import dev.vitrine.engine.observe.TransactionState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** kafka-clients' transactional producer, which speaks transaction version 2. */
@Timeout(180)
@Execution(ExecutionMode.CONCURRENT)
class JavaTransactionTest {

    private static final Map<String, String> COMMITTED = Map.of("isolation.level", "read_committed");

    @TempDir
    private Path data;
    private TestBroker broker;
    private Clients clients;
    private final List<AutoCloseable> open = new ArrayList<>();

    @BeforeEach
    void start() {
        broker = TestBroker.start(data);
        clients = new Clients(broker.bootstrap());
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable client : open) {
            client.close();
        }
        broker.close();
    }

    private KafkaProducer<String, String> transactional(String id, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of("transactional.id", id, "max.block.ms", "30000", "delivery.timeout.ms", "30000",
                "request.timeout.ms", "10000"));
        all.putAll(settings);
        KafkaProducer<String, String> producer = clients.producer(all);
        open.add(() -> producer.close(Duration.ZERO));
        return producer;
    }

    private KafkaProducer<String, String> begun(String id) {
        KafkaProducer<String, String> producer = transactional(id, Map.of());
        producer.initTransactions();
        producer.beginTransaction();
        return producer;
    }

    private static void send(KafkaProducer<String, String> producer, String topic, String prefix, int count) {
        IntStream.range(0, count).forEach(i -> producer.send(new ProducerRecord<>(topic, i % 3, null, prefix + " " + i)));
        producer.flush();
    }

    private List<String> committed(String topic, int count) {
        try (KafkaConsumer<String, String> consumer = clients.consumer(COMMITTED)) {
            consumer.assign(IntStream.range(0, consumer.partitionsFor(topic).size()).mapToObj(p -> new TopicPartition(topic, p)).toList());
            List<ConsumerRecord<String, String>> records = Clients.poll(consumer, count);
            consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            assertThat(records).hasSize(count);
            return records.stream().map(ConsumerRecord::value).toList();
        }
    }

    @Test
    void committed_transactions_are_read_and_aborted_ones_are_not() {
        String topic = clients.topic("committed", 3);
        KafkaProducer<String, String> producer = begun("one");
        send(producer, topic, "aborted", 30);
        producer.abortTransaction();
        producer.beginTransaction();
        send(producer, topic, "committed", 30);
        producer.commitTransaction();
        producer.beginTransaction();
        producer.abortTransaction();
        producer.beginTransaction();
        send(producer, topic, "later", 3);
        producer.commitTransaction();

        assertThat(committed(topic, 33)).noneMatch(value -> value.startsWith("aborted"));
        assertThat(clients.readAll(topic, 63)).as("read_uncommitted").hasSize(63);
    }

    @Test
    void transactions_of_several_producers_interleave() {
        String topic = clients.topic("interleaved", 3);
        List<KafkaProducer<String, String>> producers = IntStream.range(0, 5).mapToObj(i -> begun("id-" + i)).toList();
        for (int round = 0; round < 20; round++) {
            for (int i = 0; i < producers.size(); i++) {
                send(producers.get(i), topic, i + " in round " + round, 3);
            }
            for (int i = 0; i < producers.size(); i++) {
                if ((round + i) % 3 == 0) {
                    producers.get(i).abortTransaction();
                } else {
                    producers.get(i).commitTransaction();
                }
                producers.get(i).beginTransaction();
            }
        }
        assertThat(committed(topic, 67 * 3)).doesNotHaveDuplicates();
    }

    @Test
    void offsets_and_output_are_committed_together_or_not_at_all() {
        String input = clients.topic("input", 1);
        String output = clients.topic("output", 3);
        KafkaProducer<String, String> writer = begun("writer");
        IntStream.range(0, 10).forEach(i -> writer.send(new ProducerRecord<>(input, "in " + i)));
        writer.commitTransaction();
        TopicPartition source = new TopicPartition(input, 0);
        Map<String, String> settings = new HashMap<>(COMMITTED);
        settings.put("group.id", "copiers");
        try (KafkaConsumer<String, String> consumer = clients.consumer(settings)) {
            consumer.subscribe(List.of(input));
            Clients.poll(consumer, 10);
            KafkaProducer<String, String> copier = begun("copier");
            send(copier, output, "wrong", 10);
            copier.sendOffsetsToTransaction(Map.of(source, new OffsetAndMetadata(7)), consumer.groupMetadata());
            copier.abortTransaction();
            assertThat(consumer.committed(Set.of(source)).get(source)).isNull();
            copier.beginTransaction();
            send(copier, output, "right", 10);
            copier.sendOffsetsToTransaction(Map.of(source, new OffsetAndMetadata(10)), consumer.groupMetadata());
            copier.commitTransaction();
            Awaiting.until(Clients.SOON, () -> consumer.committed(Set.of(source)).get(source) != null, () -> "nothing committed");
            assertThat(consumer.committed(Set.of(source)).get(source).offset()).isEqualTo(10);
        }
        assertThat(committed(output, 10)).allMatch(value -> value.startsWith("right"));
    }

    @Test
    void a_second_producer_of_the_same_id_puts_the_first_out() {
        String topic = clients.topic("fenced", 3);
        KafkaProducer<String, String> zombie = begun("one");
        send(zombie, topic, "zombie", 3);

        KafkaProducer<String, String> successor = begun("one");
        send(successor, topic, "successor", 3);
        successor.commitTransaction();

        zombie.send(new ProducerRecord<>(topic, "late"));
        assertThatThrownBy(zombie::commitTransaction).isInstanceOf(KafkaException.class);
        assertThatThrownBy(zombie::beginTransaction).isInstanceOf(KafkaException.class);
        assertThat(committed(topic, 3)).allMatch(value -> value.startsWith("successor"));
    }

    @Test
    void an_administrator_puts_a_producer_out() {
        String topic = clients.topic("admin-fenced", 3);
        KafkaProducer<String, String> producer = begun("one");
        send(producer, topic, "open", 3);
        try (Admin admin = clients.admin()) {
            Clients.done(admin.fenceProducers(List.of("one")).all());
            assertThatThrownBy(producer::commitTransaction).isInstanceOfAny(ProducerFencedException.class, KafkaException.class);
            Awaiting.until(Clients.SOON, () -> Clients.done(admin.describeTransactions(List.of("one")).description("one")).state()
                    .toString().matches("Empty|CompleteAbort"), () -> "not aborted");
        }
        KafkaProducer<String, String> next = begun("one");
        send(next, topic, "next", 3);
        next.commitTransaction();
        assertThat(committed(topic, 3)).allMatch(value -> value.startsWith("next"));
    }

    @Test
    void a_transaction_goes_on_over_a_restart_of_the_broker() {
        String topic = clients.topic("restarted", 3);
        KafkaProducer<String, String> producer = begun("one");
        send(producer, topic, "before", 30);

        broker.restart();

        send(producer, topic, "after", 30);
        producer.commitTransaction();
        assertThat(committed(topic, 60)).doesNotHaveDuplicates();
        producer.beginTransaction();
        send(producer, topic, "next", 3);

        broker.crashAndRestart();

        producer.commitTransaction();
        producer.beginTransaction();
        send(producer, topic, "aborted", 3);
        producer.abortTransaction();
        assertThat(committed(topic, 63)).noneMatch(value -> value.startsWith("aborted"));
    }

    /** The engine itself, so that a test can shorten its times and look at what it tells. */
    @Test
    void a_transaction_that_nobody_ends_is_aborted_and_observers_see_it() {
        try (Engine engine = Engine.start(config -> config.listen("localhost", 0).ephemeral()
                .set("transaction.abort.timed.out.transaction.cleanup.interval.ms", "100"))) {
            clients = new Clients(engine.bootstrap());
            String topic = clients.topic("timed-out", 3);
            KafkaProducer<String, String> silent = transactional("silent", Map.of("transaction.timeout.ms", "500"));
            silent.initTransactions();
            silent.beginTransaction();
            send(silent, topic, "silent", 6);
            assertThat(snapshot(engine).transactions()).anySatisfy(view -> {
                assertThat(view.transactionalId()).isEqualTo("silent");
                assertThat(view.state()).isEqualTo(TransactionState.ONGOING);
                assertThat(view.timeoutMs()).isEqualTo(500);
                assertThat(view.partitions()).hasSize(3);
            });
            KafkaProducer<String, String> other = begun("other");
            send(other, topic, "other", 3);
            other.commitTransaction();

            assertThat(committed(topic, 3)).as("what stands behind it becomes visible").allMatch(value -> value.startsWith("other"));

            assertThat(engine.observe().events().after(0, 10_000).events()).extracting(Observed::event)
                    .anyMatch(event -> event instanceof Event.TransactionTimedOut timedOut && timedOut.transactionalId().equals("silent"))
                    .anyMatch(event -> event instanceof Event.TransactionCompleted completed && completed.transactionalId().equals("silent")
                            && !completed.commit());
            assertThatThrownBy(silent::commitTransaction).isInstanceOf(KafkaException.class);
            open.forEach(JavaTransactionTest::close);
            open.clear();
        }
    }

    private static ClusterSnapshot snapshot(Engine engine) {
        return Clients.done(engine.observe().snapshot().toCompletableFuture());
    }

    private static void close(AutoCloseable client) {
        try {
            client.close();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
