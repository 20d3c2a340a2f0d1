package dev.vitrine.engine.net;

import dev.vitrine.engine.quota.ConnectionLimits;
import dev.vitrine.engine.quota.ConnectionLimits.Verdict;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands at a listener, before anything of a new connection is read. One after another is let in, turned away, or kept waiting; while one waits no
 * more are accepted: they stay in the system's backlog, as with Kafka.
 *
 * <pre>
 *   accepted ──► first in line ──rate kept──► until there is room ──► let in | turned away (now or after a while)
 * </pre>
 *
 * <p>All on the event loop of the listener's channel.
 */
final class Door extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(Door.class);

    private final String listener;
    private final ConnectionLimits limits;
    private final Queue<Channel> line = new ArrayDeque<>();
    private final Runnable makeRoom;
    private Runnable onRoom;
    private boolean knocked;
    private boolean waiting;

    /** @param makeRoom closes connections that are too many by now */
    Door(String listener, ConnectionLimits limits, Runnable makeRoom) {
        this.listener = listener;
        this.limits = limits;
        this.makeRoom = makeRoom;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        onRoom = () -> {
            if (!context.executor().isShuttingDown()) {
                context.executor().execute(() -> next(context));
            }
        };
        limits.opens(listener, onRoom);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object accepted) {
        line.add((Channel) accepted);
        next(context);
    }

    private void next(ChannelHandlerContext context) {
        while (!line.isEmpty() && !waiting && mayPass(context)) {
            knocked = false;
            decide(context, line.poll());
        }
        if (limits.excess() > 0) {
            makeRoom.run();
        }
        boolean accept = line.isEmpty();
        if (context.channel().isOpen() && context.channel().config().isAutoRead() != accept) {
            context.channel().config().setAutoRead(accept);
        }
    }

    /** True where nothing holds the first in line back any more. It knocks once. */
    private boolean mayPass(ChannelHandlerContext context) {
        long waitMs = knocked ? 0 : limits.knock(listener);
        knocked = true;
        if (waitMs > 0) {
            waiting = true;
            context.executor().schedule(() -> {
                waiting = false;
                next(context);
            }, waitMs, TimeUnit.MILLISECONDS);
            return false;
        }
        return limits.hasRoom(listener);
    }

    private void decide(ChannelHandlerContext context, Channel client) {
        InetAddress address = ((InetSocketAddress) client.remoteAddress()).getAddress();
        switch (limits.enter(listener, address)) {
            case Verdict.Enter enter -> {
                client.closeFuture().addListener(closed -> limits.leave(listener, address));
                context.fireChannelRead(client);
            }
            case Verdict.TurnAway away -> {
                LOG.info("A connection from {} is turned away: {}", address.getHostAddress(), away.why());
                context.executor().schedule(() -> client.unsafe().closeForcibly(), away.afterMs(), TimeUnit.MILLISECONDS);
            }
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        line.forEach(client -> client.unsafe().closeForcibly());
        line.clear();
        limits.shuts(listener, onRoom);
        context.fireChannelInactive();
    }
}
