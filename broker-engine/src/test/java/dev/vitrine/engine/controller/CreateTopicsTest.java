package dev.vitrine.engine.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.metadata.ConfigSource;
import dev.vitrine.engine.observe.Event;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.CreateTopicsRequestData;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableReplicaAssignment;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopic;
import org.apache.kafka.common.message.CreateTopicsResponseData;
import org.apache.kafka.common.message.CreateTopicsResponseData.CreatableTopicConfigs;
import org.apache.kafka.common.message.CreateTopicsResponseData.CreatableTopicResult;
import org.apache.kafka.common.metadata.ConfigRecord;
import org.apache.kafka.common.metadata.PartitionRecord;
import org.apache.kafka.common.metadata.TopicRecord;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CreateTopicsTest {

    private final ClusterFixture cluster = ClusterFixture.ofOne(Map.of("num.partitions", "3"));

    private CreateTopicsResponseData create(CreatableTopic... topics) {
        CreateTopicsRequestData request = new CreateTopicsRequestData();
        List.of(topics).forEach(request.topics()::add);
        return cluster.decide(ground -> new CreateTopics(ground, false).decide(request));
    }

    private CreatableTopicResult createOne(CreatableTopic topic) {
        return create(topic).topics().iterator().next();
    }

    private static CreatableTopic topic(String name, int partitions, int replicas) {
        return ClusterFixture.topic(name, partitions, replicas, Map.of());
    }

    private static void assertRefused(CreatableTopicResult result, Errors error, String message) {
        assertThat(Errors.forCode(result.errorCode())).isEqualTo(error);
        assertThat(result.errorMessage()).isEqualTo(message);
        assertThat(result.topicId()).isEqualTo(Uuid.ZERO_UUID);
        assertThat(result.numPartitions()).isEqualTo(-1);
    }

    @Test
    void a_topic_is_written_as_kafka_writes_it_with_its_configs_before_its_partitions() {
        CreatableTopicResult result = createOne(ClusterFixture.topic("orders", 2, 1, Map.of("retention.ms", "1000")));

        Uuid id = result.topicId();
        assertThat(cluster.messages()).hasSize(4);
        assertThat(cluster.messages().get(0)).isEqualTo(new TopicRecord().setName("orders").setTopicId(id));
        assertThat(cluster.messages().get(1)).isEqualTo(
                new ConfigRecord().setResourceType((byte) 2).setResourceName("orders").setName("retention.ms").setValue("1000"));
        PartitionRecord second = (PartitionRecord) cluster.messages().get(3);
        assertThat(second.partitionId()).isEqualTo(1);
        assertThat(second.replicas()).containsExactly(1);
        assertThat(second.isr()).containsExactly(1);
        assertThat(second.leader()).isEqualTo(1);
        assertThat(second.directories()).containsExactly(new Uuid(9, 1));
        assertThat(cluster.events).containsExactly(new Event.TopicCreated("orders", id.toString(), 2, false));
        assertThat(cluster.topic("orders").partitions()).hasSize(2);
        assertThat(cluster.image().topicConfigs("orders")).containsExactly(Map.entry("retention.ms", "1000"));
    }

    @Test
    void the_answer_tells_what_was_made_with_every_setting_and_its_source() {
        CreatableTopicResult result = createOne(ClusterFixture.topic("orders", -1, -1, Map.of("cleanup.policy", "compact")));

        assertThat(result.numPartitions()).isEqualTo(3);
        assertThat(result.replicationFactor()).isEqualTo((short) 1);
        assertThat(result.configs()).extracting(CreatableTopicConfigs::name).isSorted().contains("retention.ms", "segment.bytes")
                .doesNotContain("internal.segment.bytes");
        assertThat(result.configs()).filteredOn(config -> config.name().equals("cleanup.policy")).singleElement()
                .satisfies(config -> {
                    assertThat(config.value()).isEqualTo("compact");
                    assertThat(config.configSource()).isEqualTo(ConfigSource.TOPIC.id());
                });
        assertThat(result.configs()).filteredOn(config -> config.name().equals("retention.ms")).singleElement()
                .satisfies(config -> {
                    assertThat(config.value()).isEqualTo("604800000");
                    assertThat(config.configSource()).isEqualTo(ConfigSource.DEFAULT.id());
                });
    }

    @Test
    void a_validating_request_is_answered_like_a_real_one_and_changes_nothing() {
        CreateTopicsRequestData request = new CreateTopicsRequestData().setValidateOnly(true);
        request.topics().add(topic("orders", 2, 1));

        CreateTopicsResponseData response = cluster.decide(ground -> new CreateTopics(ground, false).decide(request));

        assertThat(response.topics().find("orders").numPartitions()).isEqualTo(2);
        assertThat(response.topics().find("orders").errorCode()).isZero();
        assertThat(cluster.records).isEmpty();
        assertThat(cluster.events).isEmpty();
    }

    @Test
    void one_bad_topic_does_not_keep_the_others_from_being_made() {
        CreateTopicsResponseData response = create(topic("good", 1, 1), topic("bad name", 1, 1));

        assertThat(response.topics().find("good").errorCode()).isZero();
        assertThat(cluster.image().topics()).containsOnlyKeys("good");
        assertRefused(response.topics().find("bad name"), Errors.INVALID_TOPIC_EXCEPTION,
                "Topic name is invalid: 'bad name' contains one or more characters other than ASCII alphanumerics, '.', '_' and '-'");
    }

    @Test
    void a_topic_named_twice_is_answered_once_and_not_made() {
        CreateTopicsResponseData response = create(topic("twice", 1, 1), topic("twice", 2, 1), topic("once", 1, 1));

        assertThat(response.topics()).hasSize(2);
        assertRefused(response.topics().find("twice"), Errors.INVALID_REQUEST, "Duplicate topic name.");
        assertThat(cluster.image().topics()).containsOnlyKeys("once");
    }

    @Test
    void a_name_that_is_there_or_that_metrics_would_mix_up_with_one_is_refused() {
        create(topic("a.b", 1, 1));

        assertRefused(createOne(topic("a.b", 1, 1)), Errors.TOPIC_ALREADY_EXISTS, "Topic 'a.b' already exists.");
        assertRefused(createOne(topic("a_b", 1, 1)), Errors.INVALID_TOPIC_EXCEPTION, "Topic 'a_b' collides with existing topic: a.b");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0  | 1  | INVALID_PARTITIONS         | Number of partitions was set to an invalid non-positive value.
            -2 | 1  | INVALID_PARTITIONS         | Number of partitions was set to an invalid non-positive value.
            1  | 0  | INVALID_REPLICATION_FACTOR | Replication factor must be larger than 0, or -1 to use the default value.
            1  | -2 | INVALID_REPLICATION_FACTOR | Replication factor must be larger than 0, or -1 to use the default value.
            10001 | 1 | POLICY_VIOLATION         | Excessively large number of partitions per request.
            """)
    void impossible_sizes_are_refused_in_kafkas_words(int partitions, int replicas, Errors error, String message) {
        assertRefused(createOne(topic("orders", partitions, replicas)), error, message);
        assertThat(cluster.records).isEmpty();
    }

    @Test
    void more_replicas_than_brokers_are_refused() {
        assertRefused(createOne(topic("orders", 1, 3)), Errors.INVALID_REPLICATION_FACTOR,
                "Unable to replicate the partition 3 time(s): The target replication factor of 3 cannot be reached because only 1 broker(s) "
                        + "are registered or some brokers have all their log directories cordoned.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "null", textBlock = """
            nonsense              | 1     | Unknown topic config name: nonsense
            retention.ms          | abc   | Invalid value abc for configuration retention.ms: Not a number of type LONG
            retention.ms          | null  | Null value not supported for topic configs: retention.ms
            cleanup.policy        | bogus | Invalid value bogus for configuration cleanup.policy: String must be one of: compact, delete
            segment.bytes         | 10    | Invalid value 10 for configuration segment.bytes: Value must be at least 1048576
            remote.storage.enable | true  | Tiered Storage functionality is disabled in the broker. Topic cannot be configured with remote log storage.
            """)
    void bad_settings_are_refused_in_kafkas_words(String key, String value, String message) {
        CreatableTopic topic = topic("orders", 1, 1);
        topic.configs().add(new CreateTopicsRequestData.CreatableTopicConfig().setName(key).setValue(value));

        assertRefused(createOne(topic), Errors.INVALID_CONFIG, message);
    }

    @Test
    void replicas_may_be_assigned_by_hand() {
        ClusterFixture three = ClusterFixture.of("", "", "");
        CreateTopicsRequestData request = new CreateTopicsRequestData();
        request.topics().add(assigned(List.of(3, 1), List.of(2, 3)));

        three.decide(ground -> new CreateTopics(ground, false).decide(request));

        assertThat(three.topic("manual").partitions()).extracting(partition -> partition.replicas())
                .containsExactly(List.of(3, 1), List.of(2, 3));
        assertThat(three.topic("manual").partitions()).extracting(partition -> partition.leader()).containsExactly(3, 2);
    }

    @Test
    void bad_manual_assignments_are_refused_in_kafkas_words() {
        assertRefused(createOne(assigned(List.of(9))), Errors.INVALID_REPLICA_ASSIGNMENT,
                "The manual partition assignment includes broker 9, but no such broker is registered.");
        assertRefused(createOne(assigned(List.of(1, 1))), Errors.INVALID_REPLICA_ASSIGNMENT,
                "The manual partition assignment includes the broker 1 more than once.");
        assertRefused(createOne(assigned(List.<Integer>of())), Errors.INVALID_REPLICA_ASSIGNMENT,
                "The manual partition assignment includes an empty replica list.");
        assertRefused(createOne(assigned(List.of(1)).setNumPartitions(1)), Errors.INVALID_REQUEST,
                "A manual partition assignment was specified, but numPartitions was not set to -1.");
        assertRefused(createOne(assigned(List.of(1)).setReplicationFactor((short) 1)), Errors.INVALID_REQUEST,
                "A manual partition assignment was specified, but replication factor was not set to -1.");
        CreatableTopic hole = assigned(List.of(1));
        hole.assignments().iterator().next().setPartitionIndex(1);
        assertRefused(createOne(hole), Errors.INVALID_REPLICA_ASSIGNMENT, "partitions should be a consecutive 0-based integer sequence");
    }

    @SafeVarargs
    private static CreatableTopic assigned(List<Integer>... replicas) {
        CreatableTopic topic = topic("manual", -1, -1);
        IntStream.range(0, replicas.length).forEach(index -> topic.assignments().add(
                new CreatableReplicaAssignment().setPartitionIndex(index).setBrokerIds(replicas[index])));
        return topic;
    }

    @Test
    void the_metadata_topic_cannot_be_made() {
        assertRefused(createOne(topic("__cluster_metadata", 1, 1)), Errors.INVALID_REQUEST,
                "Creation of internal topic __cluster_metadata is prohibited.");
    }

    @Test
    void what_cannot_be_made_because_of_use_is_told_topic_by_topic() {
        var outcomes = cluster.createAutomatically(new TreeSet<>(List.of("__consumer_offsets", "family-topic", "bad name")));

        assertThat(outcomes)
                .containsEntry("family-topic", Errors.NONE)
                .containsEntry("bad name", Errors.INVALID_TOPIC_EXCEPTION)
                .containsEntry("__consumer_offsets", Errors.INVALID_REPLICATION_FACTOR); // Kafka's default is three, and here is one broker
        assertThat(cluster.topic("family-topic").partitions()).hasSize(3);
    }

    @Test
    void the_topics_of_coordinators_are_made_as_kafka_makes_them() {
        ClusterFixture developer = ClusterFixture.ofOne(Map.of(
                "transaction.state.log.replication.factor", "1", "transaction.state.log.min.isr", "1",
                "share.coordinator.state.topic.replication.factor", "1", "share.coordinator.state.topic.min.isr", "1"));

        developer.createAutomatically(Set.of("__transaction_state", "__share_group_state"));

        assertThat(developer.topic("__transaction_state").partitions()).hasSize(50);
        assertThat(developer.image().topicConfigs("__transaction_state")).containsExactly(
                Map.entry("cleanup.policy", "compact"), Map.entry("compression.type", "uncompressed"),
                Map.entry("min.insync.replicas", "1"), Map.entry("segment.bytes", "104857600"),
                Map.entry("unclean.leader.election.enable", "false"));
        assertThat(developer.topic("__share_group_state").partitions()).hasSize(50);
        assertThat(developer.image().topicConfigs("__share_group_state")).containsExactly(
                Map.entry("cleanup.policy", "delete"), Map.entry("compression.type", "producer"),
                Map.entry("min.insync.replicas", "1"), Map.entry("retention.ms", "-1"), Map.entry("segment.bytes", "104857600"));
    }

    @Test
    void one_that_is_there_already_is_no_error_when_it_is_made_because_of_use() {
        ClusterFixture developer = ClusterFixture.ofOne(Map.of("offsets.topic.replication.factor", "1"));
        developer.createAutomatically(Set.of("__consumer_offsets"));

        assertThat(developer.topic("__consumer_offsets").partitions()).hasSize(50);
        assertThat(developer.topic("__consumer_offsets").isInternal()).isTrue();
        assertThat(developer.image().topicConfigs("__consumer_offsets")).containsExactly(
                Map.entry("cleanup.policy", "compact"), Map.entry("compression.type", "producer"), Map.entry("segment.bytes", "104857600"));
        assertThat(developer.events).singleElement().isInstanceOfSatisfying(Event.TopicCreated.class,
                event -> assertThat(event.automatic()).isTrue());

        var again = developer.createAutomatically(Set.of("__consumer_offsets"));

        assertThat(again).containsExactly(Map.entry("__consumer_offsets", Errors.NONE));
        assertThat(developer.records).isEmpty();
    }
}
