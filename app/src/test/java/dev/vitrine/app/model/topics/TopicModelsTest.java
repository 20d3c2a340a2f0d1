package dev.vitrine.app.model.topics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.app.model.rows.Row;
import dev.vitrine.app.testing.ScriptedSource;
import dev.vitrine.engine.observe.ClusterSnapshot;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.junit.jupiter.api.Test;

class TopicModelsTest {

    private final AtomicLong now = new AtomicLong(1_000_000);
    private final ScriptedSource cluster = new ScriptedSource(now::get);

    private ClusterSnapshot snapshot() {
        return cluster.snapshot().toCompletableFuture().join();
    }

    @Test
    void the_list_counts_what_is_shown_and_says_what_is_not() {
        cluster.topic("orders", 6).filled("orders", 0, 100).topic("family-topic", 3).filled("family-topic", 1, 7);
        TopicsModel model = new TopicsModel();
        model.show(snapshot());
        assertThat(model.summaryProperty().get()).startsWith("2 topics · 9 partitions · 107 records");
        model.filterProperty().set("FAMILY");
        assertThat(model.shown()).extracting(row -> row.value().name()).containsExactly("family-topic");
        assertThat(model.summaryProperty().get()).endsWith("1 not shown");
    }

    @Test
    void a_topics_row_outlives_its_figures() {
        cluster.topic("orders", 1);
        TopicsModel model = new TopicsModel();
        model.show(snapshot());
        Row<String, TopicLine> row = model.shown().getFirst();
        cluster.filled("orders", 0, 42);
        now.addAndGet(1_000);
        model.show(snapshot());
        assertThat(model.shown().getFirst()).isSameAs(row);
        assertThat(row.value().records()).isEqualTo(42);
    }

    @Test
    void retention_is_the_topics_own_or_the_brokers() {
        cluster.topic("own", 1, "retention.ms", "86400000").topic("compacted", 1, "cleanup.policy", "compact").topic("plain", 1);
        TopicsModel model = new TopicsModel();
        model.show(snapshot());
        assertThat(model.named("plain").orElseThrow().kept()).isEqualTo("…");
        model.learn(TopicDefaults.of(Map.of("log.retention.hours", "168", "log.cleanup.policy", "delete")));
        assertThat(model.named("own").orElseThrow().kept()).isEqualTo("1 day");
        assertThat(model.named("compacted").orElseThrow().kept()).isEqualTo("newest per key");
        assertThat(model.named("plain").orElseThrow().kept()).isEqualTo("7 days");
    }

    @Test
    void the_broker_keeps_by_milliseconds_before_minutes_before_hours() {
        assertThat(TopicDefaults.of(Map.of("log.retention.hours", "1", "log.retention.minutes", "5", "log.retention.ms", "9")).retentionMs()).isEqualTo("9");
        assertThat(TopicDefaults.of(Map.of("log.retention.hours", "1", "log.retention.minutes", "5")).retentionMs()).isEqualTo("300000");
        assertThat(TopicDefaults.of(Map.of("log.retention.hours", "-1")).retentionMs()).isEqualTo("-1");
    }

    @Test
    void rates_are_means_of_the_last_seconds_and_survive_a_restart_of_the_counter() {
        Rates rates = new Rates();
        assertThat(rates.see("t", 0, 100)).isZero();
        assertThat(rates.see("t", 1_000, 150)).isEqualTo(50.0);
        assertThat(rates.see("t", 2_000, 150)).isEqualTo(25.0);
        assertThat(rates.see("t", 3_000, 10)).isZero();
        assertThat(rates.see("t", 4_000, 20)).isEqualTo(10.0);
    }

    @Test
    void names_follow_kafkas_rules() {
        Set<String> taken = Set.of("orders", "a.b");
        assertThat(TopicDraft.nameProblem("", taken)).contains("A topic needs a name.");
        assertThat(TopicDraft.nameProblem("orders", taken)).contains("There is a topic of this name.");
        assertThat(TopicDraft.nameProblem("with space", taken)).contains("Only letters a–z, digits, and . _ - are allowed.");
        assertThat(TopicDraft.nameProblem("..", taken)).isPresent();
        assertThat(TopicDraft.nameProblem("x".repeat(250), taken)).contains("At most 249 characters; this has 250.");
        assertThat(TopicDraft.nameProblem("a_b", taken)).contains("Too like “a.b”: in metrics . and _ become the same.");
        assertThat(TopicDraft.nameProblem("Orders-2", taken)).isEmpty();
        assertThat(TopicDraft.partitionsProblem("0")).isPresent();
        assertThat(TopicDraft.partitionsProblem("three")).isPresent();
        assertThat(TopicDraft.partitionsProblem(" 3 ")).isEmpty();
    }

    @Test
    void purging_stops_at_the_high_watermark_and_never_goes_back() {
        cluster.topic("t", 2).filled("t", 0, 100).filled("t", 1, 10);
        var views = snapshot().topics().stream().filter(t -> t.name().equals("t")).findFirst().orElseThrow().partitions();
        PurgePreview some = PurgePreview.of("t", views, OptionalLong.of(40));
        assertThat(some.lines()).extracting(PurgePreview.Line::goes).containsExactly(40L, 10L);
        assertThat(some.verb()).isEqualTo("Delete 50 records");
        assertThat(PurgePreview.of("t", views, OptionalLong.empty()).goes()).isEqualTo(110);
        assertThat(PurgePreview.of("t", views, OptionalLong.of(0)).targets()).isEmpty();
    }

    private static ConfigLine line(String name, String value, ConfigEntry.ConfigType type, boolean own) {
        return new ConfigLine(name, value, java.util.Optional.of("604800000"), own ? ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG : ConfigEntry.ConfigSource.DEFAULT_CONFIG,
                type, "How long records are kept.", false, false);
    }

    @Test
    void changes_of_settings_gather_and_are_said_before_and_after() {
        ConfigsModel model = new ConfigsModel();
        model.show(List.of(line("retention.ms", "86400000", ConfigEntry.ConfigType.LONG, true), line("segment.ms", "604800000", ConfigEntry.ConfigType.LONG, false)));
        model.set("segment.ms", "3600000");
        model.reset("retention.ms");
        assertThat(model.preview()).containsExactly("retention.ms: 1 day → 7 days (the broker’s)", "segment.ms: 7 days → 1 hour");
        assertThat(model.changes()).containsEntry("retention.ms", java.util.Optional.empty()).containsEntry("segment.ms", java.util.Optional.of("3600000"));
        model.set("segment.ms", "604800000");
        assertThat(model.changes()).containsOnlyKeys("retention.ms");
        model.discard();
        assertThat(model.changes()).isEmpty();
    }

    @Test
    void settings_are_found_by_name_and_description_and_by_being_changed() {
        ConfigsModel model = new ConfigsModel();
        model.show(List.of(line("retention.ms", "1", ConfigEntry.ConfigType.LONG, true), line("segment.ms", "1", ConfigEntry.ConfigType.LONG, false)));
        model.changedOnlyProperty().set(true);
        assertThat(model.shown()).extracting(Row::key).containsExactly("retention.ms");
        model.changedOnlyProperty().set(false);
        model.filterProperty().set("how long");
        assertThat(model.shown()).hasSize(2);
        model.filterProperty().set("segment");
        assertThat(model.shown()).extracting(Row::key).containsExactly("segment.ms");
    }

    @Test
    void values_are_checked_by_their_type_as_far_as_that_goes() {
        assertThat(ConfigsModel.problem(line("a", "", ConfigEntry.ConfigType.LONG, false), "soon")).contains("a whole number");
        assertThat(ConfigsModel.problem(line("a", "", ConfigEntry.ConfigType.BOOLEAN, false), "yes")).contains("true or false");
        assertThat(ConfigsModel.problem(line("a", "", ConfigEntry.ConfigType.DOUBLE, false), "0.5")).isEmpty();
        assertThat(ConfigLine.meaning("flush.messages", "9223372036854775807")).isEqualTo("no limit");
        assertThat(ConfigLine.meaning("segment.bytes", "1073741824")).isEqualTo("1.00 GiB");
    }
}
