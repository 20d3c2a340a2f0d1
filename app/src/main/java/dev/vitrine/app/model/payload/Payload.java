package dev.vitrine.app.model.payload;

import java.util.Arrays;

/**
 * A key, a value or a header's value as a screen keeps it: the first {@value #KEPT_BYTES} bytes, and how long the whole is.
 *
 * @param head   the bytes kept; empty for null
 * @param length bytes of the whole; −1 for null
 */
public record Payload(byte[] head, int length, Reading reading) {

    /** A longer value is fetched again when it is asked for whole, so that thousands of rows stay within bounded memory. */
    public static final int KEPT_BYTES = 256 * 1024;

    /** Reads the bytes in the first way that fits them: JSON, text, hex. */
    public static Payload of(byte[] bytes) {
        if (bytes == null) {
            return new Payload(new byte[0], -1, PayloadReader.automatic(null, -1));
        }
        byte[] head = bytes.length <= KEPT_BYTES ? bytes : Arrays.copyOf(bytes, KEPT_BYTES);
        return new Payload(head, bytes.length, PayloadReader.automatic(head, bytes.length));
    }

    public boolean isNull() {
        return length < 0;
    }

    /** False where only the beginning was kept. */
    public boolean complete() {
        return head.length == Math.max(0, length);
    }
}
