package dev.vitrine.engine.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Apache Kafka's {@code DumpLogSegments} on the files of the metadata log: what was decided, and the snapshots of it. */
@Timeout(300)
class MetadataFilesTest {

    private static ApacheKafka kafka;

    @RegisterExtension
    private static final ServedBroker BROKER = ServedBroker.with("--set", "metadata.log.max.record.bytes.between.snapshots=2000")
            .needing(() -> kafka = ApacheKafka.required());

    @Test
    void it_reads_what_was_decided_who_leads_and_who_votes_and_every_snapshot_to_its_end() throws IOException {
        String topic = BROKER.clients().topic("decided", 30, Map.of("retention.ms", "123456"));
        BROKER.get().restart();

        List<String> log = dump(files(".log").getFirst());
        List<String> snapshot = dump(files(".checkpoint").getLast());
        String everyReplica = "\"directories\":[\"" + folder() + "\"]";

        assertThat(log).anyMatch(line -> line.contains("LeaderChange") && line.contains("\"leaderId\":1"))
                .anyMatch(line -> line.contains("KRaftVoters") && line.contains("\"voterId\":1"))
                .anyMatch(line -> line.contains("TOPIC_RECORD") && line.contains(topic))
                .noneMatch(line -> line.contains("isvalid: false"));
        assertThat(snapshot).anyMatch(line -> line.contains("SnapshotHeader"))
                .anyMatch(line -> line.contains("TOPIC_RECORD") && line.contains(topic))
                .filteredOn(line -> line.contains("PARTITION_RECORD") && line.contains(everyReplica))
                .hasSizeGreaterThanOrEqualTo(30);
        assertThat(snapshot.getLast()).contains("SnapshotFooter");
    }

    private static List<String> dump(Path file) {
        return kafka.tool("org.apache.kafka.tools.DumpLogSegments", "--cluster-metadata-decoder", "--files", file.toString()).successfully();
    }

    /** The id of the one folder in which all replicas lie (KIP-858). */
    private static String folder() throws IOException {
        return Files.readAllLines(BROKER.data().resolve("broker-1").resolve("meta.properties")).stream()
                .filter(line -> line.startsWith("directory.id=")).findFirst().orElseThrow().substring("directory.id=".length());
    }

    private static List<Path> files(String suffix) throws IOException {
        try (var all = Files.walk(BROKER.data())) {
            return all.filter(file -> file.getParent().getFileName().toString().equals("__cluster_metadata-0"))
                    .filter(file -> file.toString().endsWith(suffix)).sorted().toList();
        }
    }
}
