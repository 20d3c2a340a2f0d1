package dev.vitrine.engine;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import org.apache.kafka.common.message.ApiMessageType;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.message.ResponseHeaderData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.MessageUtil;

/** Says what it is told to say, in the version it is told, and hands on what it hears: for what no client library would ask. */
public final class RawClient implements AutoCloseable {

    private final Socket socket;

    public RawClient(String bootstrap) throws IOException {
        int colon = bootstrap.lastIndexOf(':');
        socket = new Socket(bootstrap.substring(0, colon), Integer.parseInt(bootstrap.substring(colon + 1)));
        socket.setSoTimeout(60_000);
        socket.setTcpNoDelay(true);
    }

    @SuppressWarnings("unchecked") // the caller knows which answer belongs to the request
    public <T extends ApiMessage> T ask(int version, ApiMessage request) throws IOException {
        send(version, request);
        return (T) receive(version, ApiKeys.forId(request.apiKey()));
    }

    /** @throws AssertionError where there is no answer */
    public <T extends ApiMessage> T ask(int version, ApiMessage request, Class<T> answer) {
        try {
            return answer.cast(ask(version, request));
        } catch (IOException closed) {
            throw new AssertionError(ApiKeys.forId(request.apiKey()) + " v" + version + " was not answered: " + closed, closed);
        }
    }

    public void send(int version, ApiMessage request) throws IOException {
        ApiKeys api = ApiKeys.forId(request.apiKey());
        RequestHeaderData head = new RequestHeaderData()
                .setRequestApiKey(api.id).setRequestApiVersion((short) version).setCorrelationId(5).setClientId("raw");
        byte[] header = bytes(head, api.requestHeaderVersion((short) version));
        byte[] body = bytes(request, (short) version);
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        out.writeInt(header.length + body.length);
        out.write(header);
        out.write(body);
        out.flush();
    }

    /** Sends bytes that need not be a request, with their length before them. */
    public void sendFrame(byte[] frame) throws IOException {
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        out.writeInt(frame.length);
        out.write(frame);
        out.flush();
    }

    public ApiMessage receive(int version, ApiKeys api) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        byte[] frame = new byte[in.readInt()];
        in.readFully(frame);
        ByteBufferAccessor readable = new ByteBufferAccessor(ByteBuffer.wrap(frame));
        new ResponseHeaderData(readable, api.responseHeaderVersion((short) version));
        ApiMessage answer = ApiMessageType.fromApiKey(api.id).newResponse();
        answer.read(readable, (short) version);
        return answer;
    }

    /** Waits for the end of the connection, or for something that was not asked for. */
    public boolean closedByBroker() throws IOException {
        return socket.getInputStream().read() < 0;
    }

    private static byte[] bytes(ApiMessage message, short version) {
        ByteBuffer buffer = MessageUtil.toByteBufferAccessor(message, version).buffer();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
