package dev.vitrine.engine.controller;

import dev.vitrine.engine.coordinator.CommittedLog.KeyValue;
import dev.vitrine.engine.coordinator.RecordCodec;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.kafka.common.metadata.MetadataRecordType;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.ObjectSerializationCache;
import org.apache.kafka.common.utils.ByteUtils;

/**
 * How metadata records lie in the log, as Kafka's do: no key; the value is {@code frame version | record type | record version | message},
 * the first three unsigned varints. Kafka's DumpLogSegments reads it.
 */
public final class MetadataRecordCodec implements RecordCodec<MetadataRecord> {

    private static final int FRAME_VERSION = 1;
    private static final byte[] NO_KEY = {};

    @Override
    public KeyValue encode(MetadataRecord record) {
        ApiMessage message = record.message();
        ObjectSerializationCache cache = new ObjectSerializationCache();
        int header = ByteUtils.sizeOfUnsignedVarint(FRAME_VERSION)
                + ByteUtils.sizeOfUnsignedVarint(message.apiKey())
                + ByteUtils.sizeOfUnsignedVarint(record.version());
        ByteBuffer value = ByteBuffer.allocate(header + message.size(cache, record.version()));
        ByteUtils.writeUnsignedVarint(FRAME_VERSION, value);
        ByteUtils.writeUnsignedVarint(message.apiKey(), value);
        ByteUtils.writeUnsignedVarint(record.version(), value);
        message.write(new ByteBufferAccessor(value), cache, record.version());
        return new KeyValue(NO_KEY, value.array());
    }

    @Override
    public Optional<MetadataRecord> decode(ByteBuffer key, ByteBuffer value) {
        int frame = ByteUtils.readUnsignedVarint(value);
        if (frame != FRAME_VERSION) {
            throw new IllegalStateException("a metadata record of frame version " + frame);
        }
        short type = (short) ByteUtils.readUnsignedVarint(value);
        short version = (short) ByteUtils.readUnsignedVarint(value);
        return messageOf(type).filter(message -> version <= message.highestSupportedVersion()).map(message -> {
            message.read(new ByteBufferAccessor(value), version);
            return new MetadataRecord(message, version);
        });
    }

    private static Optional<ApiMessage> messageOf(short type) {
        for (MetadataRecordType known : MetadataRecordType.values()) {
            if (known.id() == type) {
                return Optional.of(known.newMetadataRecord());
            }
        }
        return Optional.empty();
    }
}
