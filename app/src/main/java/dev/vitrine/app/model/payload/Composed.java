package dev.vitrine.app.model.payload;

import java.nio.charset.StandardCharsets;

/** What a person typed, as bytes, or why it can't be. */
public sealed interface Composed {

    record Bytes(byte[] bytes) implements Composed {}

    record Refused(String why) implements Composed {}

    static Composed of(Format format, String text) {
        return switch (format) {
            case TEXT -> new Bytes(text.getBytes(StandardCharsets.UTF_8));
            case HEX -> HexText.parse(text);
            case JSON -> JsonText.problem(text).<Composed>map(p -> new Refused(p.sentence()))
                    .orElseGet(() -> new Bytes(text.getBytes(StandardCharsets.UTF_8)));
        };
    }
}
