package dev.vitrine.engine.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.engine.Engine;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicCollection;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.ConfigResource.Type;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.OffsetOutOfRangeException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.UnknownTopicIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The admin APIs through Kafka's own Admin, over the socket. */
@Timeout(120)
class AdminApisTest {

    private static final ConfigResource BROKER = new ConfigResource(Type.BROKER, "1");
    private static final ConfigResource ALL_BROKERS = new ConfigResource(Type.BROKER, "");
    private static final ConfigResource LOGGERS = new ConfigResource(Type.BROKER_LOGGER, "1");
    private static final int SECONDS = 90;

    private static Engine engine;
    private static Admin admin;

    @BeforeAll
    static void start() {
        engine = Engine.start(config -> config.listen("localhost", 0).ephemeral());
        admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, engine.bootstrap()));
    }

    @AfterAll
    static void stop() {
        admin.close();
        engine.close();
    }

    private static <T> T done(Future<T> request) {
        try {
            return request.get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException | InterruptedException failure) {
            throw new AssertionError(failure);
        }
    }

    private static void assertRefused(Future<?> request, Class<? extends Throwable> error, String message) {
        assertThatThrownBy(() -> request.get(SECONDS, TimeUnit.SECONDS)).cause().isInstanceOf(error).hasMessage(message);
    }

    private static void create(String name, int partitions, Map<String, String> configs) {
        done(admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1).configs(configs))).all());
    }

    private static Future<Void> alter(ConfigResource resource, OpType operation, String key, String value) {
        Collection<AlterConfigOp> operations = List.of(new AlterConfigOp(new ConfigEntry(key, value), operation));
        return admin.incrementalAlterConfigs(Map.of(resource, operations)).all();
    }

    private static Config describe(ConfigResource resource) {
        return done(admin.describeConfigs(List.of(resource), new DescribeConfigsOptions().includeSynonyms(true)).all()).get(resource);
    }

    private static Future<?> produce(KafkaProducer<String, String> producer, String topic, String value) {
        return producer.send(new ProducerRecord<>(topic, 0, null, value));
    }

    private static KafkaProducer<String, String> producer() {
        return new KafkaProducer<>(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, engine.bootstrap()),
                new StringSerializer(), new StringSerializer());
    }

    @Test
    void what_was_made_is_told_with_the_answer_and_can_be_produced_to_at_once() {
        CreateTopicsResult made = admin.createTopics(List.of(new NewTopic("told", 4, (short) 1).configs(Map.of("retention.ms", "7"))));

        assertThat(done(made.numPartitions("told"))).isEqualTo(4);
        assertThat(done(made.topicId("told"))).isNotEqualTo(Uuid.ZERO_UUID);
        assertThat(done(made.config("told")).get("retention.ms").value()).isEqualTo("7");
        try (KafkaProducer<String, String> producer = producer()) {
            done(produce(producer, "told", "hello"));
        }
    }

    @Test
    void topics_are_described_page_by_page() {
        create("paged-a", 5, Map.of());
        create("paged-b", 3, Map.of());

        var topics = done(admin.describeTopics(
                List.of("paged-b", "paged-a"), new DescribeTopicsOptions().partitionSizeLimitPerResponse(2)).allTopicNames());

        assertThat(topics.get("paged-a").partitions()).extracting(TopicPartitionInfo::partition).containsExactly(0, 1, 2, 3, 4);
        assertThat(topics.get("paged-b").partitions()).extracting(TopicPartitionInfo::partition).containsExactly(0, 1, 2);
    }

    @Test
    void a_topic_is_deleted_by_its_id() {
        Uuid id = done(admin.createTopics(List.of(new NewTopic("by-id", 1, (short) 1))).topicId("by-id"));

        done(admin.deleteTopics(TopicCollection.ofTopicIds(Set.of(id))).all());

        assertRefused(admin.deleteTopics(TopicCollection.ofTopicIds(Set.of(id))).all(), UnknownTopicIdException.class,
                "This server does not host this topic ID.");
    }

    @Test
    void a_setting_takes_effect_when_the_change_is_answered() {
        create("limited", 1, Map.of());
        try (KafkaProducer<String, String> producer = producer()) {
            done(produce(producer, "limited", "x".repeat(5_000)));

            done(alter(new ConfigResource(Type.TOPIC, "limited"), OpType.SET, "max.message.bytes", "1000"));

            assertThatThrownBy(() -> produce(producer, "limited", "x".repeat(5_000)).get(SECONDS, TimeUnit.SECONDS))
                    .cause().isInstanceOf(RecordTooLargeException.class);
        }
    }

    @Test
    void what_all_brokers_are_set_to_is_a_topics_default() {
        create("inherits", 1, Map.of());

        done(alter(ALL_BROKERS, OpType.SET, "log.segment.delete.delay.ms", "777"));

        ConfigEntry delay = describe(new ConfigResource(Type.TOPIC, "inherits")).get("file.delete.delay.ms");
        assertThat(delay.value()).isEqualTo("777");
        assertThat(delay.source()).isEqualTo(ConfigEntry.ConfigSource.DYNAMIC_DEFAULT_BROKER_CONFIG);
        assertThat(describe(ALL_BROKERS).get("log.segment.delete.delay.ms").value()).isEqualTo("777");
        done(alter(ALL_BROKERS, OpType.DELETE, "log.segment.delete.delay.ms", null));
        assertThat(describe(new ConfigResource(Type.TOPIC, "inherits")).get("file.delete.delay.ms").value()).isEqualTo("60000");
    }

    @Test
    void a_broker_tells_of_itself_only_and_refuses_what_cannot_change() {
        assertThat(describe(BROKER).get("num.partitions").isReadOnly()).isTrue();
        assertThat(describe(BROKER).get("listeners").source()).isEqualTo(ConfigEntry.ConfigSource.STATIC_BROKER_CONFIG);
        assertRefused(alter(BROKER, OpType.SET, "num.partitions", "9"), InvalidRequestException.class,
                "Cannot update these configs dynamically: [num.partitions]");
    }

    @Test
    void groups_and_metrics_subscriptions_have_settings() {
        ConfigResource group = new ConfigResource(Type.GROUP, "g");
        ConfigResource metrics = new ConfigResource(Type.CLIENT_METRICS, "m");

        done(alter(group, OpType.SET, "consumer.session.timeout.ms", "50000"));
        done(alter(metrics, OpType.SET, "interval.ms", "1000"));

        assertThat(describe(group).get("consumer.session.timeout.ms").source()).isEqualTo(ConfigEntry.ConfigSource.DYNAMIC_GROUP_CONFIG);
        assertThat(describe(metrics).get("interval.ms").value()).isEqualTo("1000");
    }

    @Test
    void loggers_are_told_of_and_changed() {
        String logger = "dev.vitrine.engine.controller.BrokerLifecycle";
        assertThat(describe(LOGGERS).get(logger).source()).isEqualTo(ConfigEntry.ConfigSource.DYNAMIC_BROKER_LOGGER_CONFIG);

        done(alter(LOGGERS, OpType.SET, logger, "TRACE"));
        assertThat(describe(LOGGERS).get(logger).value()).isEqualTo("TRACE");
        done(alter(LOGGERS, OpType.DELETE, logger, ""));
        assertThat(describe(LOGGERS).get(logger).value()).isNotEqualTo("TRACE");

        assertRefused(alter(LOGGERS, OpType.SET, logger, "NOISY"), InvalidConfigurationException.class, "Cannot set the log level of " + logger
                + " to NOISY as it is not a supported log level. Valid log levels are DEBUG, ERROR, FATAL, INFO, TRACE, WARN");
        assertRefused(alter(LOGGERS, OpType.SET, "nobody", "INFO"), InvalidConfigurationException.class, "Logger nobody does not exist!");
        assertRefused(alter(LOGGERS, OpType.DELETE, "root", ""), InvalidRequestException.class,
                "Removing the log level of the root logger is not allowed");
    }

    @Test
    void records_are_deleted_only_where_deletion_is_the_policy_and_the_offset_is_there() {
        create("trim", 1, Map.of());
        create("compacted", 1, Map.of("cleanup.policy", "compact"));
        done(admin.describeTopics(List.of("trim")).allTopicNames());

        assertRefused(delete("trim", 5), OffsetOutOfRangeException.class,
                "The requested offset is not within the range of offsets maintained by the server.");
        assertRefused(delete("compacted", 0), PolicyViolationException.class, "Request parameters do not satisfy the configured policy.");
        assertThat(done(admin.deleteRecords(Map.of(new TopicPartition("trim", 0), RecordsToDelete.beforeOffset(-1)))
                .lowWatermarks().get(new TopicPartition("trim", 0))).lowWatermark()).isZero();
    }

    private static Future<?> delete(String topic, long offset) {
        return admin.deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(offset))).all();
    }

    @Test
    void records_of_coordinators_are_not_deleted() {
        done(admin.createTopics(List.of(new NewTopic("__transaction_state", 1, (short) 1))).all());

        assertRefused(delete("__transaction_state", 0), InvalidTopicException.class,
                "The request attempted to perform an operation on an invalid topic.");
    }

    @Test
    void the_idempotent_producers_of_a_partition_are_told() {
        create("written", 1, Map.of());
        TopicPartition partition = new TopicPartition("written", 0);
        try (KafkaProducer<String, String> producer = producer()) {
            done(produce(producer, "written", "one"));
            done(produce(producer, "written", "two"));
        }

        List<ProducerState> producers = done(admin.describeProducers(List.of(partition)).partitionResult(partition)).activeProducers();

        assertThat(producers).singleElement().satisfies(state -> {
            assertThat(state.lastSequence()).isEqualTo(1);
            assertThat(state.currentTransactionStartOffset()).isEmpty();
        });
    }

    @Test
    void the_data_folder_is_told_with_its_disk_and_the_size_of_each_partition() {
        create("sized", 2, Map.of());
        try (KafkaProducer<String, String> producer = producer()) {
            done(produce(producer, "sized", "x".repeat(100)));
        }

        Collection<LogDirDescription> folders = done(admin.describeLogDirs(List.of(1)).allDescriptions()).get(1).values();

        assertThat(folders).singleElement().satisfies(folder -> {
            assertThat(folder.totalBytes().orElse(0)).isPositive();
            assertThat(folder.usableBytes().orElse(0)).isPositive();
            assertThat(folder.replicaInfos().get(new TopicPartition("sized", 0)).size()).isGreaterThan(100);
            assertThat(folder.replicaInfos().get(new TopicPartition("sized", 1)).size()).isZero();
            assertThat(folder.replicaInfos()).doesNotContainKey(new TopicPartition("__cluster_metadata", 0));
        });
    }

    @Test
    void settings_of_what_does_not_exist_are_not_told() {
        assertRefused(admin.describeConfigs(List.of(new ConfigResource(Type.TOPIC, "absent"))).all(), UnknownTopicOrPartitionException.class, "");
        assertRefused(admin.describeConfigs(List.of(new ConfigResource(Type.TOPIC, "not a name"))).all(), InvalidTopicException.class,
                "Topic name is invalid: 'not a name' contains one or more characters other than ASCII alphanumerics, '.', '_' and '-'");
    }
}
