package dev.vitrine.engine.net;

import dev.vitrine.engine.observe.Events;
import dev.vitrine.engine.quota.ConnectionLimits;
import dev.vitrine.engine.time.Clock;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * The sockets: event loops that frame requests and send responses, and nothing else. Epoll where the platform has it.
 *
 * <p>A listener is bound first and accepts only when {@link #serve} is called: a client that comes too early waits in the backlog instead of
 * being refused or meeting a half-started broker.
 */
public final class Network implements AutoCloseable {

    /** @param maxFrameBytes {@code socket.request.max.bytes} @param maxIdleMs {@code connections.max.idle.ms} */
    public record Limits(int maxFrameBytes, long maxIdleMs) {}

    private record Listening(String listener, Channel channel) {}

    private static final int LENGTH_FIELD = 4;
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(4 << 20, 8 << 20);

    private final boolean epoll = Epoll.isAvailable();
    private final EventLoopGroup loops;
    private final List<Listening> listeners = new CopyOnWriteArrayList<>();
    private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Connections connections = new Connections();
    private final Limits limits;
    private final Clock clock;
    private final Events events;

    public Network(int threads, Limits limits, Clock clock, Events events) {
        IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        this.loops = new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory("vitrine-net", true), io);
        this.limits = limits;
        this.clock = clock;
        this.events = events;
    }

    public Connections connections() {
        return connections;
    }

    /**
     * Binds, without accepting yet.
     *
     * @return the address, with the port the system chose where it was 0
     * @throws java.io.IOException (sneaked through by Netty) where the address can't be had
     */
    public InetSocketAddress bind(int broker, String listener, InetSocketAddress address, RequestHandler handler) {
        Channel channel = new ServerBootstrap()
                .group(loops)
                .channel(serverChannel())
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.SO_BACKLOG, 1024)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .childHandler(new Initializer(broker, listener, handler))
                .bind(address)
                .syncUninterruptibly()
                .channel();
        channels.add(channel);
        listeners.add(new Listening(listener, channel));
        return (InetSocketAddress) channel.localAddress();
    }

    private Class<? extends ServerChannel> serverChannel() {
        return epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    }

    /** Begins to accept on everything bound, as far as {@code limits} lets it. */
    public void serve(ConnectionLimits limits) {
        listeners.forEach(listening -> {
            listening.channel().pipeline().addFirst(new Door(listening.listener(), limits));
            listening.channel().config().setAutoRead(true);
        });
    }

    /** Closes all sockets; returns when none is left. */
    @Override
    public void close() {
        channels.close().awaitUninterruptibly();
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private final class Initializer extends ChannelInitializer<Channel> {

        private final int broker;
        private final String listener;
        private final RequestHandler handler;

        Initializer(int broker, String listener, RequestHandler handler) {
            this.broker = broker;
            this.listener = listener;
            this.handler = handler;
        }

        @Override
        protected void initChannel(Channel channel) {
            channels.add(channel);
            InetSocketAddress remote = (InetSocketAddress) channel.remoteAddress();
            Connection connection = new Connection(connections.nextId(), broker, listener, remote, clock, events);
            channel.pipeline()
                    .addLast(new LengthFieldBasedFrameDecoder(limits.maxFrameBytes(), 0, LENGTH_FIELD, 0, LENGTH_FIELD, true))
                    .addLast(new IdleStateHandler(0, 0, limits.maxIdleMs(), TimeUnit.MILLISECONDS))
                    .addLast(new ConnectionHandler(connection, handler, connections));
        }
    }
}
