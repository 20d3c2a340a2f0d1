package dev.vitrine.app.bench.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One connection, on which one question is asked after the other and each answer awaited; nobody blocks. For one thread. */
final class Wire implements AutoCloseable {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final String clientId;
    private final SocketChannel channel;
    private SelectionKey key;
    private Question asked;
    private ByteBuffer unsent = NOTHING;
    private int questions;
    /** An answer of which a part has come. */
    private ByteBuffer begun = NOTHING;

    Wire(InetSocketAddress broker, String clientId) throws IOException {
        this.clientId = clientId;
        this.channel = SocketChannel.open(broker);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
    }

    String clientId() {
        return clientId;
    }

    void register(Selector selector, Program of) throws IOException {
        key = channel.register(selector, SelectionKey.OP_READ, of);
    }

    void ask(Question question) throws IOException {
        asked = question;
        unsent = question.numbered(++questions);
        send();
    }

    private void send() throws IOException {
        channel.write(unsent);
        key.interestOps(unsent.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }

    /** It can be written to or read from. @param scratch for what comes in. @return whether an answer was taken */
    boolean ready(ByteBuffer scratch) throws IOException {
        if (key.isWritable()) {
            send();
            return false;
        }
        ByteBuffer in = begun == NOTHING ? scratch.clear() : begun;
        if (channel.read(in) < 0) {
            throw new EOFException("the broker has hung up");
        }
        if (in.position() < Integer.BYTES || in.position() < Integer.BYTES + in.getInt(0)) {
            keep(in);
            return false;
        }
        begun = NOTHING;
        asked.answered(in.flip().position(Integer.BYTES), questions);
        return true;
    }

    /** The rest has room beside it: of one question at a time there is only one answer. */
    private void keep(ByteBuffer part) {
        int whole = part.position() < Integer.BYTES ? Integer.BYTES : Integer.BYTES + part.getInt(0);
        if (part != begun || part.capacity() < whole) {
            begun = ByteBuffer.allocate(Math.max(whole, part.position() + 1)).put(part.flip());
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
