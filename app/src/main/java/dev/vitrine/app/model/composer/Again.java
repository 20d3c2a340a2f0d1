package dev.vitrine.app.model.composer;

import dev.vitrine.app.model.composer.Draft.Delivery;
import dev.vitrine.app.model.composer.Draft.HeaderDraft;
import dev.vitrine.app.model.composer.Draft.Typed;
import dev.vitrine.app.model.payload.Format;
import dev.vitrine.app.model.payload.HexText;
import dev.vitrine.app.model.payload.JsonText;
import dev.vitrine.app.model.payload.Payload;
import dev.vitrine.app.model.payload.Reading;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A record that is there, as a draft of the same: to the same partition, with the same bytes, each part in the way that shows it without loss. */
public final class Again {

    private Again() {}

    public static Draft of(ConsumerRecord<byte[], byte[]> record) {
        List<HeaderDraft> headers = new ArrayList<>();
        record.headers().forEach(h -> headers.add(new HeaderDraft(h.key(), typed(h.value(), false), h.value() == null)));
        return new Draft(record.topic(), OptionalInt.of(record.partition()), record.key() != null, typed(record.key(), false),
                record.value() == null, typed(record.value(), true), headers, 1,
                new Delivery(SendMode.SYNCHRONOUS, Acks.ALL, Compression.NONE, true));
    }

    private static Typed typed(byte[] bytes, boolean indent) {
        if (bytes == null || bytes.length == 0) {
            return new Typed(Format.TEXT, "");
        }
        Reading reading = Payload.of(bytes).reading();
        String text = new String(bytes, StandardCharsets.UTF_8);
        return switch (reading.kind()) {
            case JSON -> new Typed(Format.JSON, indent ? JsonText.indented(text) : text);
            case TEXT -> new Typed(Format.TEXT, text);
            default -> new Typed(Format.HEX, HexText.spaced(bytes, 0, bytes.length));
        };
    }
}
