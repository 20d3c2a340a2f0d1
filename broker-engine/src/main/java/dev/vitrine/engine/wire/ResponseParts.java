package dev.vitrine.engine.wire;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/**
 * A response in the order it goes out: buffers, and between them stretches of log files that need not pass through memory.
 * The owner releases it or sends it, once.
 */
public final class ResponseParts {

    /** One stretch of a response. */
    public sealed interface Part {

        record Bytes(ByteBuf buffer) implements Part {}

        record File(FileRecords records) implements Part {}
    }

    private final List<Part> parts = new ArrayList<>();

    void add(Part part) {
        parts.add(part);
    }

    public List<Part> parts() {
        return parts;
    }

    public void release() {
        for (Part part : parts) {
            switch (part) {
                case Part.Bytes bytes -> bytes.buffer().release();
                case Part.File file -> file.records().release();
            }
        }
    }
}
