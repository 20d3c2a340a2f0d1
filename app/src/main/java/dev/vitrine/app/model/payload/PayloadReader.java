package dev.vitrine.app.model.payload;

import dev.vitrine.app.model.payload.Reading.Kind;
import dev.vitrine.app.model.payload.Reading.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds out what bytes are. Tried in turn: JSON (objects and arrays), text (UTF-8 without control characters), hex (fits always). Cheap by
 * design: no more than {@value #PARSED_BYTES} bytes are parsed for a row.
 */
public final class PayloadReader {

    /** A longer document is called JSON by its beginning, and said to be unchecked. */
    public static final int PARSED_BYTES = 64 * 1024;
    private static final int PREVIEW_BYTES = Reading.PREVIEW_CHARS * 4;

    private PayloadReader() {}

    /** @param length bytes of the whole; −1 for null */
    static Reading automatic(byte[] head, int length) {
        if (length <= 0) {
            return bare(length);
        }
        List<Refusal> refusals = new ArrayList<>(2);
        Utf8.Decoded text = decode(head, length);
        Optional<String> notText = notText(text);
        if (notText.isPresent()) {
            refusals.add(new Refusal(Format.TEXT, notText.get()));
            return new Reading(Kind.HEX, hexPreview(head, length), refusals);
        }
        if (JsonText.looksLikeDocument(text.text())) {
            Optional<String> notJson = notJson(text.text(), head, length);
            if (notJson.isEmpty()) {
                return new Reading(Kind.JSON, oneLine(text.text()), refusals);
            }
            refusals.add(new Refusal(Format.JSON, notJson.get()));
        }
        return new Reading(Kind.TEXT, oneLine(text.text()), refusals);
    }

    /** Reads the bytes in the way asked for; where that fails, shows hex and says why. */
    public static Reading as(Format format, Payload payload) {
        if (payload.length() <= 0) {
            return bare(payload.length());
        }
        byte[] head = payload.head();
        if (format == Format.HEX) {
            return new Reading(Kind.HEX, hexPreview(head, payload.length()), List.of());
        }
        Utf8.Decoded text = decode(head, payload.length());
        Optional<String> why = text.why() != null ? Optional.of(text.why())
                : format == Format.JSON ? notJson(text.text(), head, payload.length()) : Optional.empty();
        if (why.isPresent()) {
            return new Reading(Kind.HEX, hexPreview(head, payload.length()), List.of(new Refusal(format, why.get())));
        }
        return new Reading(format == Format.JSON ? Kind.JSON : Kind.TEXT, oneLine(text.text()), List.of());
    }

    private static Reading bare(int length) {
        return new Reading(length < 0 ? Kind.NULL : Kind.EMPTY, "", List.of());
    }

    private static Utf8.Decoded decode(byte[] head, int length) {
        int looked = Math.min(head.length, PARSED_BYTES);
        return Utf8.decode(head, looked, looked < length);
    }

    private static Optional<String> notText(Utf8.Decoded text) {
        if (text.why() != null) {
            return Optional.of(text.why());
        }
        int control = Utf8.firstControl(text.text());
        return control < 0 ? Optional.empty()
                : Optional.of("control character %02x at %,d".formatted((int) text.text().charAt(control), control));
    }

    private static Optional<String> notJson(String text, byte[] head, int length) {
        if (length > Math.min(head.length, PARSED_BYTES)) {
            return JsonText.looksLikeDocument(text) ? Optional.empty() : Optional.of("doesn't begin as a document does");
        }
        return JsonText.problem(text).map(JsonText.Problem::sentence);
    }

    private static String hexPreview(byte[] head, int length) {
        int shown = Math.min(head.length, Reading.PREVIEW_CHARS / 3);
        return HexText.spaced(head, 0, shown) + (shown < length ? " …" : "");
    }

    /** Runs of blanks and line breaks become one blank; control characters become visible. */
    static String oneLine(String text) {
        StringBuilder out = new StringBuilder(Math.min(text.length(), Reading.PREVIEW_CHARS));
        int looked = Math.min(text.length(), PREVIEW_BYTES);
        for (int i = 0; i < looked && out.length() < Reading.PREVIEW_CHARS; i++) {
            char c = text.charAt(i);
            if (Character.isWhitespace(c)) {
                if (!out.isEmpty() && out.charAt(out.length() - 1) != ' ') {
                    out.append(' ');
                }
            } else {
                out.append(c < ' ' ? (char) (0x2400 + c) : c);
            }
        }
        if (Character.isHighSurrogate(out.isEmpty() ? ' ' : out.charAt(out.length() - 1))) {
            out.setLength(out.length() - 1);
        }
        return out.toString().strip();
    }
}
