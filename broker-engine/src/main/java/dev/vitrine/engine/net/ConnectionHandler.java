package dev.vitrine.engine.net;

import dev.vitrine.engine.wire.MalformedRequest;
import dev.vitrine.engine.wire.Request;
import dev.vitrine.engine.wire.ResponseParts;
import dev.vitrine.engine.wire.Responses;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works on one connection's requests, one after the other, so that responses go out in the order of the requests (Kafka's clients rely on it).
 * While one is at work a few more may be read ahead; then the socket is left alone until they are done: back-pressure by TCP.
 *
 * <p>A client that is over its quota is answered at once and then left alone for a while: nothing of it is taken up until that is over (KIP-219).
 *
 * <p>What a client sent before it went away is still done: a producer with acks=0 sends and leaves, and waits for nothing.
 *
 * <pre>
 *   open ──client goes──► gone, rest is worked on ──nothing left──► ended
 *     └──we close (bad frame, bad request, idle, the broker dies)──► ended, rest is dropped
 * </pre>
 *
 * <p>All methods run on the connection's event loop.
 */
final class ConnectionHandler extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionHandler.class);
    private static final int FRAMES_AHEAD = 16;
    private static final int BYTES_AHEAD = 1 << 20;

    private final Connection connection;
    private final RequestHandler handler;
    private final Connections connections;
    private final long maxIdleMs;
    private final Queue<ByteBuf> ahead = new ArrayDeque<>();
    private long bytesAhead;
    private Request atWork;
    private boolean working;
    private long beganNanos;
    private boolean muted;
    private boolean gone;
    private boolean dropped;
    private String why = "closed by the client";

    /** @param maxIdleMs {@code connections.max.idle.ms} */
    ConnectionHandler(Connection connection, RequestHandler handler, Connections connections, long maxIdleMs) {
        this.connection = connection;
        this.handler = handler;
        this.connections = connections;
        this.maxIdleMs = maxIdleMs;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        connection.endsBy(end -> inLoop(context, () -> end(context, end)));
        connections.add(connection);
        connection.opened();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf frame = (ByteBuf) message;
        if (dropped) {
            frame.release();
            return;
        }
        ahead.add(frame);
        bytesAhead += frame.readableBytes();
        if (working || muted) {
            regulate(context);
        } else {
            next(context);
        }
    }

    private void regulate(ChannelHandlerContext context) {
        boolean read = !muted && ahead.size() < FRAMES_AHEAD && bytesAhead < BYTES_AHEAD && context.channel().isWritable();
        if (context.channel().config().isAutoRead() != read) {
            context.channel().config().setAutoRead(read);
        }
    }

    /** Takes requests until one is not answered at once. */
    private void next(ChannelHandlerContext context) {
        while (!working && !muted && !dropped && (gone || context.channel().isWritable())) {
            ByteBuf frame = ahead.poll();
            if (frame == null) {
                break;
            }
            bytesAhead -= frame.readableBytes();
            begin(context, frame);
        }
        if (gone) {
            endIfDone();
        } else {
            regulate(context);
        }
    }

    private void begin(ChannelHandlerContext context, ByteBuf frame) {
        working = true;
        beganNanos = connection.nanos();
        try {
            Request request = Request.read(frame);
            atWork = request;
            connection.onRequest(request.clientId());
            var replied = handler.handle(connection, request).toCompletableFuture();
            if (replied.isDone()) {
                replied.whenComplete((reply, failure) -> finish(context, request, reply, failure));
            } else {
                replied.whenComplete((reply, failure) -> later(context, request, reply, failure));
            }
        } catch (MalformedRequest malformed) {
            LOG.info("Closing connection {} from {}: {}", connection.id(), connection.address(), malformed.getMessage());
            refuse(context, frame, malformed.getMessage());
        } catch (RuntimeException failure) {
            LOG.error("A request on connection {} from {} failed", connection.id(), connection.address(), failure);
            refuse(context, frame, "internal error");
        }
    }

    /** Goes on in the connection's event loop. Where the network is closed already nobody is there any more who could be told: what is held is let go. */
    private void later(ChannelHandlerContext context, Request request, Reply reply, Throwable failure) {
        try {
            context.executor().execute(() -> {
                finish(context, request, reply, failure);
                next(context);
            });
        } catch (RejectedExecutionException closed) {
            gone = true;
            finish(context, request, reply, failure);
            dropAhead();
        }
    }

    private void refuse(ChannelHandlerContext context, ByteBuf frame, String reason) {
        working = false;
        atWork = null;
        frame.release();
        close(context, reason);
    }

    private void finish(ChannelHandlerContext context, Request request, Reply reply, Throwable failure) {
        if (atWork != request) {
            return; // its broker died meanwhile
        }
        working = false;
        atWork = null;
        if (failure != null) {
            LOG.error("{} v{} of client '{}' failed", request.api(), request.version(), request.clientId(), failure);
            close(context, "internal error");
        } else {
            RequestLog.completed(connection, request, reply, beganNanos);
            switch (reply) {
                case Reply.Body body -> {
                    measured(body.sent(), () -> send(context, request, body));
                    mute(context, body.muteMs());
                }
                case Reply.None none -> mute(context, none.muteMs());
                case Reply.Close close -> {
                    LOG.info("Closing connection {} from {}: {}", connection.id(), connection.address(), close.why());
                    close(context, close.why());
                }
            }
        }
        request.body().release();
    }

    private void measured(Optional<LongConsumer> wanted, Runnable sending) {
        long start = wanted.isPresent() ? connection.nanos() : 0;
        sending.run();
        wanted.ifPresent(told -> told.accept(connection.nanos() - start));
    }

    private void send(ChannelHandlerContext context, Request request, Reply.Body body) {
        ResponseParts parts;
        try {
            parts = Responses.encode(request.api(), body.version(), request.correlationId(), body.message(), context.alloc());
        } catch (RuntimeException unspeakable) { // a field that this version has no word for: a mistake of ours, but the client must not wait
            LOG.error("The answer to {} v{} could not be written", request.api(), body.version(), unspeakable);
            close(context, "internal error");
            return;
        }
        if (gone) {
            parts.release();
        } else {
            Sending.write(context, parts);
        }
    }

    private void mute(ChannelHandlerContext context, int muteMs) {
        if (muteMs > 0 && !gone && !dropped) {
            muted = true;
            context.executor().schedule(() -> unmute(context), muteMs, TimeUnit.MILLISECONDS);
        }
    }

    private void unmute(ChannelHandlerContext context) {
        muted = false;
        next(context);
    }

    private void close(ChannelHandlerContext context, String reason) {
        if (!gone && !dropped) {
            why = reason;
        }
        dropped = true;
        dropAhead();
        context.close();
    }

    private void dropAhead() {
        ahead.forEach(ReferenceCountUtil::release);
        ahead.clear();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        next(context);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        // nothing may have been read for so long only because there was enough to do
        if (event instanceof IdleStateEvent && !working && connection.idleMs() >= maxIdleMs) {
            close(context, "idle for connections.max.idle.ms");
        } else {
            context.fireUserEventTriggered(event);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        gone = true;
        muted = false; // nobody is there any more who could be kept waiting
        next(context);
    }

    /** Here where the network is closed already: nobody else comes any more. */
    private static void inLoop(ChannelHandlerContext context, Runnable task) {
        try {
            context.executor().execute(task);
        } catch (RejectedExecutionException closed) {
            task.run();
        }
    }

    private void end(ChannelHandlerContext context, Connection.End end) {
        if (!end.answered()) {
            abandon(context, end.why());
        } else if (!gone) {
            close(context, end.why());
        }
    }

    private void abandon(ChannelHandlerContext context, String reason) {
        if (working) {
            working = false;
            atWork.body().release();
            atWork = null;
        }
        close(context, reason);
        endIfDone();
    }

    private void endIfDone() {
        if (!working && ahead.isEmpty() && connections.remove(connection)) {
            connection.closed(why);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        switch (cause) {
            case DecoderException bad -> {
                LOG.info("Closing connection {} from {}: {}", connection.id(), connection.address(), bad.getMessage());
                close(context, "frame refused: " + bad.getMessage());
            }
            case IOException lost -> {
                why = "connection lost";
                context.close(); // what it had sent before is still done
            }
            default -> {
                LOG.error("Connection {} from {} failed", connection.id(), connection.address(), cause);
                close(context, "internal error");
            }
        }
    }
}
