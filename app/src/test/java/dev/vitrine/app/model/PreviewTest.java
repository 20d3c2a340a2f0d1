package dev.vitrine.app.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class PreviewTest {

    @Test
    void text_is_shown_as_text_on_one_line() {
        assertThat(Preview.of("{\"id\":1,\n \"content\":\"Hi Mom!\"}".getBytes(StandardCharsets.UTF_8), 60)).isEqualTo("{\"id\":1, \"content\":\"Hi Mom!\"}");
    }

    @Test
    void long_text_is_cut_even_in_the_middle_of_a_character() {
        assertThat(Preview.of("ü".repeat(100_000).getBytes(StandardCharsets.UTF_8), 5)).isEqualTo("üüüüü…");
        assertThat(Preview.of("a€".repeat(100).getBytes(StandardCharsets.UTF_8), 7)).isEqualTo("a€a€a€a…");
    }

    @Test
    void what_is_no_text_is_shown_as_hex() {
        assertThat(Preview.of(HexFormat.of().parseHex("0000001ffe"), 60)).isEqualTo("00 00 00 1f fe");
        assertThat(Preview.of(new byte[1_000], 12)).isEqualTo("00 00 00 00 …");
    }

    @Test
    void no_value_is_a_word() {
        assertThat(Preview.of(null, 60)).isEqualTo("null (tombstone)");
    }
}
