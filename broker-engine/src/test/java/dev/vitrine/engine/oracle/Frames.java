package dev.vitrine.engine.oracle;

import java.nio.ByteBuffer;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.message.ResponseHeaderData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.protocol.MessageUtil;
import org.apache.kafka.common.protocol.types.SchemaException;
import org.apache.kafka.common.protocol.types.Struct;

/** Requests as frames, and frames as answers. */
public final class Frames {

    private Frames() {}

    /** A whole frame: length, header, body. Fields that the version doesn't know are left out. */
    public static byte[] request(ApiMessage request, short version, int correlationId) {
        ApiKeys api = ApiKeys.forId(request.apiKey());
        LegalFields.keep(request, api.messageType.requestSchemas()[version]);
        return request(api, version, correlationId, MessageUtil.toByteBufferAccessor(request, version).buffer());
    }

    /** A whole frame around a body that is already bytes. */
    public static byte[] request(ApiKeys api, short version, int correlationId, ByteBuffer body) {
        ByteBuffer header = MessageUtil.toByteBufferAccessor(
                new RequestHeaderData().setRequestApiKey(api.id).setRequestApiVersion(version).setCorrelationId(correlationId).setClientId("oracle"),
                api.requestHeaderVersion(version)).buffer();
        ByteBuffer frame = ByteBuffer.allocate(Integer.BYTES + header.remaining() + body.remaining());
        frame.putInt(header.remaining() + body.remaining()).put(header).put(body.duplicate());
        return frame.array();
    }

    /** A frame that says it is of a version which need not exist: key, version, correlation id, no client id, no tags, and nothing else. */
    public static byte[] ofVersion(ApiKeys api, int version) {
        ByteBuffer frame = ByteBuffer.allocate(15).putInt(11).putShort(api.id).putShort((short) version).putInt(7).putShort((short) -1);
        return frame.put((byte) 0).array();
    }

    /** Reads an answer by its schema. @param frame without its length; its position is behind the answer afterwards */
    static Outcome answer(ApiKeys api, short version, int correlationId, ByteBuffer frame) {
        try {
            if (version < 0 || version >= api.messageType.responseSchemas().length && api != ApiKeys.API_VERSIONS) {
                return new Outcome.Unreadable("an answer in a version that does not exist");
            }
            int answered = new ResponseHeaderData(new ByteBufferAccessor(frame), api.responseHeaderVersion(version)).correlationId();
            if (answered != correlationId) {
                return new Outcome.Unreadable("correlation id " + answered + " for " + correlationId);
            }
            Struct body = api.messageType.responseSchemas()[bodyVersion(api, version, frame)].read(frame);
            if (frame.hasRemaining()) {
                return new Outcome.Unreadable(frame.remaining() + " bytes behind the answer");
            }
            return new Outcome.Answered(Tree.of(body));
        } catch (SchemaException | java.nio.BufferUnderflowException wrong) {
            return new Outcome.Unreadable(wrong.getClass().getSimpleName() + " " + wrong.getMessage());
        }
    }

    /** The same as Kafka's generated message. @return null where it can't be read */
    static ApiMessage message(ApiKeys api, short version, ByteBuffer frame) {
        try {
            new ResponseHeaderData(new ByteBufferAccessor(frame), api.responseHeaderVersion(version));
            short bodyVersion = bodyVersion(api, version, frame);
            ApiMessage answer = api.messageType.newResponse();
            answer.read(new ByteBufferAccessor(frame), bodyVersion);
            return answer;
        } catch (RuntimeException unreadable) {
            return null;
        }
    }

    /** A request in words: as Kafka's generated message tells it; where it can't be read, by its size. */
    static String told(ApiKeys api, short version, byte[] frame) {
        try {
            ByteBufferAccessor body = new ByteBufferAccessor(ByteBuffer.wrap(frame, Integer.BYTES, frame.length - Integer.BYTES));
            new RequestHeaderData(body, api.requestHeaderVersion(version));
            ApiMessage request = api.messageType.newRequest();
            request.read(body, version);
            return request.toString();
        } catch (RuntimeException unreadable) {
            return frame.length + " bytes";
        }
    }

    /** An ApiVersions request in a version that the broker doesn't know is answered in version 0 (KIP-511). */
    private static short bodyVersion(ApiKeys api, short version, ByteBuffer frame) {
        boolean refused = api == ApiKeys.API_VERSIONS && frame.getShort(frame.position()) == Errors.UNSUPPORTED_VERSION.code();
        return refused ? 0 : version;
    }
}
