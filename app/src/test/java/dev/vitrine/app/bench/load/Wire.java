package dev.vitrine.app.bench.load;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.message.ResponseHeaderData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.ObjectSerializationCache;
import org.apache.kafka.common.record.internal.BaseRecords;
import org.apache.kafka.common.record.internal.MemoryRecords;

/** One connection, on which one question is asked after the other and each answer awaited. For one thread. */
final class Wire implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 60_000;

    private final String clientId;
    private final Socket socket = new Socket();
    private final DataInputStream in;
    private int asked;

    Wire(InetSocketAddress broker, String clientId) throws IOException {
        this.clientId = clientId;
        socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(broker, PATIENCE_MILLIS);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 14));
    }

    /** @param as the class of its answer */
    <T extends ApiMessage> T ask(ApiKeys api, int version, ApiMessage question, Class<T> as) throws IOException {
        socket.getOutputStream().write(framed(api, (short) version, question));
        byte[] answer = new byte[in.readInt()];
        in.readFully(answer);
        ByteBufferAccessor readable = new ByteBufferAccessor(ByteBuffer.wrap(answer));
        ResponseHeaderData header = new ResponseHeaderData(readable, api.responseHeaderVersion((short) version));
        if (header.correlationId() != asked) {
            throw new IOException("an answer to question " + header.correlationId() + " came for question " + asked);
        }
        ApiMessage message = api.messageType.newResponse();
        message.read(readable, (short) version);
        return as.cast(message);
    }

    private byte[] framed(ApiKeys api, short version, ApiMessage question) {
        short headerVersion = api.requestHeaderVersion(version);
        RequestHeaderData header = new RequestHeaderData().setRequestApiKey(api.id).setRequestApiVersion(version).setClientId(clientId).setCorrelationId(++asked);
        ObjectSerializationCache cache = new ObjectSerializationCache();
        int size = header.size(cache, headerVersion) + question.size(cache, version);
        ByteBuffer frame = ByteBuffer.allocate(4 + size).putInt(size);
        ByteBufferAccessor writable = new WithRecords(frame);
        header.write(writable, cache, headerVersion);
        question.write(writable, cache, version);
        return frame.array();
    }

    @Override
    public void close() throws IOException {
        socket.close();
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
