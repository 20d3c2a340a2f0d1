package dev.vitrine.app.model;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** The beginning of some bytes, on one line: as text where they are text, else as hex. Looks at no more than it shows. */
public final class Preview {

    private Preview() {}

    /** @param bytes null for none: a tombstone; @param most characters shown */
    public static String of(byte[] bytes, int most) {
        if (bytes == null) {
            return "null (tombstone)";
        }
        byte[] head = Arrays.copyOf(bytes, Math.min(bytes.length, 4 * most));
        String text = text(head, bytes.length > head.length);
        if (text == null) {
            String hex = HexFormat.ofDelimiter(" ").formatHex(head, 0, Math.min(head.length, most / 3));
            return hex.length() < 3 * bytes.length - 1 ? hex + " …" : hex;
        }
        boolean cut = text.length() > most || bytes.length > head.length;
        return text.substring(0, Math.min(text.length(), most)) + (cut ? "…" : "");
    }

    private static String text(byte[] head, boolean cut) {
        // A cut may go through the middle of a character: up to three bytes are let go of.
        for (int less = 0; less <= (cut ? Math.min(3, head.length) : 0); less++) {
            try {
                String text = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                        .decode(ByteBuffer.wrap(head, 0, head.length - less)).toString();
                return text.chars().anyMatch(c -> c < ' ' && c != '\n' && c != '\r' && c != '\t') ? null : text.replaceAll("\\s+", " ");
            } catch (CharacterCodingException e) {
                // one byte less, or it is no text
            }
        }
        return null;
    }
}
