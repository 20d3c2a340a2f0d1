package dev.vitrine.engine.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.LongDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Kafka Streams, unmodified: a stateful program with a repartition topic and a changelog, stopped, killed and started again. */
@Timeout(300)
@Execution(ExecutionMode.CONCURRENT)
class StreamsTest {

    private static final Duration SOON = Duration.ofSeconds(150);
    private static final List<String> WORDS = List.of("mom", "dad", "email", "database", "kafka", "family", "hello");

    @TempDir
    private Path folder;
    private final List<RunningProgram> programs = new ArrayList<>();
    private ApacheKafka kafka;
    private TestBroker broker;
    private Clients clients;
    private String input;
    private String output;
    private int sent;

    @BeforeEach
    void start() {
        kafka = ApacheKafka.required();
        broker = TestBroker.start(folder.resolve("broker"));
        clients = new Clients(broker.bootstrap());
        input = clients.topic("words", 3);
        output = clients.topic("counts", 2);
    }

    @AfterEach
    void stop() {
        programs.forEach(RunningProgram::close);
        if (broker != null) {
            broker.close();
        }
    }

    @Test
    void counts_are_right_over_a_stop_and_over_the_loss_of_the_local_state() {
        RunningProgram first = counting("at_least_once", "state");
        say(700);
        awaitCounts("read_uncommitted", 700);
        first.terminate();
        first.end(SOON);

        counting("at_least_once", "state");
        say(350);
        awaitCounts("read_uncommitted", 1050);
        programs.getLast().terminate();
        programs.getLast().end(SOON);

        // Another machine: everything comes back from the changelog.
        counting("at_least_once", "other-state");
        say(350);
        assertThat(countsByWord(awaitCounts("read_uncommitted", 1400))).containsExactlyInAnyOrderEntriesOf(eachOnce());
        assertThat(topicsOfTheApplication()).anyMatch(topic -> topic.endsWith("-counts-changelog")).anyMatch(topic -> topic.endsWith("-by-word-repartition"));
    }

    @Test
    void exactly_once_every_count_comes_out_once_though_the_program_and_the_broker_are_killed_in_mid_flight() {
        RunningProgram first = counting("exactly_once_v2", "state");
        say(700);
        awaitCounts("read_committed", 200);
        first.kill();

        RunningProgram second = counting("exactly_once_v2", "state");
        say(700);
        awaitCounts("read_committed", 900);
        broker.crashAndRestart();
        say(700);
        awaitCounts("read_committed", 1500);
        second.kill();

        counting("exactly_once_v2", "state-of-another-machine");
        assertThat(countsByWord(awaitCounts("read_committed", 2100))).containsExactlyInAnyOrderEntriesOf(eachOnce());
    }

    private RunningProgram counting(String guarantee, String state) {
        RunningProgram program = kafka.start(kafka.shortLived(), StreamsProgram.class.getName(),
                broker.bootstrap(), input + "-app", folder.resolve(state).toString(), guarantee, input, output);
        programs.add(program);
        assertThat(program.out().await("RUNNING", SOON)).as(program::printed).isPresent();
        return program;
    }

    private void say(int words) {
        try (var producer = clients.producer(Map.of())) {
            for (int i = 0; i < words; i++, sent++) {
                producer.send(new ProducerRecord<>(input, WORDS.get(sent % WORDS.size())));
            }
        }
    }

    /** Reads the output from its beginning until so many counts are there. */
    private List<ConsumerRecord<String, Long>> awaitCounts(String isolation, int count) {
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrap(), "isolation.level", isolation, "auto.offset.reset", "earliest",
                "group.id", "reader", "enable.auto.commit", "false");
        try (KafkaConsumer<String, Long> consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new LongDeserializer())) {
            var partitions = consumer.partitionsFor(output).stream()
                    .map(p -> new org.apache.kafka.common.TopicPartition(output, p.partition())).toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            return Clients.poll(consumer, count);
        }
    }

    private static Map<String, List<Long>> countsByWord(List<ConsumerRecord<String, Long>> records) {
        Map<String, List<Long>> counts = new HashMap<>();
        records.forEach(record -> counts.computeIfAbsent(record.key(), word -> new ArrayList<>()).add(record.value()));
        return counts;
    }

    /** Each word's counts as they must come: 1, 2, 3 … */
    private Map<String, List<Long>> eachOnce() {
        Map<String, List<Long>> counts = new HashMap<>();
        WORDS.forEach(word -> counts.put(word, LongStream.rangeClosed(1, sent / WORDS.size()).boxed().toList()));
        return counts;
    }

    private List<String> topicsOfTheApplication() {
        try (Admin admin = clients.admin()) {
            return Clients.done(admin.listTopics().names()).stream().filter(name -> name.startsWith(input + "-app")).toList();
        }
    }
}
