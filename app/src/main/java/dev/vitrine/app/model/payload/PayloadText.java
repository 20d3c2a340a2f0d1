package dev.vitrine.app.model.payload;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A payload spread out for reading: lines of bounded length, so that a list can show them without ever laying out all.
 *
 * @param lines each at most {@value #LINE_CHARS} characters; a longer one goes on in the next
 * @param shown bytes that the lines stand for
 * @param whole bytes of the payload
 * @param note  what a reader must know: why it isn't shown as asked; empty where there is nothing to say
 */
public record PayloadText(List<String> lines, int shown, int whole, String note) {

    /** So much is laid out unasked. */
    public static final int SHOWN_BYTES = 256 * 1024;
    public static final int LINE_CHARS = 400;

    /** @param limit at most so many bytes are laid out */
    public static PayloadText of(byte[] bytes, int whole, Format format, int limit) {
        int shown = Math.min(bytes.length, limit);
        if (format == Format.HEX) {
            return new PayloadText(split(HexText.dump(bytes, shown)), shown, whole, "");
        }
        Utf8.Decoded decoded = Utf8.decode(bytes, shown, shown < whole);
        if (decoded.why() != null) {
            return new PayloadText(split(HexText.dump(bytes, shown)), shown, whole, "Shown as hex: " + decoded.why() + ".");
        }
        if (format == Format.TEXT) {
            return new PayloadText(split(decoded.text()), shown, whole, "");
        }
        if (shown < whole) {
            return new PayloadText(split(JsonText.indented(decoded.text())), shown, whole, "");
        }
        return JsonText.problem(decoded.text())
                .map(p -> new PayloadText(split(decoded.text()), shown, whole, "Not JSON: " + p.sentence() + "."))
                .orElseGet(() -> new PayloadText(split(JsonText.indented(decoded.text())), shown, whole, ""));
    }

    public boolean cut() {
        return shown < whole;
    }

    /** The same as one text, for the clipboard. */
    public static String copy(byte[] bytes, Format format) {
        return format == Format.HEX ? HexText.spaced(bytes, 0, bytes.length) : new String(bytes, StandardCharsets.UTF_8);
    }

    private static List<String> split(String text) {
        List<String> lines = new ArrayList<>();
        text.lines().forEach(line -> {
            int from = 0;
            do {
                int to = Math.min(line.length(), from + LINE_CHARS);
                lines.add(line.substring(from, to).replace("\t", "    "));
                from = to;
            } while (from < line.length());
        });
        return List.copyOf(lines);
    }
}
