package dev.vitrine.engine.wire;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * Walks over the records of a batch without making objects of them: checks that each is built as it should be and keeps only what a broker
 * asks about. Compressed records pass through a small window, so that the memory needed does not depend on what they grow to.
 *
 * <p>A record: length, attributes (1), timestamp delta, offset delta, key length, key, value length, value, number of headers, and for each of
 * them key length, key, value length, value. All numbers but the attributes are zigzag varints; length −1 stands for null.
 */
final class RecordCursor {

    private final InputStream stream;
    private ByteBuffer window;
    private long left;
    private long timestampDelta;
    private int offsetDelta;
    private int keyLength;
    private int valueLength;

    /** A record, or what should be one, that is not built as the format says. */
    static final class Malformed extends IOException {
        private static final long serialVersionUID = 1;

        Malformed(String message) {
            super(message);
        }
    }

    /** Over records that are not compressed. */
    RecordCursor(ByteBuffer records) {
        this.stream = null;
        this.window = records;
    }

    /** Over decompressed bytes as they come, which pass through {@code window}. */
    RecordCursor(InputStream decompressed, byte[] window) {
        this.stream = decompressed;
        this.window = ByteBuffer.wrap(window).limit(0);
    }

    /** Reads the next record. */
    void next() throws IOException {
        left = Long.MAX_VALUE;
        int length = varint();
        if (length < 0) {
            throw new Malformed("a record of length " + length);
        }
        left = length;
        octet(); // attributes: no bit has a meaning yet
        timestampDelta = varlong();
        offsetDelta = varint();
        keyLength = varint();
        skip(keyLength);
        valueLength = varint();
        skip(valueLength);
        int headers = varint();
        if (headers < 0) {
            throw new Malformed("a record with " + headers + " headers");
        }
        for (int i = 0; i < headers; i++) {
            int headerKey = varint();
            if (headerKey < 0) {
                throw new Malformed("a header without a key");
            }
            skip(headerKey);
            skip(varint());
        }
        if (left != 0) {
            throw new Malformed("a record that is " + left + " bytes shorter than it says");
        }
    }

    long timestampDelta() {
        return timestampDelta;
    }

    int offsetDelta() {
        return offsetDelta;
    }

    /** −1 where it has no key. */
    int keyLength() {
        return keyLength;
    }

    /** −1 where it has no value. */
    int valueLength() {
        return valueLength;
    }

    /** True where nothing follows any more. */
    boolean exhausted() throws IOException {
        return !window.hasRemaining() && !refill();
    }

    private void skip(int length) throws IOException {
        if (length < 0) {
            return; // null
        }
        if (length > left) {
            throw new Malformed("a field of " + length + " bytes where the record has " + left + " left");
        }
        left -= length;
        int toSkip = length;
        while (toSkip > window.remaining()) {
            toSkip -= window.remaining();
            window.position(window.limit());
            if (!refill()) {
                throw new Malformed("a record that ends too early");
            }
        }
        window.position(window.position() + toSkip);
    }

    private byte octet() throws IOException {
        if (left-- <= 0) {
            throw new Malformed("a record longer than it says");
        }
        if (!window.hasRemaining() && !refill()) {
            throw new Malformed("a record that ends too early");
        }
        return window.get();
    }

    private int varint() throws IOException {
        long value = varlong();
        if (value != (int) value) {
            throw new Malformed("a number of more than 32 bits");
        }
        return (int) value;
    }

    private long varlong() throws IOException {
        long raw = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            byte b = octet();
            raw |= (b & 0x7fL) << shift;
            if (b >= 0) {
                return raw >>> 1 ^ -(raw & 1);
            }
        }
        throw new Malformed("a number of more than 64 bits");
    }

    private boolean refill() throws IOException {
        if (stream == null) {
            return false;
        }
        int read = stream.read(window.array(), 0, window.capacity());
        window.clear().limit(Math.max(read, 0));
        return read > 0;
    }
}
