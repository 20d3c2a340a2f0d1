package dev.vitrine.app.model.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.junit.jupiter.api.Test;

class WordsTest {

    private static final Instant NOW = Instant.parse("2026-11-22T15:30:00Z");

    private static Instant typed(String text) {
        return Times.typed(text, ZoneOffset.UTC, NOW).orElse(null);
    }

    @Test
    void instants_are_understood_as_people_type_them() {
        assertThat(typed("2026-11-22 12:04")).isEqualTo("2026-11-22T12:04:00Z");
        assertThat(typed("2026-11-22T12:04:31.482")).isEqualTo("2026-11-22T12:04:31.482Z");
        assertThat(typed("2026-11-22")).isEqualTo("2026-11-22T00:00:00Z");
        assertThat(typed("12:04")).isEqualTo("2026-11-22T12:04:00Z");
        assertThat(typed("9:05:01")).isEqualTo("2026-11-22T09:05:01Z");
        assertThat(typed("2026-11-22T12:04:31Z")).isEqualTo("2026-11-22T12:04:31Z");
        assertThat(typed("1795363074368")).isEqualTo(Instant.ofEpochMilli(1_795_363_074_368L));
        assertThat(typed("yesterday")).isNull();
        assertThat(typed("25:99")).isNull();
    }

    @Test
    void settings_are_said_in_the_largest_unit_that_fits() {
        assertThat(Times.setting(604_800_000)).isEqualTo("7 days");
        assertThat(Times.setting(86_400_000)).isEqualTo("1 day");
        assertThat(Times.setting(90_000)).isEqualTo("90 seconds");
        assertThat(Times.setting(250)).isEqualTo("250 ms");
    }

    @Test
    void measured_spans_have_three_digits() {
        assertThat(Times.span(2_310_000)).isEqualTo("2.31 ms");
        assertThat(Times.span(1_804_000_000L)).isEqualTo("1.80 s");
    }

    @Test
    void a_failure_is_said_by_kafkas_name_of_it_without_its_wrappers() {
        assertThat(Reason.of(new ExecutionException(new TopicExistsException("Topic 'a' already exists.")))).isEqualTo("TOPIC_ALREADY_EXISTS: Topic 'a' already exists.");
        assertThat(Reason.of(new CompletionException(new RecordTooLargeException("1 byte too many")))).isEqualTo("MESSAGE_TOO_LARGE: 1 byte too many");
        assertThat(Reason.of(new IllegalStateException())).isEqualTo("IllegalStateException");
    }
}
