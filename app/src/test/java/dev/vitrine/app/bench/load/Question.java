package dev.vitrine.app.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.message.ResponseHeaderData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.ObjectSerializationCache;
import org.apache.kafka.common.record.internal.BaseRecords;
import org.apache.kafka.common.record.internal.MemoryRecords;

/**
 * A request as it goes over the wire, and who takes its answer. May be asked again.
 *
 * @param frame with its length before it; {@link Wire} writes the correlation id
 */
record Question(ApiKeys api, short version, ByteBuffer frame, Answer answer) implements Program.Step {

    private static final int CORRELATION_AT = 8;

    /** Takes an answer's body; its bytes are gone afterwards. */
    interface Answer {
        void take(ByteBufferAccessor body) throws IOException;
    }

    /** Takes an answer, read. */
    interface Read<T> {
        void take(T answer) throws IOException;
    }

    /** @param as the class of its answer */
    static <T extends ApiMessage> Question of(ApiKeys api, int version, ApiMessage asked, String clientId, Class<T> as, Read<T> answer) {
        short of = (short) version;
        return new Question(api, of, framed(api, of, asked, clientId), body -> {
            ApiMessage message = api.messageType.newResponse();
            message.read(body, of);
            answer.take(as.cast(message));
        });
    }

    private static ByteBuffer framed(ApiKeys api, short version, ApiMessage question, String clientId) {
        short headerVersion = api.requestHeaderVersion(version);
        RequestHeaderData header = new RequestHeaderData().setRequestApiKey(api.id).setRequestApiVersion(version).setClientId(clientId);
        ObjectSerializationCache cache = new ObjectSerializationCache();
        int size = header.size(cache, headerVersion) + question.size(cache, version);
        ByteBuffer frame = ByteBuffer.allocateDirect(4 + size).putInt(size);
        ByteBufferAccessor writable = new WithRecords(frame);
        header.write(writable, cache, headerVersion);
        question.write(writable, cache, version);
        return frame.flip();
    }

    /** The frame, ready to be sent. */
    ByteBuffer numbered(int correlationId) {
        return frame.clear().putInt(CORRELATION_AT, correlationId);
    }

    /** @param whole an answer without its length */
    void answered(ByteBuffer whole, int correlationId) throws IOException {
        ByteBufferAccessor readable = new ByteBufferAccessor(whole);
        int to = new ResponseHeaderData(readable, api.responseHeaderVersion(version)).correlationId();
        if (to != correlationId) {
            throw new IOException("an answer to question " + to + " came for question " + correlationId);
        }
        answer.take(readable);
    }

    /** Kafka's own writes batches past the buffer, to save a copy; one copy is no matter here. */
    private static final class WithRecords extends ByteBufferAccessor {

        WithRecords(ByteBuffer frame) {
            super(frame);
        }

        @Override
        public void writeRecords(BaseRecords records) {
            writeByteBuffer(((MemoryRecords) records).buffer().duplicate());
        }
    }
}
