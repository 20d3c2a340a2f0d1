package dev.vitrine.engine.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Apache Kafka's command-line tools for administrators. What they print here is what they print of a broker of Apache Kafka 4.3.1. */
@Timeout(300)
class KafkaAdminToolsTest {

    private static final String CONFIGS = "kafka.admin.ConfigCommand";
    private static final String GROUPS = "org.apache.kafka.tools.consumer.group.ConsumerGroupCommand";
    private static final String REASSIGN = "org.apache.kafka.tools.reassign.ReassignPartitionsCommand";

    private static ApacheKafka kafka;

    @RegisterExtension
    private static final ServedBroker BROKER = ServedBroker.with().needing(() -> kafka = ApacheKafka.required());

    private static Ended run(String tool, String... options) {
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(List.of("--bootstrap-server", BROKER.bootstrap()));
        return kafka.tool(tool.contains(".") ? tool : "org.apache.kafka.tools." + tool, all.toArray(String[]::new));
    }

    /** For tools with a command of its own behind the address. */
    private static Ended runAt(String tool, String... options) {
        List<String> all = new ArrayList<>(List.of("--bootstrap-server", BROKER.bootstrap()));
        all.addAll(List.of(options));
        return kafka.tool("org.apache.kafka.tools." + tool, all.toArray(String[]::new));
    }

    private static void configure(String... options) {
        List<String> all = new ArrayList<>(List.of("--alter"));
        all.addAll(List.of(options));
        run(CONFIGS, all.toArray(String[]::new)).successfully();
    }

    @Test
    void configs_of_brokers_groups_and_metrics_subscriptions_are_set_and_shown() {
        configure("--entity-type", "brokers", "--entity-default", "--add-config", "log.cleaner.backoff.ms=20000");
        assertThat(run(CONFIGS, "--describe", "--entity-type", "brokers", "--entity-default").successfully())
                .contains("  log.cleaner.backoff.ms=20000 sensitive=false synonyms={DYNAMIC_DEFAULT_BROKER_CONFIG:log.cleaner.backoff.ms=20000}",
                        "  min.insync.replicas=1 sensitive=false synonyms={DYNAMIC_DEFAULT_BROKER_CONFIG:min.insync.replicas=1}");
        configure("--entity-type", "groups", "--entity-name", "g1", "--add-config", "consumer.session.timeout.ms=50000");
        assertThat(run(CONFIGS, "--describe", "--entity-type", "groups", "--entity-name", "g1").successfully())
                .contains("  consumer.session.timeout.ms=50000 sensitive=false synonyms={DYNAMIC_GROUP_CONFIG:consumer.session.timeout.ms=50000, "
                        + "DEFAULT_CONFIG:group.consumer.session.timeout.ms=45000}");
        assertThat(run("ClientMetricsCommand", "--alter", "--name", "m1", "--metrics", "org.apache.kafka.producer.", "--interval", "20000")
                .successfully()).contains("Altered client metrics config for m1.");
        assertThat(run("ClientMetricsCommand", "--list").successfully()).contains("m1");
    }

    @Test
    void quotas_are_set_and_shown() {
        configure("--entity-type", "users", "--entity-name", "bob", "--entity-type", "clients", "--entity-name", "c1",
                "--add-config", "request_percentage=50");
        configure("--entity-type", "clients", "--entity-default", "--add-config", "consumer_byte_rate=4096");
        configure("--entity-type", "users", "--entity-name", "bob", "--add-config", "producer_byte_rate=1024");
        assertThat(run(CONFIGS, "--describe", "--entity-type", "users", "--entity-type", "clients").successfully())
                .contains("Quota configs for user-principal 'bob', client-id 'c1' are request_percentage=50.0");
        assertThat(run(CONFIGS, "--describe", "--entity-type", "clients").successfully())
                .contains("Quota configs for the default client-id are consumer_byte_rate=4096.0");
        assertThat(run(CONFIGS, "--describe", "--entity-type", "users", "--entity-name", "bob").successfully())
                .contains("Quota configs for user-principal 'bob' are producer_byte_rate=1024.0");
    }

    @Test
    void features_and_quorum_are_shown() {
        assertThat(runAt("FeatureCommand", "describe").successfully())
                .anyMatch(line -> line.matches("Feature: eligible.leader.replicas.version\\s+SupportedMinVersion: 0\\s+SupportedMaxVersion: 1\\s+"
                        + "FinalizedVersionLevel: 1\\s+Epoch: \\d+"))
                .anyMatch(line -> line.matches("Feature: metadata.version\\s+SupportedMinVersion: 3.3-IV3\\s+SupportedMaxVersion: 4.3-IV0\\s+"
                        + "FinalizedVersionLevel: 4.3-IV0\\s+Epoch: \\d+"));
        assertThat(runAt("FeatureCommand", "disable", "--feature", "nix").out()).anyMatch(line -> line.endsWith("Feature nix not found."));
        assertThat(runAt("MetadataQuorumCommand", "describe", "--status").successfully())
                .contains("LeaderId:               1", "MaxFollowerLag:         0", "CurrentObservers:       []");
        assertThat(runAt("MetadataQuorumCommand", "describe", "--replication").successfully()).anyMatch(line -> line.matches("1\\s+A{22}\\s+.*Leader\\s*"));
    }

    @Test
    void reassignments_and_elections_find_everything_in_its_place() throws IOException {
        String topic = BROKER.clients().topic("placed", 2, Map.of());
        Path plan = Files.writeString(BROKER.data().resolve("plan.json"), "{\"version\":1,\"partitions\":[{\"topic\":\"" + topic
                + "\",\"partition\":0,\"replicas\":[1]},{\"topic\":\"" + topic + "\",\"partition\":1,\"replicas\":[1]}]}");
        assertThat(run(REASSIGN, "--execute", "--reassignment-json-file", plan.toString()).successfully())
                .anyMatch(line -> line.startsWith("Successfully started partition reassignments"));
        assertThat(run(REASSIGN, "--verify", "--reassignment-json-file", plan.toString()).successfully())
                .contains("Reassignment of partition " + topic + "-0 is completed.");
        assertThat(run(REASSIGN, "--list").successfully()).contains("No partition reassignments found.");
        assertThat(run("LeaderElectionCommand", "--election-type", "preferred", "--topic", topic, "--partition", "0").successfully())
                .contains("Valid replica already elected for partitions " + topic + "-0");
    }

    @Test
    void offsets_are_reset_in_every_way_exported_and_deleted() throws IOException {
        String topic = BROKER.clients().topic("resettable", 1, Map.of());
        List<String> group = List.of("--reset-offsets", "--group", topic, "--topic", topic);
        for (List<String> way : List.of(List.of("--to-latest", "--execute"), List.of("--to-earliest", "--dry-run"), List.of("--shift-by", "-1", "--execute"),
                List.of("--by-duration", "PT1H", "--dry-run"), List.of("--to-datetime", "2020-01-01T00:00:00.000", "--dry-run"))) {
            List<String> options = new ArrayList<>(group);
            options.addAll(way);
            assertThat(run(GROUPS, options.toArray(String[]::new)).successfully()).as(way.toString())
                    .anyMatch(line -> line.matches(topic + "\\s+" + topic + "\\s+0\\s+0"));
        }
        assertThat(run(GROUPS, "--reset-offsets", "--group", topic, "--topic", topic, "--to-current", "--export", "--dry-run").successfully())
                .contains(topic + ",0,0");
        Path plan = Files.writeString(BROKER.data().resolve("offsets.csv"), topic + ",0,0\n");
        assertThat(run(GROUPS, "--reset-offsets", "--group", topic, "--from-file", plan.toString(), "--execute").successfully())
                .anyMatch(line -> line.matches(topic + "\\s+" + topic + "\\s+0\\s+0"));
        assertThat(run(GROUPS, "--delete-offsets", "--group", topic, "--topic", topic + ":0").successfully())
                .contains("Request succeeded for deleting offsets from group " + topic + ".");
    }

    @Test
    void logs_are_found_in_the_data_folder() {
        String topic = BROKER.clients().topic("lying", 1, Map.of());
        assertThat(run("LogDirsCommand", "--describe", "--topic-list", topic).successfully())
                .anyMatch(line -> line.contains("\"partition\":\"" + topic + "-0\"") && line.contains("\"isFuture\":false"));
    }
}
