package dev.vitrine.app.model.payload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.app.model.payload.Reading.Kind;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PayloadReaderTest {

    private static Payload text(String text) {
        return Payload.of(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void json_is_found_by_itself_and_previewed_in_one_line() {
        Reading reading = text("{\n  \"id\": 1,\n  \"content\": \"Hi Mom!\"\n}").reading();
        assertThat(reading.kind()).isEqualTo(Kind.JSON);
        assertThat(reading.preview()).isEqualTo("{ \"id\": 1, \"content\": \"Hi Mom!\" }");
        assertThat(reading.refusals()).isEmpty();
    }

    @Test
    void broken_json_is_text_and_says_where_it_broke() {
        Reading reading = text("{\"id\": 1, \"oops\": }").reading();
        assertThat(reading.kind()).isEqualTo(Kind.TEXT);
        assertThat(reading.refusals()).hasSize(1);
        assertThat(reading.refusals().getFirst().tried()).isEqualTo(Format.JSON);
        assertThat(reading.refusals().getFirst().why()).startsWith("line 1, column").contains("unexpected character");
    }

    @Test
    void bytes_that_are_no_text_are_shown_as_hex_with_the_first_offender() {
        Reading reading = Payload.of(new byte[] {'a', (byte) 0xff, 'b'}).reading();
        assertThat(reading.kind()).isEqualTo(Kind.HEX);
        assertThat(reading.preview()).isEqualTo("61 ff 62");
        assertThat(reading.refusals().getFirst().why()).isEqualTo("byte ff at 1 is not UTF-8");
    }

    @Test
    void text_with_control_characters_is_binary() {
        Reading reading = Payload.of(new byte[] {0, 0, 0, 5, 'a'}).reading();
        assertThat(reading.kind()).isEqualTo(Kind.HEX);
        assertThat(reading.refusals().getFirst().why()).isEqualTo("control character 00 at 0");
    }

    @Test
    void nothing_and_zero_bytes_are_told_apart() {
        assertThat(Payload.of(null).reading().kind()).isEqualTo(Kind.NULL);
        assertThat(Payload.of(null).isNull()).isTrue();
        assertThat(Payload.of(new byte[0]).reading().kind()).isEqualTo(Kind.EMPTY);
        assertThat(Payload.of(new byte[0]).isNull()).isFalse();
    }

    @Test
    void a_preview_has_256_characters_at_most_and_tears_no_character() {
        assertThat(text("x".repeat(5_000)).reading().preview()).hasSize(256);
        assertThat(text("😀".repeat(500)).reading().preview()).hasSize(256);
        String torn = text("a" + "😀".repeat(500)).reading().preview();
        assertThat(Character.isHighSurrogate(torn.charAt(torn.length() - 1))).isFalse();
    }

    @Test
    void a_long_value_is_kept_by_its_beginning_and_never_parsed_whole() {
        byte[] huge = ("[" + "1,".repeat(2_000_000) + "oops").getBytes(StandardCharsets.UTF_8);
        Payload payload = Payload.of(huge);
        assertThat(payload.head()).hasSize(Payload.KEPT_BYTES);
        assertThat(payload.length()).isEqualTo(huge.length);
        assertThat(payload.complete()).isFalse();
        assertThat(payload.reading().kind()).isEqualTo(Kind.JSON);
    }

    @Test
    void a_character_torn_by_the_cut_is_no_reason_to_refuse_text() {
        byte[] bytes = ("x" + "é".repeat(Payload.KEPT_BYTES)).getBytes(StandardCharsets.UTF_8);
        assertThat(Payload.of(bytes).reading().kind()).isEqualTo(Kind.TEXT);
    }

    @Test
    void what_was_asked_for_and_is_not_there_becomes_hex_with_a_reason() {
        Reading reading = PayloadReader.as(Format.JSON, text("just words"));
        assertThat(reading.undecodable()).isTrue();
        assertThat(reading.refusals().getFirst().tried()).isEqualTo(Format.JSON);
        assertThat(PayloadReader.as(Format.TEXT, text("just words")).kind()).isEqualTo(Kind.TEXT);
        assertThat(PayloadReader.as(Format.HEX, text("ab")).preview()).isEqualTo("61 62");
    }
}
