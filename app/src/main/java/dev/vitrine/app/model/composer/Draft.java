package dev.vitrine.app.model.composer;

import dev.vitrine.app.model.payload.Format;
import java.util.List;
import java.util.OptionalInt;

/**
 * What is about to be sent.
 *
 * @param partition empty: the key decides, and without a key the producer does
 * @param hasKey    false sends a null key, whatever was typed; an empty text with it is a key of zero bytes
 * @param tombstone sends no value (null), whatever was typed
 * @param count     how many records
 */
public record Draft(
        String topic, OptionalInt partition, boolean hasKey, Typed key, boolean tombstone, Typed value,
        List<HeaderDraft> headers, int count, Delivery delivery) {

    public static final int MOST = 100_000;

    public Draft {
        headers = List.copyOf(headers);
    }

    /** Text with the way to make bytes of it. */
    public record Typed(Format format, String text) {}

    /** A header. Keys may repeat; {@code isNull} sends no value. */
    public record HeaderDraft(String key, Typed value, boolean isNull) {}

    /** How it is sent. */
    public record Delivery(SendMode mode, Acks acks, Compression compression, boolean idempotent) {}
}
