package dev.vitrine.engine.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokerSettingsTest {

    @Test
    void each_unit_of_a_setting_has_a_value_of_its_own() {
        BrokerSettings settings = BrokerSettings.of(Map.of("log.retention.hours", "1"));

        assertThat(settings.value("log.retention.hours")).isEqualTo(1);
        assertThat(settings.value("log.retention.ms")).isNull();
    }

    @Test
    void values_have_kafkas_types() {
        BrokerSettings settings = BrokerSettings.of(Map.of("offsets.topic.replication.factor", "1", "group.consumer.assignors", "range, uniform"));

        assertThat(settings.value("offsets.topic.replication.factor")).isEqualTo((short) 1);
        assertThat(settings.value("group.consumer.assignors")).isEqualTo(List.of("range", "uniform"));
        assertThat(settings.booleanValue("auto.create.topics.enable")).isTrue();
        assertThat(settings.longValue("log.retention.check.interval.ms")).isEqualTo(300_000);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            num.partitons                  | 3    | Kafka has no broker setting named num.partitons
            num.partitions                 | many | Invalid value many for configuration num.partitions: Not a number of type INT
            num.partitions                 | 0    | Invalid value 0 for configuration num.partitions: Value must be at least 1
            log.retention.ms               | 0    | log.retention.ms must be unlimited (-1) or, greater than or equal to 1
            log.cleaner.dedupe.buffer.size | 5    | log.cleaner.dedupe.buffer.size must be at least 1MB per cleaner thread.
            """)
    void what_kafka_would_not_start_with_is_refused_with_a_sentence(String key, String value, String message) {
        assertThatThrownBy(() -> BrokerSettings.of(Map.of(key, value))).isInstanceOf(ConfigException.class).hasMessage(message);
    }
}
