package dev.vitrine.engine.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.RawClient;
import dev.vitrine.engine.wire.BatchBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.InitProducerIdRequestData;
import org.apache.kafka.common.message.InitProducerIdResponseData;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceRequestData.PartitionProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceDataCollection;
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Apache Kafka's {@code kafka-transactions} and its formatter of {@code __transaction_state}. */
@Timeout(240)
@Execution(ExecutionMode.CONCURRENT)
class KafkaTransactionsToolTest {

    private static final long HOUR_MS = 3_600_000;

    private static ApacheKafka kafka;
    private static EngineProcess engine;
    private static Clients clients;

    @BeforeAll
    static void start() {
        kafka = ApacheKafka.required();
        engine = EngineProcess.serve("--listen", "localhost:0", "--ephemeral", "--set", "transaction.partition.verification.enable=false");
        clients = new Clients(engine.bootstrap());
    }

    @AfterAll
    static void stop() {
        if (engine != null) {
            engine.close();
        }
    }

    @Test
    void transactions_are_listed_and_described() {
        String topic = clients.topic("described", 2);
        try (KafkaProducer<String, String> producer = begun(topic, topic)) {
            assertThat(tool("list")).anyMatch(line -> line.startsWith(topic) && line.contains("Ongoing"));
            assertThat(tool("list", "--transactional-id-pattern", "descr.*")).anyMatch(line -> line.startsWith(topic));
            assertThat(tool("list", "--duration-filter", "3600000")).noneMatch(line -> line.startsWith(topic));
            assertThat(tool("describe", "--transactional-id", topic))
                    .anyMatch(line -> line.contains("Ongoing") && line.contains(topic + "-0") && line.contains("60000"));
            assertThat(tool("describe-producers", "--topic", topic, "--partition", "0"))
                    .as("producer, epoch, coordinator's epoch, sequence, time, first offset of the transaction")
                    .anyMatch(line -> line.trim().matches("\\d+\\s+0\\s+-1\\s+0\\s+\\d+\\s+0"));
            producer.commitTransaction();
            assertThat(tool("describe", "--transactional-id", topic)).anyMatch(line -> line.contains("CompleteCommit"));
        }
    }

    @Test
    void a_transaction_is_terminated_by_force() {
        String topic = clients.topic("terminated", 1);
        try (KafkaProducer<String, String> producer = begun(topic, topic)) {
            tool("forceTerminateTransaction", "--transactionalId", topic);

            Awaiting.until(Clients.SOON, () -> !tool("describe", "--transactional-id", topic).toString().contains("Ongoing"), () -> "still open");
            producer.close(Duration.ZERO);
        }
    }

    /** One that no coordinator knows of, as a client's late batch could begin it before KIP-890. */
    @Test
    void a_hanging_transaction_is_found_and_aborted() throws IOException {
        String topic = clients.topic("hanging", 1);
        hang(topic);
        produceOne(topic);

        List<String> found = tool("find-hanging", "--broker-id", "1", "--topic", topic);
        assertThat(found).anyMatch(line -> line.startsWith(topic));

        tool("abort", "--topic", topic, "--partition", "0", "--start-offset", "0");

        assertThat(tool("find-hanging", "--broker-id", "1", "--topic", topic)).noneMatch(line -> line.startsWith(topic));
        try (var consumer = clients.consumer(Map.of("isolation.level", "read_committed"))) {
            consumer.assign(List.of(new TopicPartition(topic, 0)));
            assertThat(Clients.poll(consumer, 1)).extracting(record -> record.value()).containsExactly("behind it");
        }
    }

    @Test
    void its_console_formatter_prints_the_coordinators_records() {
        String topic = clients.topic("formatted", 1);
        try (KafkaProducer<String, String> producer = begun(topic, topic)) {
            producer.commitTransaction();
            Awaiting.until(Clients.SOON, () -> tool("describe", "--transactional-id", topic).toString().contains("CompleteCommit"), () -> "open");
        }
        List<String> printed = kafka.tool("org.apache.kafka.tools.consumer.ConsoleConsumer", "--bootstrap-server", engine.bootstrap(), "--topic",
                "__transaction_state", "--from-beginning", "--timeout-ms", "5000", "--formatter",
                "org.apache.kafka.tools.consumer.TransactionLogMessageFormatter").out().stream()
                .flatMap(line -> Arrays.stream(line.split("(?<=\\}\\})(?=\\{)"))).filter(line -> line.contains(topic)).toList();
        assertThat(printed).hasSize(4);
        assertThat(printed.get(0)).contains("\"version\":1", "\"producerEpoch\":0", "\"transactionStatus\":0", "\"transactionPartitions\":null");
        assertThat(printed.get(1)).contains("\"transactionStatus\":1", "\"topic\":\"" + topic + "\"", "\"clientTransactionVersion\":2");
        assertThat(printed.get(2)).contains("\"transactionStatus\":2", "\"producerEpoch\":1");
        assertThat(printed.get(3)).contains("\"transactionStatus\":4", "\"producerEpoch\":1", "\"transactionPartitions\":[]");
    }

    private static KafkaProducer<String, String> begun(String transactionalId, String topic) {
        KafkaProducer<String, String> producer = clients.producer(Map.of("transactional.id", transactionalId));
        producer.initTransactions();
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(topic, 0, null, "in it"));
        producer.flush();
        return producer;
    }

    private static void produceOne(String topic) {
        try (var producer = clients.producer(Map.of())) {
            Clients.done(producer.send(new ProducerRecord<>(topic, "behind it")));
        }
    }

    private static void hang(String topic) throws IOException {
        try (RawClient raw = new RawClient(engine.bootstrap())) {
            long producer = raw.ask(4, new InitProducerIdRequestData().setTransactionalId(null), InitProducerIdResponseData.class).producerId();
            var batch = new BatchBuilder().producer(producer, (short) 0, 0).transactional()
                    .add(System.currentTimeMillis() - HOUR_MS, null, "hangs".getBytes(StandardCharsets.UTF_8)).build();
            ProduceRequestData request = new ProduceRequestData().setTransactionalId("lost").setAcks((short) -1).setTimeoutMs(10_000)
                    .setTopicData(new TopicProduceDataCollection(List.of(new TopicProduceData().setName(topic).setPartitionData(
                            List.of(new PartitionProduceData().setIndex(0).setRecords(MemoryRecords.readableRecords(batch))))).iterator()));
            ProduceResponseData answer = raw.ask(11, request, ProduceResponseData.class);
            assertThat(Errors.forCode(answer.responses().find(topic, Uuid.ZERO_UUID).partitionResponses().get(0).errorCode()))
                    .isEqualTo(Errors.NONE);
        }
    }

    private static List<String> tool(String... arguments) {
        List<String> all = new ArrayList<>(List.of("--bootstrap-server", engine.bootstrap()));
        all.addAll(Arrays.asList(arguments));
        return kafka.tool("org.apache.kafka.tools.TransactionsCommand", all.toArray(String[]::new)).successfully();
    }
}
