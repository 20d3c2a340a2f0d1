package dev.vitrine.engine.group;

import java.util.Arrays;

/** Bytes that only the clients of a group understand; equal by content. Never changed once they are here. */
record OpaqueBytes(byte[] bytes) {

    static final OpaqueBytes EMPTY = new OpaqueBytes(new byte[0]);

    static OpaqueBytes of(byte[] bytes) {
        return bytes == null || bytes.length == 0 ? EMPTY : new OpaqueBytes(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OpaqueBytes that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return bytes.length + " bytes";
    }
}
