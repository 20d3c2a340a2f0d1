package dev.vitrine.engine.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.engine.metadata.DescribedConfig.Synonym;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.ConfigResource.Type;
import org.apache.kafka.server.config.AbstractKafkaConfig;
import org.apache.kafka.storage.internals.log.LogConfig;
import org.junit.jupiter.api.Test;

/** What is told of settings; the expectations of single ones are what Apache Kafka 4.3.1 answers. */
class ConfigCatalogTest {

    private static final BrokerSettings SETTINGS = BrokerSettings.of(Map.of(
            "node.id", "1", "broker.id", "1", "process.roles", "broker,controller", "num.partitions", "3", "log.retention.hours", "5"));

    private static ConfigCatalog catalog(ClusterChange change) {
        return new ConfigCatalog(change.done(), 1, SETTINGS);
    }

    private static ClusterChange change() {
        return ClusterImage.empty("cluster", 1).change().topic(new TopicImage("orders", new Uuid(1, 1), List.of()));
    }

    private static ConfigResource resource(Type type, String name) {
        return new ConfigResource(type, name);
    }

    private static DescribedConfig named(List<DescribedConfig> configs, String name) {
        return configs.stream().filter(config -> config.name().equals(name)).findFirst().orElseThrow();
    }

    @Test
    void a_topic_has_every_setting_that_kafka_defines_for_people_with_its_type_and_documentation() {
        List<DescribedConfig> configs = catalog(change()).topic("orders");

        assertThat(configs).extracting(DescribedConfig::name).isSorted()
                .containsExactlyInAnyOrderElementsOf(LogConfig.nonInternalConfigNames());
        assertThat(configs).allSatisfy(config -> {
            ConfigDef.ConfigKey kafkas = LogConfig.configKeys().get(config.name());
            assertThat(config.type()).contains(kafkas.type);
            assertThat(config.documentation()).isEqualTo(kafkas.documentation);
            assertThat(config.readOnly()).isFalse();
            assertThat(config.sensitive()).isFalse();
        });
    }

    @Test
    void a_broker_has_every_setting_that_kafka_defines_for_people_with_kafkas_default_where_none_was_given() {
        List<DescribedConfig> configs = catalog(change()).broker();

        List<String> kafkas = AbstractKafkaConfig.CONFIG_DEF.configKeys().values().stream()
                .filter(key -> !key.internalConfig).map(key -> key.name).toList();
        assertThat(configs).extracting(DescribedConfig::name).isSorted().containsExactlyInAnyOrderElementsOf(kafkas);
        assertThat(configs).filteredOn(config -> !SETTINGS.given().containsKey(config.name())).allSatisfy(config -> {
            ConfigDef.ConfigKey kafkasKey = AbstractKafkaConfig.CONFIG_DEF.configKeys().get(config.name());
            Object byDefault = kafkasKey.defaultValue == ConfigDef.NO_DEFAULT_VALUE ? null : kafkasKey.defaultValue;
            assertThat(config.value()).isEqualTo(ConfigDef.convertToString(byDefault, kafkasKey.type));
            assertThat(config.source()).isEqualTo(ConfigSource.DEFAULT);
            assertThat(config.documentation()).isEqualTo(kafkasKey.documentation);
        });
    }

    @Test
    void what_was_given_at_the_start_is_static_with_the_default_behind_it() {
        DescribedConfig partitions = named(catalog(change()).broker(), "num.partitions");

        assertThat(partitions.value()).isEqualTo("3");
        assertThat(partitions.source()).isEqualTo(ConfigSource.STATIC_BROKER);
        assertThat(partitions.readOnly()).isTrue();
        assertThat(partitions.synonyms()).containsExactly(
                new Synonym("num.partitions", "3", ConfigSource.STATIC_BROKER), new Synonym("num.partitions", "1", ConfigSource.DEFAULT));
    }

    @Test
    void a_topics_own_setting_stands_before_those_of_the_brokers_that_it_would_inherit() {
        ClusterChange change = change()
                .config(resource(Type.TOPIC, "orders"), "retention.ms", "5000")
                .config(resource(Type.BROKER, ""), "log.retention.ms", "100000")
                .config(resource(Type.BROKER, "1"), "log.retention.ms", "200000");

        DescribedConfig retention = named(catalog(change).topic("orders"), "retention.ms");

        assertThat(retention.value()).isEqualTo("5000");
        assertThat(retention.source()).isEqualTo(ConfigSource.TOPIC);
        assertThat(retention.synonyms()).containsExactly(
                new Synonym("retention.ms", "5000", ConfigSource.TOPIC),
                new Synonym("log.retention.ms", "200000", ConfigSource.DYNAMIC_BROKER),
                new Synonym("log.retention.ms", "100000", ConfigSource.DYNAMIC_DEFAULT_BROKER),
                new Synonym("log.retention.hours", "5", ConfigSource.STATIC_BROKER),
                new Synonym("log.retention.hours", "168", ConfigSource.DEFAULT));
    }

    @Test
    void a_value_that_comes_from_another_unit_is_converted_and_as_in_kafka_not_called_static() {
        DescribedConfig retention = named(catalog(change()).topic("orders"), "retention.ms");

        assertThat(retention.value()).isEqualTo("18000000");
        assertThat(retention.source()).isEqualTo(ConfigSource.DEFAULT);
        assertThat(retention.synonyms()).isEmpty();
    }

    @Test
    void milliseconds_set_while_it_runs_put_out_the_hours_that_were_given() {
        ClusterChange change = change().config(resource(Type.BROKER, ""), "log.retention.ms", "100000");

        List<DescribedConfig> broker = catalog(change).broker();

        assertThat(named(broker, "log.retention.ms").value()).isEqualTo("100000");
        assertThat(named(broker, "log.retention.hours").value()).isEqualTo("168");
    }

    @Test
    void of_all_brokers_only_what_was_set_while_they_run_is_told() {
        ClusterChange change = change().config(resource(Type.BROKER, ""), "log.retention.ms", "100000");

        assertThat(catalog(change).brokerDefaults()).singleElement().satisfies(config -> {
            assertThat(config.name()).isEqualTo("log.retention.ms");
            assertThat(config.source()).isEqualTo(ConfigSource.DYNAMIC_DEFAULT_BROKER);
            assertThat(config.synonyms()).containsExactly(new Synonym("log.retention.ms", "100000", ConfigSource.DYNAMIC_DEFAULT_BROKER));
        });
    }

    @Test
    void passwords_and_what_kafka_does_not_know_are_not_shown() {
        ClusterChange change = change()
                .config(resource(Type.BROKER, "1"), "listener.name.external.ssl.key.password", "secret")
                .config(resource(Type.BROKER, "1"), "nonsense", "secret");

        for (String name : List.of("listener.name.external.ssl.key.password", "nonsense", "ssl.key.password")) {
            DescribedConfig config = named(catalog(change).broker(), name);
            assertThat(config.sensitive()).isTrue();
            assertThat(config.value()).isNull();
            assertThat(config.synonyms()).allSatisfy(synonym -> assertThat(synonym.value()).isNull());
        }
        assertThat(named(catalog(change).broker(), "nonsense").typeId()).isZero();
    }

    @Test
    void a_group_inherits_from_the_broker_settings_of_its_kind() {
        ClusterChange change = change().config(resource(Type.GROUP, "g"), "consumer.session.timeout.ms", "50000");

        List<DescribedConfig> configs = catalog(change).group("g");

        assertThat(named(configs, "consumer.session.timeout.ms").synonyms()).containsExactly(
                new Synonym("consumer.session.timeout.ms", "50000", ConfigSource.GROUP),
                new Synonym("group.consumer.session.timeout.ms", "45000", ConfigSource.DEFAULT));
        assertThat(named(configs, "share.auto.offset.reset").synonyms())
                .containsExactly(new Synonym("share.auto.offset.reset", "latest", ConfigSource.DEFAULT));
    }

    @Test
    void a_metrics_subscription_has_its_settings_and_the_defaults() {
        ClusterChange change = change().config(resource(Type.CLIENT_METRICS, "s"), "interval.ms", "1000");

        List<DescribedConfig> configs = catalog(change).clientMetrics("s");

        assertThat(configs).extracting(DescribedConfig::name).containsExactly("interval.ms", "match", "metrics");
        assertThat(configs.getFirst().source()).isEqualTo(ConfigSource.CLIENT_METRICS);
        assertThat(named(catalog(change).clientMetrics("other"), "interval.ms").value()).isEqualTo("300000");
    }

    @Test
    void types_have_kafkas_numbers() {
        assertThat(named(catalog(change()).topic("orders"), "cleanup.policy").typeId()).isEqualTo((byte) 7);
        assertThat(named(catalog(change()).topic("orders"), "retention.ms").typeId()).isEqualTo((byte) 5);
        assertThat(named(catalog(change()).broker(), "ssl.key.password").type()).isEqualTo(Optional.of(ConfigDef.Type.PASSWORD));
    }
}
