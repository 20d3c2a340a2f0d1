package dev.vitrine.engine.wire;

import io.netty.buffer.ByteBufAllocator;
import org.apache.kafka.common.message.ResponseHeaderData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.MessageSizeAccumulator;
import org.apache.kafka.common.protocol.ObjectSerializationCache;

/** Turns an answer into what goes out, frame length first. */
public final class Responses {

    private Responses() {}

    /** Size of an answer without its header, in bytes; records that lie in files count, too. */
    public static int bodySize(short version, ApiMessage body) {
        MessageSizeAccumulator size = new MessageSizeAccumulator();
        body.addSize(size, new ObjectSerializationCache(), version);
        return size.totalSize();
    }

    /** Encodes {@code body} as the answer to {@code correlationId}. */
    public static ResponseParts encode(ApiKeys api, short version, int correlationId, ApiMessage body, ByteBufAllocator allocator) {
        ResponseHeaderData header = new ResponseHeaderData().setCorrelationId(correlationId);
        short headerVersion = api.responseHeaderVersion(version);
        ObjectSerializationCache cache = new ObjectSerializationCache();
        MessageSizeAccumulator size = new MessageSizeAccumulator();
        header.addSize(size, cache, headerVersion);
        body.addSize(size, cache, version);
        ByteBufWritable out = new ByteBufWritable(allocator, Integer.BYTES + size.sizeExcludingZeroCopy());
        try {
            out.writeInt(size.totalSize());
            header.write(out, cache, headerVersion);
            body.write(out, cache, version);
            return out.finish();
        } catch (RuntimeException failure) {
            out.abandon();
            throw failure;
        }
    }
}
