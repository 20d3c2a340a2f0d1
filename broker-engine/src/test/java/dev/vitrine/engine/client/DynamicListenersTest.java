package dev.vitrine.engine.client;

import static dev.vitrine.engine.client.Clients.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.engine.RawClient;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.message.ApiVersionsRequestData;
import org.apache.kafka.common.message.DescribeClusterRequestData;
import org.apache.kafka.common.message.DescribeClusterResponseData;
import org.apache.kafka.common.message.DescribeTopicPartitionsRequestData;
import org.apache.kafka.common.message.DescribeTopicPartitionsRequestData.TopicRequest;
import org.apache.kafka.common.message.DescribeTopicPartitionsResponseData;
import org.apache.kafka.common.message.DescribeTopicPartitionsResponseData.DescribeTopicPartitionsResponsePartition;
import org.apache.kafka.common.message.FindCoordinatorRequestData;
import org.apache.kafka.common.message.FindCoordinatorResponseData;
import org.apache.kafka.common.message.MetadataRequestData;
import org.apache.kafka.common.message.MetadataRequestData.MetadataRequestTopic;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponsePartition;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Listeners that come and go while the broker runs. Apache Kafka 4.3.1 was asked the same: it serves a port that is added, and tells its clients of no
 * broker, since what is advertised can't be changed.
 */
@Timeout(120)
class DynamicListenersTest {

    private static final String PROTOCOLS = "listener.security.protocol.map";
    private static final String WITH_EXTRA = "PLAINTEXT:PLAINTEXT,EXTRA:PLAINTEXT,OTHER:PLAINTEXT,TLS:SSL,LOGIN:SASL_PLAINTEXT,BOTH:SASL_SSL";

    @RegisterExtension
    static final ServedBroker BROKER = ServedBroker.with();

    private Admin admin;
    private String own;

    @BeforeEach
    void start() {
        admin = BROKER.clients().admin();
        own = "PLAINTEXT://" + BROKER.bootstrap();
    }

    @AfterEach
    void as_it_was() {
        set("listeners", null, PROTOCOLS, null);
        admin.close();
    }

    /** @param settings names and values, null to take one back */
    private void set(String... settings) {
        List<AlterConfigOp> changes = new ArrayList<>();
        for (int i = 0; i < settings.length; i += 2) {
            changes.add(new AlterConfigOp(new ConfigEntry(settings[i], settings[i + 1]), settings[i + 1] == null ? OpType.DELETE : OpType.SET));
        }
        done(admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.BROKER, "1"), changes)).all());
    }

    private int addExtra() throws IOException {
        int port = FreePort.withItsNext();
        set("listeners", own + ",EXTRA://localhost:" + port, PROTOCOLS, WITH_EXTRA);
        return port;
    }

    private static boolean isServed(int port) {
        try (RawClient client = new RawClient("localhost:" + port)) {
            return client.ask(0, new ApiVersionsRequestData()) != null;
        } catch (IOException refused) {
            return false;
        }
    }

    @Test
    void a_listener_that_is_added_is_served_at_once_and_again_after_a_restart() throws IOException {
        int port = addExtra();
        assertThat(isServed(port)).isTrue();
        BROKER.get().restart();
        assertThat(isServed(port)).isTrue();
    }

    @Test
    void one_that_is_taken_away_closes_its_port_and_its_connections_and_nobody_elses() throws IOException {
        int port = addExtra();
        try (RawClient client = new RawClient("localhost:" + port)) {
            client.ask(0, new ApiVersionsRequestData());
            set("listeners", null);
            assertThat(client.closedByBroker()).isTrue();
        }
        assertThatThrownBy(() -> new Socket("localhost", port)).isInstanceOf(IOException.class);
        assertThat(done(admin.describeCluster().nodes())).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"0, LEADER_NOT_AVAILABLE", "5, LEADER_NOT_AVAILABLE", "6, LISTENER_NOT_FOUND", "9, LISTENER_NOT_FOUND", "13, LISTENER_NOT_FOUND"})
    void its_clients_are_told_of_no_broker_and_of_partitions_whose_leaders_have_no_such_listener(int version, Errors error) throws IOException {
        String topic = BROKER.clients().topic("t", 1);
        try (RawClient client = new RawClient("localhost:" + addExtra())) {
            MetadataResponseData answer = client.ask(version, new MetadataRequestData().setAllowAutoTopicCreation(true)
                    .setTopics(List.of(new MetadataRequestTopic().setName(topic))), MetadataResponseData.class);
            assertThat(answer.brokers()).isEmpty();
            assertThat(answer.controllerId()).isEqualTo(version == 0 ? -1 : 1);
            MetadataResponsePartition partition = answer.topics().iterator().next().partitions().getFirst();
            assertThat(Errors.forCode(partition.errorCode())).isEqualTo(error);
            assertThat(partition.leaderId()).isEqualTo(-1);
            assertThat(partition.replicaNodes()).isEqualTo(version == 0 ? List.of() : List.of(1)).isEqualTo(partition.isrNodes());
            assertThat(partition.offlineReplicas()).isEqualTo(version < 5 ? List.of() : List.of(1));
        }
    }

    @Test
    void its_clients_find_no_coordinator_and_no_controller_either() throws IOException {
        String topic = BROKER.clients().topic("t", 1);
        try (RawClient client = new RawClient("localhost:" + addExtra())) {
            DescribeTopicPartitionsResponsePartition partition = client.ask(0, new DescribeTopicPartitionsRequestData().setTopics(
                    List.of(new TopicRequest().setName(topic))), DescribeTopicPartitionsResponseData.class).topics().iterator().next().partitions().getFirst();
            assertThat(partition.errorCode()).isZero();
            assertThat(partition.leaderId()).isEqualTo(-1);
            assertThat(partition.offlineReplicas()).containsExactly(1);
            DescribeClusterResponseData cluster = client.ask(2, new DescribeClusterRequestData(), DescribeClusterResponseData.class);
            assertThat(cluster.brokers()).isEmpty();
            assertThat(cluster.controllerId()).isEqualTo(-1);
            assertThat(Errors.forCode(client.ask(1, new FindCoordinatorRequestData().setKey("g"), FindCoordinatorResponseData.class).errorCode()))
                    .isEqualTo(Errors.COORDINATOR_NOT_AVAILABLE);
        }
    }

    @Test
    void a_port_in_use_is_no_error_and_one_more_listener_is_opened_all_the_same() throws IOException {
        int other = FreePort.withItsNext();
        try (ServerSocket taken = new ServerSocket(0)) {
            set("listeners", own + ",EXTRA://localhost:" + taken.getLocalPort() + ",OTHER://localhost:" + other, PROTOCOLS, WITH_EXTRA);
        }
        assertThat(isServed(other)).isTrue();
        assertThat(done(admin.describeCluster().nodes())).hasSize(1);
    }

    @Test
    void a_listener_that_stays_by_its_name_stays_at_its_port() throws IOException {
        int port = addExtra();
        set("listeners", own + ",EXTRA://localhost:" + FreePort.withItsNext());
        assertThat(isServed(port)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "garbage | Error creating broker listeners from '[garbage]': Unable to parse garbage to a broker endpoint",
            "OWN,EXTRA://localhost | Unable to parse EXTRA://localhost to a broker endpoint",
            "OWN,ABSENT://localhost:1 | No security protocol defined for listener ABSENT",
            "OWN,EXTRA://localhost:1,OTHER://localhost:1 | Each listener must have a different port, listeners: [",
            "OWN,EXTRA://localhost:1,EXTRA://localhost:2 | Each listener must have a different name, listeners: [",
            "EXTRA://localhost:1 | requirement failed: advertised.listeners listener names must be equal to or a subset of the ones defined in listeners."
                    + " Found PLAINTEXT. The valid options based on the current configuration are EXTRA",
            "'' | Configuration 'listeners' must not be empty. Valid values include: any non-empty value"})
    void what_can_not_be_is_refused_in_kafkas_words(String listeners, String why) {
        set(PROTOCOLS, WITH_EXTRA);
        assertThatThrownBy(() -> set("listeners", listeners.replace("OWN", own))).hasStackTraceContaining(why);
    }

    /** Kafka opens these, with or without certificates and users: a port that nobody could use would be no answer, and an open one a bad one. */
    @ParameterizedTest
    @CsvSource({"TLS, SSL", "LOGIN, SASL_PLAINTEXT", "BOTH, SASL_SSL"})
    void what_this_broker_does_not_speak_is_refused_and_said_so_and_no_port_is_opened(String name, String protocol) throws IOException {
        int port = FreePort.withItsNext();
        String why = "Listener " + name + " can't be opened: it is of security protocol " + protocol + ", and this broker speaks PLAINTEXT only";
        assertThatThrownBy(() -> set("listeners", own + "," + name + "://localhost:" + port, PROTOCOLS, WITH_EXTRA)).hasStackTraceContaining(why);
        assertThat(isServed(port)).isFalse();
        set(PROTOCOLS, WITH_EXTRA); // names of listeners that there are not may have any protocol, as in Kafka
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "nonsense | Error parsing configuration property 'listener.security.protocol.map': Range [0, -1) out of bounds for length 8",
            "PLAINTEXT:NONSENSE | Invalid security protocol `NONSENSE` defined in listener.security.protocol.map",
            "PLAINTEXT:SSL | Security protocol cannot be updated for existing listener ListenerName(PLAINTEXT)",
            "EXTRA:PLAINTEXT | No security protocol defined for listener PLAINTEXT"})
    void so_are_protocols(String protocols, String why) {
        assertThatThrownBy(() -> set(PROTOCOLS, protocols)).hasStackTraceContaining(why);
    }

    @Test
    void what_is_advertised_can_not_be_changed_and_listeners_of_all_brokers_there_are_none() {
        assertThatThrownBy(() -> set("advertised.listeners", own))
                .hasStackTraceContaining("Cannot update these configs dynamically: [advertised.listeners]");
        AlterConfigOp change = new AlterConfigOp(new ConfigEntry("listeners", own), OpType.SET);
        assertThatThrownBy(() -> done(admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.BROKER, ""), List.of(change))).all()))
                .hasStackTraceContaining("Cannot update these configs at default cluster level, broker id must be specified: [listeners]");
    }
}
