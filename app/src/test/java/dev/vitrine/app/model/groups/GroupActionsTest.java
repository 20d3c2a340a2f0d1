package dev.vitrine.app.model.groups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.engine.Engine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the Groups screen does, done to a real broker and real consumers. */
class GroupActionsTest {

    private static final TopicPartition PARTITION = new TopicPartition("read", 0);
    private static Engine engine;
    private static Admin admin;
    private final GroupActions actions = new GroupActions(() -> admin);

    @BeforeAll
    static void a_topic_with_ten_records() throws Exception {
        engine = Engine.start(c -> c.listen("localhost", 0).ephemeral());
        admin = Admin.create(Map.<String, Object>of("bootstrap.servers", engine.bootstrap()));
        try (var producer = new KafkaProducer<>(Map.<String, Object>of("bootstrap.servers", engine.bootstrap()), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < 10; i++) {
                producer.send(new ProducerRecord<>("read", 0, 1_000_000L + i, null, new byte[] {(byte) i})).get();
            }
        }
    }

    @AfterAll
    static void stop() {
        admin.close();
        engine.close();
    }

    private static KafkaConsumer<byte[], byte[]> reader(String group) {
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(Map.<String, Object>of("bootstrap.servers", engine.bootstrap(), "group.id", group,
                "client.id", group + "-client", "auto.offset.reset", "earliest", "enable.auto.commit", "false"), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.subscribe(List.of("read"));
        int seen = 0;
        for (int i = 0; i < 100 && seen < 10; i++) {
            seen += consumer.poll(Duration.ofMillis(200)).count();
        }
        assertThat(seen).isEqualTo(10);
        consumer.commitSync();
        return consumer;
    }

    private GroupLine line(String group) {
        GroupsModel model = new GroupsModel();
        model.show(engine.observe().snapshot().toCompletableFuture().join());
        return model.named(group).orElseThrow();
    }

    @Test
    void while_somebody_reads_positions_stay_and_the_guard_says_so() {
        try (var consumer = reader("busy")) {
            GroupLine busy = line("busy");
            assertThat(busy.members()).extracting(MemberLine::name).containsExactly("busy-client");
            assertThat(busy.lag()).isEqualTo(new Lag.Records(0));
            assertThat(GroupGuard.againstReset(busy)).get().asString().contains("stop busy-client first");
            assertThatThrownBy(() -> actions.moveTo("busy", Map.of(PARTITION, 0L))).isInstanceOf(UnknownMemberIdException.class);
            assertThatThrownBy(() -> actions.delete("busy")).isInstanceOf(GroupNotEmptyException.class);
            assertThat(consumer.assignment()).isNotEmpty();
        }
    }

    @Test
    void positions_of_an_empty_group_move_as_planned_and_back() throws Exception {
        reader("idle").close();
        ResetPlan plan = actions.plan("idle", new ResetTarget.ToTime(Instant.ofEpochMilli(1_000_004)), ResetPlan.partitions(line("idle")));
        assertThat(plan.lines()).hasSize(3);
        assertThat(plan.targets()).containsEntry(PARTITION, 4L);
        actions.moveTo("idle", plan.targets());
        assertThat(line("idle").lag()).isEqualTo(new Lag.Records(6));
        actions.moveTo("idle", Map.of(PARTITION, 10L));
        assertThat(line("idle").lag()).isEqualTo(new Lag.Records(0));
    }

    @Test
    void an_empty_group_is_deleted_with_its_positions() throws Exception {
        reader("gone").close();
        actions.forget("gone", Set.of(PARTITION));
        actions.delete("gone");
        GroupsModel model = new GroupsModel();
        model.show(engine.observe().snapshot().toCompletableFuture().join());
        assertThat(model.named("gone")).isEmpty();
    }
}
