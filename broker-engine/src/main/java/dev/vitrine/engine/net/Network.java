package dev.vitrine.engine.net;

import dev.vitrine.engine.observe.Events;
import dev.vitrine.engine.time.Clock;
import dev.vitrine.engine.time.SharedThreads;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.timeout.IdleStateHandler;
import java.net.InetSocketAddress;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The event loops that frame requests and send responses, and nothing else; all brokers of an engine share them. Epoll where the platform has it.
 *
 * <p>A listener is bound first and accepts only when {@link Sockets#serve} is called: a client that comes too early waits in the backlog instead of
 * being refused or meeting a half-started broker.
 */
public final class Network implements AutoCloseable {

    /** @param maxFrameBytes {@code socket.request.max.bytes} @param maxIdleMs {@code connections.max.idle.ms} */
    public record Limits(int maxFrameBytes, long maxIdleMs) {}

    private static final int LENGTH_FIELD = 4;
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(4 << 20, 8 << 20);

    private final boolean epoll = Epoll.isAvailable();
    private final EventLoops loops;
    private final SharedThreads asked;
    private final Connections connections = new Connections();
    private final Limits limits;
    private final Clock clock;
    private final Events events;

    /** @param threads event loops where no broker asks for a number of them */
    public Network(int threads, Limits limits, Clock clock, Events events) {
        IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        this.loops = new EventLoops(threads, io);
        this.asked = new SharedThreads(threads, loops::resize);
        this.limits = limits;
        this.clock = clock;
        this.events = events;
    }

    public Connections connections() {
        return connections;
    }

    /** How many event loops a broker wants: for connections that are new, those that are there stay where they are. @param threads empty where it has no wish */
    public void staff(int broker, OptionalInt threads) {
        asked.ask(broker, threads);
    }

    /** A broker's own, to be closed by it. */
    public Sockets sockets(int broker) {
        return new Sockets(this, broker);
    }

    /** @param accepted sets each client's channel up, on its event loop */
    Channel listen(InetSocketAddress address, Consumer<Channel> accepted) {
        return new ServerBootstrap()
                .group(loops.first(), loops)
                .channel(serverChannel())
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.SO_BACKLOG, 1024)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accepted.accept(channel);
                    }
                })
                .bind(address)
                .syncUninterruptibly()
                .channel();
    }

    private Class<? extends ServerChannel> serverChannel() {
        return epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    }

    void initialize(Channel channel, int broker, String listener, RequestHandler handler) {
        InetSocketAddress remote = (InetSocketAddress) channel.remoteAddress();
        Connection connection = new Connection(connections.nextId(), broker, listener, remote, clock, events);
        channel.pipeline()
                .addLast(new LengthFieldBasedFrameDecoder(limits.maxFrameBytes(), 0, LENGTH_FIELD, 0, LENGTH_FIELD, true))
                .addLast(new IdleStateHandler(0, 0, limits.maxIdleMs(), TimeUnit.MILLISECONDS))
                .addLast(new ConnectionHandler(connection, handler, connections, limits.maxIdleMs()));
    }

    /** Ends the event loops; the brokers' sockets are closed by then. */
    @Override
    public void close() {
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
