package dev.vitrine.engine.oracle;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;

/** A socket to a broker, and frames on it. Opened when first used, and again after the broker closed it. */
public final class RawConnection implements AutoCloseable {

    /** What came back. @param frame null unless answered */
    public record Reply(Kind kind, ByteBuffer frame) {
        public enum Kind { FRAME, CLOSED, SILENT }
    }

    private static final int LONGEST_ANSWER = 64 << 20;

    private final String host;
    private final int port;
    private Socket socket;

    public RawConnection(String host, int port) {
        this.host = host;
        this.port = port;
    }

    /** Sends bytes as they are. A broker that has closed already is noticed when its answer is read. */
    public void send(byte[] bytes) {
        try {
            if (socket == null) {
                socket = new Socket(host, port);
                socket.setTcpNoDelay(true);
            }
            socket.getOutputStream().write(bytes);
        } catch (IOException gone) {
            if (socket == null) {
                throw new UncheckedIOException(host + ":" + port + " takes no connection", gone);
            }
        }
    }

    /** No more from this side; what is on its way is still delivered. */
    public void endOfRequests() {
        try {
            socket.shutdownOutput();
        } catch (IOException alreadyClosed) {
            // then the broker was first: the next read tells
        }
    }

    /** The next frame. After a close or silence the next {@link #send} opens a new connection. */
    public Reply receive(int limitMillis) {
        try {
            socket.setSoTimeout(limitMillis);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            int length = in.readInt();
            if (length < 0 || length > LONGEST_ANSWER) {
                throw new AssertionError("an answer of " + length + " bytes from " + host + ":" + port);
            }
            byte[] frame = new byte[length];
            in.readFully(frame);
            return new Reply(Reply.Kind.FRAME, ByteBuffer.wrap(frame));
        } catch (SocketTimeoutException nothing) {
            close();
            return new Reply(Reply.Kind.SILENT, null);
        } catch (EOFException closed) {
            close();
            return new Reply(Reply.Kind.CLOSED, null);
        } catch (IOException reset) {
            close();
            return new Reply(Reply.Kind.CLOSED, null);
        }
    }

    @Override
    public void close() {
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                socket = null;
            }
        }
    }
}
