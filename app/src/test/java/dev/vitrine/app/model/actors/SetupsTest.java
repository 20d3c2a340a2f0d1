package dev.vitrine.app.model.actors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.app.model.actors.ProducerSetup.Load;
import dev.vitrine.app.model.actors.ProducerSetup.Transactions;
import dev.vitrine.app.model.composer.Acks;
import dev.vitrine.app.model.composer.Compression;
import dev.vitrine.app.model.composer.Draft.Delivery;
import dev.vitrine.app.model.composer.SendMode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SetupsTest {

    private static Map<String, Integer> drawn(KeyPlan plan, int distinct, int times) {
        Keys keys = new Keys(plan, distinct, new SplittableRandom(7));
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < times; i++) {
            byte[] key = keys.draw();
            counts.merge(key == null ? "none" : new String(key, StandardCharsets.UTF_8), 1, Integer::sum);
        }
        return counts;
    }

    @Test
    void keys_are_drawn_after_their_plan() {
        assertThat(drawn(KeyPlan.NONE, 5, 10)).containsOnly(Map.entry("none", 10));
        assertThat(drawn(KeyPlan.ROUND_ROBIN, 5, 10)).hasSize(5).allSatisfy((_, count) -> assertThat(count).isEqualTo(2));
        assertThat(drawn(KeyPlan.UNIFORM, 4, 4_000)).hasSize(4).allSatisfy((_, count) -> assertThat(count).isBetween(900, 1_100));
        assertThat(drawn(KeyPlan.ONE_HOT, 100, 10_000).get("key-1")).isBetween(4_800, 5_200);
        Map<String, Integer> zipf = drawn(KeyPlan.ZIPF, 50, 40_000);
        assertThat(zipf.get("key-1") / (double) zipf.get("key-2")).isBetween(1.8, 2.2);
        assertThat(zipf.get("key-1") / (double) zipf.get("key-4")).isBetween(3.5, 4.5);
    }

    @Test
    void the_greeting_is_the_familys() {
        Content.Writer writer = new Content.Writer(Content.GREETING, 0, () -> Instant.ofEpochMilli(1_764_000_000_000L), new SplittableRandom(1));
        assertThat(new String(writer.next(), StandardCharsets.UTF_8)).matches("\\{\"id\":1764000000000,\"content\":\"Hi Mom! Time is \\d+:\\d+\"}");
    }

    @Test
    void values_are_as_large_as_asked_for() {
        assertThat(new Content.Writer(Content.BYTES, 300, Instant::now, new SplittableRandom(1)).next()).hasSize(300);
        assertThat(new Content.Writer(Content.ORDER, 300, Instant::now, new SplittableRandom(1)).next()).hasSize(300);
    }

    @Test
    void what_is_remembered_comes_back_as_it_was_and_rubbish_as_nothing() {
        List<Setup> all = new ArrayList<>();
        Casts.all().forEach(cast -> all.addAll(cast.actors()));
        List<Setup> producersFirst = all.stream().sorted((a, b) -> Boolean.compare(b instanceof ProducerSetup, a instanceof ProducerSetup)).toList();
        assertThat(SetupText.read(SetupText.write(all))).isEqualTo(producersFirst);
        assertThat(SetupText.read("{\"producers\":[{\"name\":\"x\"}],\"consumers\":[]}")).isEmpty();
        assertThat(SetupText.read("no json")).isEmpty();
    }

    @Test
    void every_cast_can_be_played() {
        assertThat(Casts.all()).allSatisfy(cast -> assertThat(cast.actors()).allSatisfy(setup -> assertThat(SetupCheck.problems(setup)).isEmpty()));
    }

    @Test
    void what_contradicts_itself_is_told_in_sentences() {
        ProducerSetup transactional = ProducerSetup.plain("bank", "payments").transactional(new Transactions(10, 0))
                .delivering(new Delivery(SendMode.ASYNCHRONOUS, Acks.LEADER, Compression.NONE, false));
        assertThat(SetupCheck.problems(transactional)).containsExactly("Transactions need acks all.", "Transactions need an idempotent producer.");
        assertThat(SetupCheck.problems(ProducerSetup.plain("", "a/b"))).hasSize(2);
        assertThat(SetupCheck.problems(ConsumerSetup.plain("reader", "", "orders"))).containsExactly("A group has a name.");
    }

    @Test
    void load_is_taken_over_while_running_and_topics_are_not() {
        ProducerSetup now = ProducerSetup.plain("w", "orders");
        assertThat(now.takesOver(now.sending(new Load(900, KeyPlan.NONE, 1, Content.BYTES, 10)))).isTrue();
        assertThat(now.takesOver(ProducerSetup.plain("w", "others"))).isFalse();
        ConsumerSetup reader = ConsumerSetup.plain("r", "g", "orders");
        assertThat(reader.takesOver(reader.reading(new ConsumerSetup.Reading(99, 500, CommitMode.AUTO, false)))).isTrue();
        assertThat(reader.takesOver(reader.reading(new ConsumerSetup.Reading(5, 500, CommitMode.SYNC, false)))).isFalse();
    }

    @Test
    void the_slider_goes_in_steps_of_ten_and_finds_its_place_again() {
        assertThat(List.of(0.0, 1 / 6.0, 0.5, 1.0)).extracting(RateScale::rate).containsExactly(0.1, 1.0, 100.0, 100_000.0);
        assertThat(RateScale.rate(RateScale.place(40))).isEqualTo(40);
        assertThat(RateScale.rate(RateScale.place(2.5))).isEqualTo(2.5);
    }
}
