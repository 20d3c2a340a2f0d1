package dev.vitrine.engine.client;

import static dev.vitrine.engine.client.Clients.SOON;
import static dev.vitrine.engine.client.Clients.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.MismatchedEndpointTypeException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kafka's Java Admin: topics, their settings, records, groups and offsets. */
@Timeout(180)
class JavaAdminTest {

    @TempDir
    private static Path data;
    private static TestBroker broker;
    private static Clients clients;
    private static Admin admin;

    @BeforeAll
    static void start() {
        broker = TestBroker.start(data);
        clients = new Clients(broker.bootstrap());
        admin = clients.admin();
    }

    @AfterAll
    static void stop() {
        admin.close();
        broker.close();
    }

    @Test
    void a_topic_is_made_described_widened_and_deleted_and_one_of_the_same_name_is_another() {
        String topic = clients.topic("life", 2);
        TopicDescription before = describe(topic);
        assertThat(before.partitions()).hasSize(2).allSatisfy(p -> assertThat(p.isr()).hasSize(1));
        done(admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(5))).all());
        Awaiting.until(SOON, () -> describe(topic).partitions().size() == 5, () -> describe(topic).toString());
        done(admin.deleteTopics(List.of(topic)).all());
        Awaiting.until(SOON, () -> !done(admin.listTopics().names()).contains(topic), () -> topic + " is still listed");
        done(admin.createTopics(List.of(new NewTopic(topic, Optional.of(1), Optional.empty()))).all());
        Awaiting.until(SOON, () -> done(admin.listTopics().names()).contains(topic), () -> topic + " is not listed");
        assertThat(describe(topic).topicId()).isNotEqualTo(before.topicId()).isNotEqualTo(Uuid.ZERO_UUID);
    }

    @Test
    void what_cannot_be_is_refused_with_kafkas_own_errors() {
        String topic = clients.topic("refused", 2);
        assertRefused(admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all(), TopicExistsException.class);
        assertRefused(admin.createTopics(List.of(new NewTopic("not a name", 1, (short) 1))).all(), InvalidTopicException.class);
        assertRefused(admin.createTopics(List.of(new NewTopic("x-" + topic, 0, (short) 1))).all(), InvalidPartitionsException.class);
        assertRefused(admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(1))).all(), InvalidPartitionsException.class);
        assertRefused(admin.deleteTopics(List.of("absent")).all(), UnknownTopicOrPartitionException.class);
        assertRefused(admin.describeTopics(List.of("absent")).allTopicNames(), UnknownTopicOrPartitionException.class);
        assertRefused(admin.describeConsumerGroups(List.of("absent")).all(), GroupIdNotFoundException.class);
        assertRefused(set(topic, "retention.ms", "soon"), InvalidConfigurationException.class);
        assertRefused(set(topic, "no.such.setting", "1"), InvalidConfigurationException.class);
    }

    /** What {@code --bootstrap-controller} of Kafka's tools does (KIP-919). */
    @Test
    void whoever_takes_a_broker_for_a_controller_is_told() {
        try (Admin mistaken = Admin.create(Map.of("bootstrap.controllers", broker.bootstrap()))) {
            assertRefused(mistaken.describeCluster().nodes(), MismatchedEndpointTypeException.class);
        }
    }

    @Test
    void a_topics_settings_are_read_changed_and_set_back() {
        String topic = clients.topic("settings", 1, Map.of("cleanup.policy", "compact"));
        assertThat(config(topic, "cleanup.policy").value()).isEqualTo("compact");
        assertThat(config(topic, "cleanup.policy").source()).isEqualTo(ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG);
        assertThat(config(topic, "retention.ms").isDefault()).isTrue();
        done(set(topic, "retention.ms", "60000"));
        Awaiting.until(SOON, () -> config(topic, "retention.ms").value().equals("60000"), () -> config(topic, "retention.ms").toString());
        done(change(topic, new AlterConfigOp(new ConfigEntry("retention.ms", null), OpType.DELETE)));
        Awaiting.until(SOON, () -> config(topic, "retention.ms").isDefault(), () -> config(topic, "retention.ms").toString());
        assertThat(config(topic, "retention.ms").value()).isEqualTo("604800000");
    }

    @Test
    void records_before_an_offset_are_deleted_and_the_log_starts_there() {
        String topic = clients.topic("trimmed", 1);
        TopicPartition partition = new TopicPartition(topic, 0);
        produce(topic, 10);
        var deleted = done(admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(6))).lowWatermarks().get(partition));
        assertThat(deleted.lowWatermark()).isEqualTo(6);
        assertThat(offset(partition, OffsetSpec.earliest())).isEqualTo(6);
        assertThat(offset(partition, OffsetSpec.latest())).isEqualTo(10);
        assertThat(clients.readAll(topic, 4)).extracting(ConsumerRecord::offset).containsExactly(6L, 7L, 8L, 9L);
    }

    @Test
    void a_groups_offsets_are_set_read_deleted_and_the_group_with_them() {
        String topic = clients.topic("moved", 2);
        String group = "group-of-" + topic;
        TopicPartition zero = new TopicPartition(topic, 0);
        TopicPartition one = new TopicPartition(topic, 1);
        done(admin.alterConsumerGroupOffsets(group, Map.of(zero, new OffsetAndMetadata(3, "by hand"), one, new OffsetAndMetadata(4))).all());
        var offsets = done(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        assertThat(offsets).containsEntry(zero, new OffsetAndMetadata(3, "by hand")).containsEntry(one, new OffsetAndMetadata(4));
        assertThat(done(admin.listGroups().all())).anyMatch(listed -> listed.groupId().equals(group));
        done(admin.deleteConsumerGroupOffsets(group, Set.of(one)).all());
        assertThat(done(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())).containsOnlyKeys(zero);
        done(admin.deleteConsumerGroups(List.of(group)).all());
        assertRefused(admin.deleteConsumerGroups(List.of(group)).all(), GroupIdNotFoundException.class);
    }

    @Test
    void the_cluster_its_brokers_and_their_disks_are_described() {
        String topic = clients.topic("disk", 1);
        produce(topic, 100);
        var cluster = admin.describeCluster();
        assertThat(done(cluster.clusterId())).isNotBlank();
        int broker = done(cluster.controller()).id();
        assertThat(done(cluster.nodes())).extracting(node -> node.id()).contains(broker);
        var logDirs = done(admin.describeLogDirs(List.of(broker)).allDescriptions()).get(broker).values();
        assertThat(logDirs).anySatisfy(dir -> assertThat(dir.replicaInfos().get(new TopicPartition(topic, 0)).size()).isPositive());
        var config = done(admin.describeConfigs(List.of(new ConfigResource(ConfigResource.Type.BROKER, String.valueOf(broker)))).all());
        assertThat(config.values().iterator().next().get("log.retention.hours").value()).isEqualTo("168");
        assertThat(done(admin.describeFeatures().featureMetadata()).supportedFeatures()).isNotNull();
    }

    @Test
    void the_latest_time_in_a_partition_is_found_with_its_offset() {
        String topic = clients.topic("times", 1);
        TopicPartition partition = new TopicPartition(topic, 0);
        try (var producer = clients.producer(Map.of())) {
            producer.send(new ProducerRecord<>(topic, 0, 5_000L, null, "a"));
            producer.send(new ProducerRecord<>(topic, 0, 9_000L, null, "b"));
            producer.send(new ProducerRecord<>(topic, 0, 7_000L, null, "c"));
        }
        assertThat(offset(partition, OffsetSpec.maxTimestamp())).isEqualTo(1);
        assertThat(offset(partition, OffsetSpec.forTimestamp(6_000))).isEqualTo(1);
        assertThat(offset(partition, OffsetSpec.forTimestamp(10_000))).isEqualTo(-1);
    }

    private static void produce(String topic, int count) {
        try (var producer = clients.producer(Map.of())) {
            for (int i = 0; i < count; i++) {
                producer.send(new ProducerRecord<>(topic, "value " + i));
            }
        }
    }

    private static TopicDescription describe(String topic) {
        return done(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic);
    }

    private static long offset(TopicPartition partition, OffsetSpec spec) {
        return done(admin.listOffsets(Map.of(partition, spec)).partitionResult(partition)).offset();
    }

    private static ConfigEntry config(String topic, String key) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return done(admin.describeConfigs(List.of(resource)).all()).get(resource).get(key);
    }

    private static Future<Void> set(String topic, String key, String value) {
        return change(topic, new AlterConfigOp(new ConfigEntry(key, value), OpType.SET));
    }

    private static Future<Void> change(String topic, AlterConfigOp operation) {
        return admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), List.of(operation))).all();
    }

    private static void assertRefused(Future<?> request, Class<? extends Throwable> error) {
        assertThatThrownBy(() -> request.get()).cause().isInstanceOf(error);
    }
}
