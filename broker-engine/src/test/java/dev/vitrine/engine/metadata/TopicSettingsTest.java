package dev.vitrine.engine.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.ConfigResource.Type;
import org.junit.jupiter.api.Test;

class TopicSettingsTest {

    private final ClusterImage empty = ClusterImage.empty("cluster", 1);

    private static TopicSettings settings(ClusterImage image, Map<String, String> broker) {
        return TopicSettings.of("orders", image, 1, BrokerSettings.of(broker));
    }

    @Test
    void without_anything_given_kafkas_defaults_hold() {
        TopicSettings settings = settings(empty, Map.of());

        assertThat(settings.longValue("retention.ms")).isEqualTo(604_800_000);
        assertThat(settings.intValue("segment.bytes")).isEqualTo(1 << 30);
        assertThat(settings.listValue("cleanup.policy")).containsExactly("delete");
        assertThat(settings.booleanValue("unclean.leader.election.enable")).isFalse();
        assertThat(settings.doubleValue("min.cleanable.dirty.ratio")).isEqualTo(0.5);
    }

    @Test
    void a_broker_gives_defaults_in_whatever_unit_the_finest_first() {
        assertThat(settings(empty, Map.of("log.retention.hours", "2")).longValue("retention.ms")).isEqualTo(7_200_000);
        assertThat(settings(empty, Map.of("log.retention.hours", "2", "log.retention.minutes", "3")).longValue("retention.ms")).isEqualTo(180_000);
        assertThat(settings(empty, Map.of("log.retention.hours", "2", "log.retention.ms", "7")).longValue("retention.ms")).isEqualTo(7);
    }

    @Test
    void the_topic_stands_before_the_broker_the_broker_before_all_brokers_and_what_runs_before_what_was_given() {
        Map<String, String> given = Map.of("message.max.bytes", "1");
        ClusterImage all = empty.change().config(new ConfigResource(Type.BROKER, ""), "message.max.bytes", "2").done();
        ClusterImage own = all.change().config(new ConfigResource(Type.BROKER, "1"), "message.max.bytes", "3").done();
        ClusterImage topic = own.change().config(new ConfigResource(Type.TOPIC, "orders"), "max.message.bytes", "4").done();

        assertThat(settings(empty, given).intValue("max.message.bytes")).isEqualTo(1);
        assertThat(settings(all, given).intValue("max.message.bytes")).isEqualTo(2);
        assertThat(settings(own, given).intValue("max.message.bytes")).isEqualTo(3);
        assertThat(settings(topic, given).intValue("max.message.bytes")).isEqualTo(4);
    }
}
