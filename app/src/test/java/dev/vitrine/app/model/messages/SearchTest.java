package dev.vitrine.app.model.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class SearchTest {

    private static ConsumerRecord<byte[], byte[]> record(String key, String value) {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("t", 0, 0, key == null ? null : key.getBytes(StandardCharsets.UTF_8),
                value == null ? null : value.getBytes(StandardCharsets.UTF_8));
        record.headers().add("source", "crm".getBytes(StandardCharsets.UTF_8)).add("empty", null);
        return record;
    }

    @Test
    void it_looks_in_key_value_and_headers_whatever_the_letters_case() {
        assertThat(new Search("MOM").matches(record("k", "{\"content\":\"Hi Mom!\"}"))).isTrue();
        assertThat(new Search("acme").matches(record("ACME", null))).isTrue();
        assertThat(new Search("Source").matches(record(null, null))).isTrue();
        assertThat(new Search("crm").matches(record(null, null))).isTrue();
        assertThat(new Search("dad").matches(record("mom", "mom"))).isFalse();
    }

    @Test
    void letters_beyond_ascii_are_found_too() {
        assertThat(new Search("zürich").matches(record(null, "Bahnhofstraße 12, ZÜRICH"))).isTrue();
        assertThat(new Search("zürich").matches(record(null, "Zurich"))).isFalse();
    }

    @Test
    void an_empty_search_finds_everything() {
        assertThat(new Search("").matches(record(null, null))).isTrue();
    }

    @Test
    void what_is_typed_beside_a_seek_becomes_a_place() {
        Instant now = Instant.parse("2026-11-22T15:30:00Z");
        assertThat(SeekChoice.NEWEST.parse("", ZoneOffset.UTC, now)).contains(new Seek.Newest(100));
        assertThat(SeekChoice.NEWEST.parse("1,000,000", ZoneOffset.UTC, now)).contains(new Seek.Newest(MessageRing.ROWS));
        assertThat(SeekChoice.NEWEST.parse("0", ZoneOffset.UTC, now)).isEmpty();
        assertThat(SeekChoice.OFFSET.parse("1,409", ZoneOffset.UTC, now)).contains(new Seek.AtOffset(1_409));
        assertThat(SeekChoice.OFFSET.parse("-1", ZoneOffset.UTC, now)).isEmpty();
        assertThat(SeekChoice.TIME.parse("12:04", ZoneOffset.UTC, now)).contains(new Seek.AtTime(Instant.parse("2026-11-22T12:04:00Z")));
        assertThat(SeekChoice.TIME.parse("soon", ZoneOffset.UTC, now)).isEmpty();
    }
}
