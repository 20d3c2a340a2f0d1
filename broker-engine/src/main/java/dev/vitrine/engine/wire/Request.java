package dev.vitrine.engine.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.apache.kafka.common.message.ApiMessageType;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.MessageUtil;

/**
 * A request as it came off the wire: its header, and its body still as bytes.
 *
 * @param clientId empty where the client sent none
 */
public record Request(ApiKeys api, short version, int correlationId, String clientId, ByteBuf body) {

    private static final int KEY_AND_VERSION = 4;

    /**
     * Reads the header. The body shares the frame's memory.
     *
     * @throws MalformedRequest for a frame that has no header, or an API that doesn't exist
     */
    public static Request read(ByteBuf frame) {
        if (frame.readableBytes() < KEY_AND_VERSION) {
            throw new MalformedRequest("a frame of " + frame.readableBytes() + " bytes");
        }
        int key = frame.getShort(frame.readerIndex());
        short version = frame.getShort(frame.readerIndex() + 2);
        if (!ApiKeys.hasId(key)) {
            throw new MalformedRequest("API key " + key + " does not exist");
        }
        ApiKeys api = ApiKeys.forId(key);
        try {
            RequestHeaderData header = new RequestHeaderData(new ByteBufReadable(frame), api.requestHeaderVersion(version));
            String clientId = header.clientId() == null ? "" : header.clientId();
            return new Request(api, version, header.correlationId(), clientId, frame);
        } catch (RuntimeException malformed) {
            throw new MalformedRequest("no header of " + api + " v" + version + ": " + malformed.getMessage(), malformed);
        }
    }

    /** As a client would have sent it: for who asks without a socket. */
    public static Request of(ApiMessage message, short version, String clientId) {
        return new Request(ApiKeys.forId(message.apiKey()), version, 0, clientId,
                Unpooled.wrappedBuffer(MessageUtil.toByteBufferAccessor(message, version).buffer()));
    }

    /** Size of the request with its header, in bytes. */
    public int size() {
        return body.writerIndex();
    }

    /** The body, parsed, for somebody who only wants to have a look: it can be parsed again. @throws MalformedRequest where it can't be parsed */
    public ApiMessage peek() {
        return new Request(api, version, correlationId, clientId, body.duplicate()).parse();
    }

    /**
     * Parses the body; byte buffers in it share the frame's memory.
     *
     * @throws MalformedRequest where it can't be parsed
     */
    public ApiMessage parse() {
        ApiMessage message = ApiMessageType.fromApiKey(api.id).newRequest();
        try {
            message.read(new ByteBufReadable(body), version);
        } catch (RuntimeException malformed) {
            throw new MalformedRequest("not a request of " + api + " v" + version + ": " + malformed.getMessage(), malformed);
        }
        return message;
    }
}
