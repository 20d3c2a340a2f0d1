package dev.vitrine.engine.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.Engine;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Three brokers, and clients that are not ours: what they see of a cluster, and that they get over the loss of a broker. */
@Timeout(180)
class ClusterToolsTest {

    private Engine engine;

    @BeforeEach
    void start() {
        engine = Engine.start(config -> config.brokers(3).listen("localhost", 0).ephemeral()
                .set("broker.session.timeout.ms", "4000").set("broker.heartbeat.interval.ms", "400"));
        try (Admin admin = new Clients(engine.bootstrap()).admin()) {
            Clients.done(admin.createTopics(List.of(new NewTopic("orders", 3, (short) 3))).all());
        }
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    @Test
    void kcat_goes_on_when_a_broker_is_killed() {
        ForeignClient kcat = ForeignClient.kcat();
        String[] producing = {"-P", "-b", engine.bootstrap(), "-t", "orders", "-X", "acks=all", "-X", "enable.idempotence=true"};
        kcat.runWith(lines(0, 500), producing).successfully();
        engine.brokers().kill(2);
        kcat.runWith(lines(500, 1_000), producing).successfully();

        List<String> read = kcat.run("-C", "-b", engine.bootstrap(), "-t", "orders", "-o", "beginning", "-e", "-q").successfully();
        assertThat(read).containsExactlyInAnyOrderElementsOf(lines(0, 1_000).lines().toList());
    }

    private static String lines(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "value " + i + "\n").collect(Collectors.joining());
    }

    @Test
    void kafkas_tools_describe_the_replicas_and_the_quorum() {
        ApacheKafka kafka = ApacheKafka.required();
        List<String> topic = kafka.tool("org.apache.kafka.tools.TopicCommand", "--bootstrap-server", engine.bootstrap(), "--describe", "--topic", "orders")
                .successfully();
        assertThat(topic).anyMatch(line -> line.contains("PartitionCount: 3") && line.contains("ReplicationFactor: 3"))
                .anyMatch(line -> line.matches(".*Partition: 0\\s+Leader: [123]\\s+Replicas: [123],[123],[123]\\s+Isr: [123],[123],[123].*"));

        List<String> status = kafka.tool("org.apache.kafka.tools.MetadataQuorumCommand", "--bootstrap-server", engine.bootstrap(), "describe", "--status")
                .successfully();
        assertThat(status).anyMatch(line -> line.matches("LeaderId:\\s+[123]")).anyMatch(line -> line.matches("MaxFollowerLag:\\s+\\d+"));

        List<String> replication = kafka.tool("org.apache.kafka.tools.MetadataQuorumCommand", "--bootstrap-server", engine.bootstrap(), "describe", "--replication")
                .successfully();
        assertThat(replication.stream().filter(line -> line.matches("[123]\\s.*(Leader|Follower).*"))).hasSize(3);
    }
}
