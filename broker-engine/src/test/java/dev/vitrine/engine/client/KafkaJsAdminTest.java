package dev.vitrine.engine.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * kafkajs' admin, all of it: topics, partitions, settings, records, offsets, groups, ACLs, reassignments. The program is {@code admin.js};
 * {@code kafkajs-admin-4.3.1.txt} is what it printed of Apache Kafka 4.3.1, started with the settings of
 * {@link dev.vitrine.engine.metadata.DeveloperDefaults}.
 */
@Timeout(180)
class KafkaJsAdminTest {

    private static ForeignClient node;

    @RegisterExtension
    private static final ServedBroker BROKER = ServedBroker.with().needing(() -> node = ForeignClient.node());

    @Test
    void its_admin_is_told_what_it_is_told_by_kafka() throws IOException {
        try (RunningProgram program = node.start(Map.of("KAFKA_BROKER", BROKER.bootstrap()), "admin.js")) {
            assertThat(program.end(Duration.ofSeconds(90)).successfully()).isEqualTo(recorded());
        }
    }

    private static List<String> recorded() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                KafkaJsAdminTest.class.getResourceAsStream("kafkajs-admin-4.3.1.txt"), StandardCharsets.UTF_8))) {
            return lines.lines().toList();
        }
    }
}
