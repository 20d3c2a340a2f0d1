package dev.vitrine.app.model.composer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.app.model.composer.Draft.Delivery;
import dev.vitrine.app.model.composer.Draft.HeaderDraft;
import dev.vitrine.app.model.composer.Draft.Typed;
import dev.vitrine.app.model.composer.DraftCheck.Field;
import dev.vitrine.app.model.composer.DraftCheck.Problem;
import dev.vitrine.app.model.payload.Format;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;

class DraftTest {

    private static final Delivery SAFE = new Delivery(SendMode.SYNCHRONOUS, Acks.ALL, Compression.NONE, true);
    private final Placeholders placeholders = new Placeholders(InstantSource.fixed(Instant.parse("2026-11-22T15:30:00Z")), new Random(7));
    private final DraftCheck check = new DraftCheck(placeholders);

    private static Draft draft(Format format, String value, int count, Delivery delivery) {
        return new Draft("orders", OptionalInt.empty(), true, new Typed(Format.TEXT, "k${n}"), false, new Typed(format, value), List.of(), count, delivery);
    }

    private List<Field> wrong(Draft draft, int partitions) {
        return check.problems(draft, OptionalInt.of(partitions)).stream().map(Problem::field).toList();
    }

    @Test
    void a_sound_draft_has_no_problems() {
        assertThat(check.problems(draft(Format.JSON, "{\"n\": ${n}}", 10, SAFE), OptionalInt.of(3))).isEmpty();
        assertThat(check.problems(draft(Format.TEXT, "", 1, SAFE), OptionalInt.empty())).isEmpty();
    }

    @Test
    void what_is_wrong_is_said_field_by_field() {
        assertThat(wrong(draft(Format.JSON, "{oops", 1, SAFE), 3)).containsExactly(Field.VALUE);
        assertThat(wrong(draft(Format.HEX, "0", 1, SAFE), 3)).containsExactly(Field.VALUE);
        assertThat(wrong(draft(Format.TEXT, "v", 0, SAFE), 3)).containsExactly(Field.COUNT);
        assertThat(wrong(draft(Format.TEXT, "v", Draft.MOST + 1, SAFE), 3)).containsExactly(Field.COUNT);
        assertThat(wrong(draft(Format.TEXT, "v", 1, new Delivery(SendMode.SYNCHRONOUS, Acks.LEADER, Compression.NONE, true)), 3)).containsExactly(Field.DELIVERY);
        Draft elsewhere = new Draft("no topic!", OptionalInt.of(3), false, new Typed(Format.HEX, "zz"), true, new Typed(Format.JSON, "ignored"),
                List.of(new HeaderDraft("h", new Typed(Format.HEX, "1"), false)), 1, SAFE);
        assertThat(wrong(elsewhere, 3)).containsExactly(Field.TOPIC, Field.PARTITION, Field.HEADERS);
    }

    @Test
    void placeholders_differ_from_record_to_record_and_unknown_ones_stay() {
        RecordMaker maker = new RecordMaker(draft(Format.TEXT, "${n} ${time} ${what}", 2, SAFE), placeholders);
        assertThat(new String(maker.make(1).value(), StandardCharsets.UTF_8)).isEqualTo("1 2026-11-22T15:30:00Z ${what}");
        assertThat(new String(maker.make(2).key(), StandardCharsets.UTF_8)).isEqualTo("k2");
        assertThat(placeholders.fill("${uuid}", 1)).matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        assertThat(placeholders.fill("${uuid}", 1)).isNotEqualTo(placeholders.fill("${uuid}", 1));
    }

    @Test
    void no_key_is_null_and_an_empty_key_is_zero_bytes_and_a_tombstone_has_no_value() {
        Draft none = new Draft("t", OptionalInt.empty(), false, new Typed(Format.TEXT, "typed"), true, new Typed(Format.TEXT, "typed"), List.of(), 1, SAFE);
        assertThat(new RecordMaker(none, placeholders).make(1).key()).isNull();
        assertThat(new RecordMaker(none, placeholders).make(1).value()).isNull();
        Draft empty = new Draft("t", OptionalInt.of(2), true, new Typed(Format.TEXT, ""), false, new Typed(Format.TEXT, ""), List.of(), 1, SAFE);
        assertThat(new RecordMaker(empty, placeholders).make(1).key()).isEmpty();
        assertThat(new RecordMaker(empty, placeholders).make(1).partition()).isEqualTo(2);
    }

    @Test
    void the_partition_said_for_a_key_is_the_one_kafkas_producer_chooses() {
        for (String key : List.of("", "mom", "dad", "customer-17", "Zürich", "x".repeat(1_000))) {
            byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
            for (int partitions : new int[] {1, 3, 6, 50}) {
                assertThat(KeyPartition.of(bytes, partitions).partition()).isEqualTo(BuiltInPartitioner.partitionForKey(bytes, partitions));
            }
        }
        assertThat(KeyPartition.of("21".getBytes(StandardCharsets.UTF_8), 10).sum()).matches("murmur2 [\\d,]+ mod 10 = \\d");
    }

    @Test
    void a_record_can_be_sent_again_with_the_same_bytes() {
        byte[] binary = {0, 1, (byte) 0xff};
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("t", 4, 17, binary, "{\"a\":1.10}".getBytes(StandardCharsets.UTF_8));
        record.headers().add("h", null).add("h", "text".getBytes(StandardCharsets.UTF_8));
        Draft again = Again.of(record);
        assertThat(again.partition()).hasValue(4);
        assertThat(again.key()).isEqualTo(new Typed(Format.HEX, "00 01 ff"));
        assertThat(again.value()).isEqualTo(new Typed(Format.JSON, "{\n  \"a\": 1.10\n}"));
        assertThat(again.headers()).containsExactly(new HeaderDraft("h", new Typed(Format.TEXT, ""), true), new HeaderDraft("h", new Typed(Format.TEXT, "text"), false));
        assertThat(new RecordMaker(again, placeholders).make(1).key()).isEqualTo(binary);
        assertThat(Again.of(new ConsumerRecord<>("t", 0, 0, null, null)).tombstone()).isTrue();
    }
}
