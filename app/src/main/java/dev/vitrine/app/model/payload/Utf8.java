package dev.vitrine.app.model.payload;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Strict UTF-8: tells where bytes stop being text, instead of replacing them silently. */
final class Utf8 {

    private Utf8() {}

    /**
     * Text, or why it isn't.
     *
     * @param text what could be read; null where {@code why} is set
     * @param why  null where all was read
     */
    record Decoded(String text, String why) {}

    /** @param cut true where more bytes follow that aren't here: a character torn at the end is then left out, not refused */
    static Decoded decode(byte[] bytes, int length, boolean cut) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes, 0, length);
        CharBuffer out = CharBuffer.allocate(length);
        CoderResult result = decoder.decode(in, out, !cut);
        if (result.isError()) {
            return new Decoded(null, "byte %02x at %,d is not UTF-8".formatted(bytes[in.position()], in.position()));
        }
        return new Decoded(out.flip().toString(), null);
    }

    /** Index of the first character that no text file holds; −1 where there is none. */
    static int firstControl(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' && c != '\n' && c != '\r' && c != '\t' || c == 0x7f) {
                return i;
            }
        }
        return -1;
    }
}
