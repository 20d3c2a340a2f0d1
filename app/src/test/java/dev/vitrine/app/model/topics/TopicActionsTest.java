package dev.vitrine.app.model.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.engine.Engine;
import dev.vitrine.engine.observe.ClusterSnapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the Topics screen does, done to a real broker. */
class TopicActionsTest {

    private static Engine engine;
    private static Admin admin;
    private final TopicActions actions = new TopicActions(() -> admin);

    @BeforeAll
    static void start() {
        engine = Engine.start(c -> c.listen("localhost", 0).ephemeral());
        admin = Admin.create(Map.<String, Object>of("bootstrap.servers", engine.bootstrap()));
    }

    @AfterAll
    static void stop() {
        admin.close();
        engine.close();
    }

    private static ClusterSnapshot snapshot() {
        return engine.observe().snapshot().toCompletableFuture().join();
    }

    private static TopicLine line(String topic) {
        TopicsModel model = new TopicsModel();
        model.show(snapshot());
        return model.named(topic).orElseThrow();
    }

    private static void fill(String topic, int records) throws Exception {
        try (var producer = new KafkaProducer<>(Map.<String, Object>of("bootstrap.servers", engine.bootstrap()), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < records; i++) {
                producer.send(new ProducerRecord<>(topic, 0, null, new byte[10])).get();
            }
        }
    }

    @Test
    void a_topic_is_created_as_drafted_and_its_settings_say_where_they_come_from() throws Exception {
        actions.create(new TopicDraft("made", 4, (short) -1, Map.of("retention.ms", "3600000")));
        assertThat(line("made").partitions()).isEqualTo(4);
        List<ConfigLine> configs = actions.configs("made");
        ConfigLine retention = configs.stream().filter(c -> c.name().equals("retention.ms")).findFirst().orElseThrow();
        assertThat(retention.changed()).isTrue();
        assertThat(retention.meaning()).isEqualTo("1 hour");
        assertThat(configs.stream().filter(c -> c.name().equals("compression.type")).findFirst().orElseThrow().inherited()).contains("producer");
        assertThat(retention.documentation()).isNotBlank().doesNotContain("<code>");
        assertThat(configs).hasSizeGreaterThan(25).isSortedAccordingTo(java.util.Comparator.comparing(ConfigLine::name));
        assertThatThrownBy(() -> actions.create(new TopicDraft("made", 1, (short) -1, Map.of()))).isInstanceOf(TopicExistsException.class);
    }

    @Test
    void settings_change_together_and_go_back_to_the_brokers() throws Exception {
        actions.create(new TopicDraft("configured", 1, (short) -1, Map.of("retention.ms", "3600000")));
        actions.configure("configured", Map.of("retention.ms", Optional.empty(), "max.message.bytes", Optional.of("2000000")));
        Map<String, String> own = snapshot().topics().stream().filter(t -> t.name().equals("configured")).findFirst().orElseThrow().configs();
        assertThat(own).containsEntry("max.message.bytes", "2000000").doesNotContainKey("retention.ms");
        assertThatThrownBy(() -> actions.configure("configured", Map.of("retention.ms", Optional.of("soon")))).isInstanceOf(InvalidConfigurationException.class);
    }

    @Test
    void a_topic_grows() throws Exception {
        actions.create(new TopicDraft("growing", 1, (short) -1, Map.of()));
        actions.grow("growing", 3);
        assertThat(line("growing").partitions()).isEqualTo(3);
    }

    @Test
    void purging_does_what_its_preview_said() throws Exception {
        actions.create(new TopicDraft("purged", 1, (short) -1, Map.of()));
        fill("purged", 10);
        PurgePreview preview = PurgePreview.of("purged", line("purged").views(), OptionalLong.of(4));
        assertThat(preview.goes()).isEqualTo(4);
        actions.purge(preview.targets());
        assertThat(line("purged").records()).isEqualTo(6);
    }

    @Test
    void deleting_tells_before_who_loses_what() throws Exception {
        actions.create(new TopicDraft("doomed", 2, (short) -1, Map.of()));
        fill("doomed", 3);
        admin.alterConsumerGroupOffsets("reader", Map.of(new TopicPartition("doomed", 0), new OffsetAndMetadata(1))).all().get();
        DeletePreview preview = DeletePreview.of(snapshot(), "doomed").orElseThrow();
        assertThat(preview.records()).isEqualTo(3);
        assertThat(preview.bytes()).isPositive();
        assertThat(preview.verb()).isEqualTo("Delete 3 records");
        assertThat(preview.groups()).extracting(DeletePreview.Affected::sentence).containsExactly("reader: loses 1 position");
        actions.delete("doomed");
        assertThat(DeletePreview.of(snapshot(), "doomed")).isEmpty();
    }

    @Test
    void the_broker_says_what_topics_have_that_dont_say_otherwise() throws Exception {
        TopicDefaults defaults = actions.defaults(snapshot().brokers().getFirst().id());
        assertThat(defaults.cleanupPolicy()).isEqualTo("delete");
        assertThat(defaults.retentionMs()).isEqualTo("604800000");
    }
}
