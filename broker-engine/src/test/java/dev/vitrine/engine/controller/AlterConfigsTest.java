package dev.vitrine.engine.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.observe.Event;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.ConfigResource.Type;
import org.apache.kafka.common.message.AlterConfigsRequestData;
import org.apache.kafka.common.message.AlterConfigsResponseData;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData.AlterConfigsResource;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData.AlterableConfig;
import org.apache.kafka.common.message.IncrementalAlterConfigsResponseData.AlterConfigsResourceResponse;
import org.apache.kafka.common.metadata.ConfigRecord;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlterConfigsTest {

    private final ClusterFixture cluster = ClusterFixture.ofOne();

    @BeforeEach
    void a_topic() {
        cluster.create("orders", 1, Map.of("retention.ms", "1000"));
    }

    private List<AlterConfigsResourceResponse> alter(boolean validateOnly, AlterConfigsResource... resources) {
        IncrementalAlterConfigsRequestData request = new IncrementalAlterConfigsRequestData().setValidateOnly(validateOnly);
        List.of(resources).forEach(request.resources()::mustAdd);
        return cluster.decide(ground -> new IncrementalAlterConfigs(ground, 1).decide(request)).responses();
    }

    private static AlterConfigsResource resource(Type type, String name, AlterableConfig... configs) {
        AlterConfigsResource resource = new AlterConfigsResource().setResourceType(type.id()).setResourceName(name);
        List.of(configs).forEach(resource.configs()::mustAdd);
        return resource;
    }

    private static AlterableConfig change(OpType operation, String key, String value) {
        return new AlterableConfig().setName(key).setConfigOperation(operation.id()).setValue(value);
    }

    private static AlterableConfig set(String key, String value) {
        return change(OpType.SET, key, value);
    }

    private void assertRefused(AlterConfigsResource asked, Errors error, String message) {
        AlterConfigsResourceResponse response = alter(false, asked).getFirst();
        assertThat(Errors.forCode(response.errorCode())).isEqualTo(error);
        assertThat(response.errorMessage()).isEqualTo(message);
        assertThat(cluster.records).isEmpty();
    }

    private void assertAccepted(AlterConfigsResource asked) {
        AlterConfigsResourceResponse response = alter(false, asked).getFirst();
        assertThat(response.errorMessage()).isNull();
        assertThat(response.errorCode()).isZero();
    }

    @Test
    void settings_are_set_and_deleted_and_only_what_differs_is_written() {
        cluster.image();
        assertAccepted(resource(Type.TOPIC, "orders", set("retention.bytes", "7"), change(OpType.DELETE, "retention.ms", null)));

        assertThat(cluster.messages()).containsExactly(
                new ConfigRecord().setResourceType((byte) 2).setResourceName("orders").setName("retention.bytes").setValue("7"),
                new ConfigRecord().setResourceType((byte) 2).setResourceName("orders").setName("retention.ms").setValue(null));
        assertThat(cluster.events).containsExactly(new Event.ConfigChanged("topic orders",
                Map.of("retention.bytes", Optional.of("7"), "retention.ms", Optional.empty())));
        assertThat(cluster.image().topicConfigs("orders")).containsExactly(Map.entry("retention.bytes", "7"));

        assertAccepted(resource(Type.TOPIC, "orders", set("retention.bytes", "7")));
        assertThat(cluster.records).isEmpty();
    }

    @Test
    void a_list_is_appended_to_from_its_default_and_subtracted_from() {
        assertAccepted(resource(Type.TOPIC, "orders", change(OpType.APPEND, "cleanup.policy", "compact")));
        assertThat(cluster.image().topicConfigs("orders")).containsEntry("cleanup.policy", "delete,compact");

        assertAccepted(resource(Type.TOPIC, "orders", change(OpType.SUBTRACT, "cleanup.policy", "delete")));
        assertThat(cluster.image().topicConfigs("orders")).containsEntry("cleanup.policy", "compact");

        assertRefused(resource(Type.TOPIC, "orders", change(OpType.APPEND, "retention.ms", "1")), Errors.INVALID_CONFIG,
                "Can't APPEND to key retention.ms because its type is not LIST.");
    }

    @Test
    void a_validating_request_changes_nothing() {
        assertThat(alter(true, resource(Type.TOPIC, "orders", set("retention.ms", "5"))).getFirst().errorCode()).isZero();
        assertThat(cluster.records).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "null", textBlock = """
            TOPIC  | nope     | retention.ms                | 1   | UNKNOWN_TOPIC_OR_PARTITION | The topic 'nope' does not exist.
            TOPIC  | ''       | retention.ms                | 1   | INVALID_REQUEST | Default topic resources are not allowed.
            TOPIC  | orders   | nonsense                    | 1   | INVALID_CONFIG  | Unknown topic config name: nonsense
            TOPIC  | orders   | retention.ms                | -5  | INVALID_CONFIG  | Invalid value -5 for configuration retention.ms: Value must be at least -1
            TOPIC  | orders   | retention.ms                | null| INVALID_REQUEST | Null value not supported for : retention.ms
            BROKER | 2        | log.cleaner.threads         | 2   | INVALID_REQUEST | Unexpected broker id, expected 1, but received 2
            BROKER | abc      | log.cleaner.threads         | 2   | INVALID_REQUEST | Node id must be an integer, but it is: abc
            BROKER | 1        | num.partitions              | 2   | INVALID_REQUEST | Cannot update these configs dynamically: [num.partitions]
            BROKER | ''       | num.partitions              | 2   | INVALID_REQUEST | Cannot update these configs dynamically: [num.partitions]
            BROKER | 1        | log.retention.ms            | 0   | INVALID_REQUEST | requirement failed: log.retention.ms must be unlimited (-1) or, greater than or equal to 1
            BROKER | 1        | log.cleaner.threads         | x   | INVALID_REQUEST | Invalid value x for configuration log.cleaner.threads: Not a number of type INT
            GROUP  | ''       | consumer.session.timeout.ms | 50000 | INVALID_REQUEST | Default group resources are not allowed.
            GROUP  | g        | consumer.session.timeout.ms | 1   | INVALID_CONFIG  | consumer.session.timeout.ms must be greater than or equal to group.consumer.min.session.timeout.ms
            GROUP  | g        | nonsense                    | 1   | INVALID_CONFIG  | Unknown group config name: nonsense
            CLIENT_METRICS | '' | interval.ms               | 1000 | INVALID_REQUEST | Subscription name can't be empty
            CLIENT_METRICS | s | nonsense                   | 1   | INVALID_REQUEST | Unknown client metrics configuration: nonsense
            """)
    void what_may_not_be_is_refused_in_kafkas_words(Type type, String name, String key, String value, Errors error, String message) {
        assertRefused(resource(type, name, set(key, value)), error, message);
    }

    @Test
    void thread_counts_change_by_no_more_than_half_or_double() {
        assertRefused(resource(Type.BROKER, "1", set("num.io.threads", "17")), Errors.INVALID_REQUEST,
                "Invalid value org.apache.kafka.common.config.ConfigException: Dynamic thread count update validation failed for "
                        + "num.io.threads=17, value should not be greater than double the current value 8 for configuration "
                        + "Invalid dynamic configuration");
        assertAccepted(resource(Type.BROKER, "1", set("num.io.threads", "16")));
        assertAccepted(resource(Type.BROKER, "1", set("num.io.threads", "32")));
    }

    @Test
    void brokers_groups_and_metrics_subscriptions_have_settings_of_their_own() {
        assertAccepted(resource(Type.BROKER, "", set("log.retention.ms", "100000")));
        assertAccepted(resource(Type.BROKER, "1", set("log.cleaner.threads", "2")));
        assertAccepted(resource(Type.GROUP, "g", set("consumer.session.timeout.ms", "50000")));
        assertAccepted(resource(Type.CLIENT_METRICS, "s", set("interval.ms", "1000")));

        assertThat(cluster.image().configs(new ConfigResource(Type.BROKER, ""))).containsEntry("log.retention.ms", "100000");
        assertThat(cluster.image().configs(new ConfigResource(Type.GROUP, "g"))).containsEntry("consumer.session.timeout.ms", "50000");
    }

    @Test
    void observers_are_not_told_secrets() {
        assertAccepted(resource(Type.BROKER, "1", set("listener.name.external.ssl.key.password", "secret")));

        assertThat(cluster.events).containsExactly(new Event.ConfigChanged("broker 1",
                Map.of("listener.name.external.ssl.key.password", Optional.of("[hidden]"))));
    }

    @Test
    void a_key_or_a_resource_that_comes_twice_is_refused() {
        IncrementalAlterConfigsRequestData request = new IncrementalAlterConfigsRequestData();
        request.resources().mustAdd(resource(Type.TOPIC, "orders", set("retention.ms", "5")));
        request.resources().mustAdd(resource(Type.TOPIC, "orders", set("retention.bytes", "5")));

        assertThat(cluster.decide(ground -> new IncrementalAlterConfigs(ground, 1).decide(request)).responses())
                .hasSize(2)
                .allSatisfy(response -> assertThat(response.errorMessage()).isEqualTo("Each resource must appear at most once."));
        assertRefused(resource(Type.TOPIC, "orders", set("retention.ms", "5"), change(OpType.DELETE, "retention.ms", null)),
                Errors.INVALID_REQUEST, "Error due to duplicate config keys");
    }

    @Test
    void with_eligible_leader_replicas_min_insync_is_one_for_the_whole_cluster() {
        ClusterFixture elr = ClusterFixture.empty(Map.of("min.insync.replicas", "1"), Map.of("eligible.leader.replicas.version", (short) 1));
        elr.register(1, Optional.empty());
        assertThat(elr.image().configs(new ConfigResource(Type.BROKER, ""))).containsExactly(Map.entry("min.insync.replicas", "1"));

        IncrementalAlterConfigsRequestData request = new IncrementalAlterConfigsRequestData();
        request.resources().mustAdd(resource(Type.BROKER, "1", set("min.insync.replicas", "2")));
        request.resources().mustAdd(resource(Type.BROKER, "", change(OpType.DELETE, "min.insync.replicas", null)));

        assertThat(elr.decide(ground -> new IncrementalAlterConfigs(ground, 1).decide(request)).responses())
                .extracting(AlterConfigsResourceResponse::errorMessage)
                .containsExactly("Broker-level min.insync.replicas cannot be altered while ELR is enabled.",
                        "Cluster-level min.insync.replicas cannot be removed while ELR is enabled.");
    }

    @Test
    void the_old_request_replaces_all_settings() {
        AlterConfigsRequestData request = new AlterConfigsRequestData();
        AlterConfigsRequestData.AlterConfigsResource topic =
                new AlterConfigsRequestData.AlterConfigsResource().setResourceType(Type.TOPIC.id()).setResourceName("orders");
        topic.configs().add(new AlterConfigsRequestData.AlterableConfig().setName("retention.bytes").setValue("7"));
        request.resources().add(topic);

        AlterConfigsResponseData response = cluster.decide(ground -> new AlterConfigs(ground, 1).decide(request));

        assertThat(response.responses().getFirst().errorCode()).isZero();
        assertThat(cluster.image().topicConfigs("orders")).containsExactly(Map.entry("retention.bytes", "7"));
    }
}
