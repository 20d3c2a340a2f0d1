package dev.vitrine.app.model.payload;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TypedBytesTest {

    @Test
    void hex_takes_blanks_colons_commas_and_0x() {
        assertThat(HexText.parse("00 ff\n0xAB,0x01:02")).isInstanceOfSatisfying(Composed.Bytes.class,
                b -> assertThat(b.bytes()).containsExactly(0, (byte) 0xff, (byte) 0xab, 1, 2));
    }

    @Test
    void hex_says_which_character_is_no_digit_and_when_one_is_missing() {
        assertThat(HexText.parse("00 g1")).isEqualTo(new Composed.Refused("“g” at character 4 is not a hexadecimal digit"));
        assertThat(HexText.parse("001")).isEqualTo(new Composed.Refused("a byte has two digits: one is missing at the end"));
    }

    @Test
    void json_is_checked_and_sent_as_it_was_typed() {
        assertThat(Composed.of(Format.JSON, "{ \"a\": 1.10 }")).isInstanceOfSatisfying(Composed.Bytes.class,
                b -> assertThat(new String(b.bytes(), StandardCharsets.UTF_8)).isEqualTo("{ \"a\": 1.10 }"));
        assertThat(Composed.of(Format.JSON, "{\"a\" 1}")).isInstanceOfSatisfying(Composed.Refused.class,
                r -> assertThat(r.why()).startsWith("line 1, column"));
        assertThat(Composed.of(Format.JSON, "{} {}")).isInstanceOfSatisfying(Composed.Refused.class,
                r -> assertThat(r.why()).contains("something follows the end"));
        assertThat(Composed.of(Format.JSON, "")).isInstanceOf(Composed.Refused.class);
    }

    @Test
    void indenting_touches_no_literal() {
        assertThat(JsonText.indented("{\"a\":1.10,\"b\":[1e2,{\"c\":\"x, {y}\\\" z\"}],\"d\":{},\"e\":[ ]}")).isEqualTo("""
                {
                  "a": 1.10,
                  "b": [
                    1e2,
                    {
                      "c": "x, {y}\\" z"
                    }
                  ],
                  "d": {},
                  "e": []
                }""");
    }

    @Test
    void a_value_is_spread_out_in_lines_of_bounded_length() {
        byte[] one = "y".repeat(1_000).getBytes(StandardCharsets.UTF_8);
        PayloadText text = PayloadText.of(one, one.length, Format.TEXT, PayloadText.SHOWN_BYTES);
        assertThat(text.lines()).hasSize(3).allMatch(line -> line.length() <= PayloadText.LINE_CHARS);
        assertThat(text.cut()).isFalse();
    }

    @Test
    void more_than_the_limit_is_not_laid_out_and_said_to_be_left_out() {
        byte[] bytes = new byte[100_000];
        PayloadText text = PayloadText.of(bytes, 5_000_000, Format.HEX, 1_000);
        assertThat(text.cut()).isTrue();
        assertThat(text.shown()).isEqualTo(1_000);
        assertThat(text.whole()).isEqualTo(5_000_000);
        assertThat(text.lines()).hasSize(63);
    }

    @Test
    void a_hex_dump_has_place_bytes_and_letters() {
        assertThat(HexText.dump("Hi Mom!\n".getBytes(StandardCharsets.UTF_8), 8)).isEqualTo("00000000  48 69 20 4d 6f 6d 21 0a                          Hi Mom!·");
    }

    @Test
    void what_is_not_as_asked_is_shown_all_the_same_with_a_note() {
        byte[] words = "{oops".getBytes(StandardCharsets.UTF_8);
        PayloadText text = PayloadText.of(words, words.length, Format.JSON, 1_000);
        assertThat(text.lines()).containsExactly("{oops");
        assertThat(text.note()).startsWith("Not JSON: line 1, column");
    }
}
