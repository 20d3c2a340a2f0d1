package dev.vitrine.app.model.composer;

import dev.vitrine.app.model.composer.Draft.Typed;
import dev.vitrine.app.model.payload.Composed;
import dev.vitrine.app.model.payload.Format;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Makes the records of a draft, one after another, placeholders filled. Meant for drafts in which {@link DraftCheck} found nothing. */
public final class RecordMaker {

    private final Draft draft;
    private final Placeholders placeholders;

    public RecordMaker(Draft draft, Placeholders placeholders) {
        this.draft = draft;
        this.placeholders = placeholders;
    }

    /** @param n from 1 */
    public ProducerRecord<byte[], byte[]> make(int n) {
        Integer partition = draft.partition().isPresent() ? draft.partition().getAsInt() : null;
        byte[] key = draft.hasKey() ? bytes(draft.key(), n) : null;
        byte[] value = draft.tombstone() ? null : bytes(draft.value(), n);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(draft.topic(), partition, key, value);
        draft.headers().forEach(h -> record.headers().add(placeholders.fill(h.key(), n), h.isNull() ? null : bytes(h.value(), n)));
        return record;
    }

    private byte[] bytes(Typed typed, int n) {
        return switch (composed(typed, n, placeholders)) {
            case Composed.Bytes b -> b.bytes();
            case Composed.Refused refused -> throw new IllegalArgumentException("Record " + n + ": " + refused.why());
        };
    }

    /** Bytes of what was typed, for the record with this number; hex holds no placeholders. */
    public static Composed composed(Typed typed, int n, Placeholders placeholders) {
        return Composed.of(typed.format(), typed.format() == Format.HEX ? typed.text() : placeholders.fill(typed.text(), n));
    }
}
