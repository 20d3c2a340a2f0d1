package dev.vitrine.engine.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Apache Kafka's {@code DumpLogSegments} on files that were compacted, with committed and aborted transactions in them. */
@Timeout(240)
class CompactedFilesTest {

    private static final Duration COMPACTED_WITHIN = Duration.ofSeconds(60);
    private static final String WRONG = "(?i).*(mismatch|corrupt|exception|not found|sanity).*";

    @TempDir
    private Path data;

    @Test
    void kafkas_dump_tool_finds_nothing_wrong_with_them_and_nothing_of_aborted_transactions_in_them() throws IOException {
        ApacheKafka kafka = ApacheKafka.required();
        EngineProcess engine = EngineProcess.serve("--listen", "localhost:0", "--data", data.toString(), "--set", "log.cleaner.backoff.ms=200");
        try (engine) {
            Clients clients = new Clients(engine.bootstrap());
            String topic = clients.topic("compacted", 1, Map.of("cleanup.policy", "compact", "segment.bytes", "1048576",
                    "min.cleanable.dirty.ratio", "0.01", "delete.retention.ms", "0", "file.delete.delay.ms", "0"));
            write(clients, topic, "aborted", false);
            write(clients, topic, "committed", true);
            write(clients, topic, "newest", true);
            Path folder = data.resolve("broker-1").resolve(topic + "-0");
            Awaiting.until(COMPACTED_WITHIN, () -> kept(kafka, folder, "aborted") == 0, () -> "not compacted: " + files(folder));
            engine.stop().successfully();
            for (Path file : files(folder)) {
                assertThat(dump(kafka, file)).as(file.toString()).noneMatch(line -> line.matches(WRONG));
            }
            assertThat(kept(kafka, folder, "newest")).isEqualTo(KEYS);
        }
    }

    private static final int KEYS = 300;

    /** Each key once, with a value large enough that segments roll. */
    private static void write(Clients clients, String topic, String what, boolean commit) {
        try (KafkaProducer<String, String> producer = clients.producer(Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, topic + what))) {
            producer.initTransactions();
            producer.beginTransaction();
            for (int key = 0; key < KEYS; key++) {
                producer.send(new ProducerRecord<>(topic, "key-" + key, what + " " + "x".repeat(5_000)));
            }
            producer.flush();
            if (commit) {
                producer.commitTransaction();
            } else {
                producer.abortTransaction();
            }
        }
    }

    private static long kept(ApacheKafka kafka, Path folder, String what) {
        return files(folder).stream().filter(file -> file.toString().endsWith(".log"))
                .flatMap(file -> dump(kafka, file).stream()).filter(line -> line.contains("payload: " + what + " ")).count();
    }

    private static List<String> dump(ApacheKafka kafka, Path file) {
        return kafka.tool("org.apache.kafka.tools.DumpLogSegments", "--files", file.toString(), "--print-data-log").out();
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.toString().matches(".*\\.(log|index|timeindex|txnindex)")).sorted().toList();
        } catch (IOException gone) {
            return List.of();
        }
    }
}
