package dev.vitrine.engine.controller;

import java.nio.ByteBuffer;
import java.util.OptionalLong;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.types.RawTaggedField;

/**
 * How far of the metadata log an answer of the controller knows, noted in the answer itself: Kafka's flexible versions let anybody add fields that
 * others don't understand (KIP-482). No client ever sees it: who asked for the client takes it out again.
 */
final class MetadataPosition {

    private static final int TAG = 9_092;

    private MetadataPosition() {}

    static void note(ApiMessage answer, long offset) {
        answer.unknownTaggedFields().add(new RawTaggedField(TAG, ByteBuffer.allocate(Long.BYTES).putLong(offset).array()));
    }

    static OptionalLong take(ApiMessage answer) {
        OptionalLong offset = answer.unknownTaggedFields().stream()
                .filter(field -> field.tag() == TAG)
                .mapToLong(field -> ByteBuffer.wrap(field.data()).getLong())
                .findFirst();
        answer.unknownTaggedFields().removeIf(field -> field.tag() == TAG);
        return offset;
    }
}
