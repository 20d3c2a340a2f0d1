package dev.vitrine.engine.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Kafka Connect, unmodified: lines of a file into a topic and from the topic into another file, with stops and kills between. */
@Timeout(420)
@Execution(ExecutionMode.CONCURRENT)
class ConnectTest {

    private static final Duration SOON = Duration.ofSeconds(120);

    @TempDir
    private Path folder;
    private final List<ConnectWorker> workers = new ArrayList<>();
    private ApacheKafka kafka;
    private TestBroker broker;
    private Clients clients;
    private String topic;
    private final List<String> written = new ArrayList<>();

    @BeforeEach
    void start() {
        kafka = ApacheKafka.required();
        broker = TestBroker.start(folder.resolve("broker"));
        clients = new Clients(broker.bootstrap());
        topic = clients.topic("lines", 1);
    }

    @AfterEach
    void stop() {
        workers.forEach(ConnectWorker::close);
        if (broker != null) {
            broker.close();
        }
    }

    @Test
    void a_standalone_worker_goes_on_where_it_stopped() {
        write(300);
        ConnectWorker first = standalone();
        awaitSink();
        first.stop();
        write(200);
        standalone();
        assertThat(awaitSink()).containsExactlyElementsOf(written);
    }

    /** Each worker costs as much as many other tests; the next test kills one too. */
    @Test
    @Tag("deep")
    void a_distributed_worker_that_is_killed_is_followed_by_another_that_loses_nothing() {
        write(300);
        ConnectWorker first = distributed(Map.of());
        first.put(source());
        first.put(sink());
        awaitSink();
        first.kill();
        write(200);
        distributed(Map.of());
        assertThat(new HashSet<>(awaitSink())).containsExactlyInAnyOrderElementsOf(written);
    }

    @Test
    void an_exactly_once_source_puts_each_line_into_the_topic_once_though_its_worker_is_killed() {
        write(400);
        ConnectWorker first = distributed(Map.of("exactly.once.source.support", "enabled"));
        first.put(source());
        committed(200);
        first.kill();
        write(300);
        distributed(Map.of("exactly.once.source.support", "enabled"));
        assertThat(committed(700)).containsExactlyElementsOf(written);
    }

    private ConnectWorker standalone() {
        return remember(ConnectWorker.start(kafka, folder, Map.of(
                "bootstrap.servers", broker.bootstrap(),
                "offset.storage.file.filename", folder.resolve("standalone.offsets").toString()), List.of(source(), sink())));
    }

    private ConnectWorker distributed(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("bootstrap.servers", broker.bootstrap());
        settings.put("group.id", topic + "-connect");
        for (String store : List.of("offset", "config", "status")) {
            settings.put(store + ".storage.topic", topic + "-connect-" + store);
            settings.put(store + ".storage.replication.factor", "1");
        }
        settings.put("session.timeout.ms", "6000");
        settings.put("heartbeat.interval.ms", "1000");
        settings.put("scheduled.rebalance.max.delay.ms", "1000");
        return remember(ConnectWorker.start(kafka, folder, settings, List.of()));
    }

    private ConnectWorker remember(ConnectWorker worker) {
        workers.add(worker);
        return worker;
    }

    private Map<String, String> source() {
        return Map.of("name", "source", "connector.class", "FileStreamSource", "tasks.max", "1", "file", folder.resolve("in.txt").toString(), "topic", topic);
    }

    private Map<String, String> sink() {
        return Map.of("name", "sink", "connector.class", "FileStreamSink", "tasks.max", "1", "file", folder.resolve("out.txt").toString(), "topics", topic);
    }

    /** Appends lines to the file that the source reads. */
    private void write(int lines) {
        List<String> more = IntStream.range(written.size(), written.size() + lines).mapToObj(n -> "line " + n).toList();
        written.addAll(more);
        try {
            Files.write(folder.resolve("in.txt"), more, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the sink wrote, once the last line is among it. */
    private List<String> awaitSink() {
        Awaiting.until(SOON, () -> sunk().contains(written.getLast()), () -> sunk().size() + " lines; " + workers.getLast().printed());
        return sunk();
    }

    private List<String> sunk() {
        try {
            Path out = folder.resolve("out.txt");
            return Files.exists(out) ? Files.readAllLines(out) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What stands in the topic for readers of committed records, once it is that many. */
    private List<String> committed(int count) {
        try (var consumer = clients.consumer(Map.of("isolation.level", "read_committed"))) {
            consumer.assign(List.of(new TopicPartition(topic, 0)));
            return Clients.poll(consumer, count).stream().map(ConsumerRecord::value).toList();
        }
    }
}
