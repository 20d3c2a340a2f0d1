package dev.vitrine.engine.net;

import dev.vitrine.engine.quota.ConnectionLimits;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.ServerChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * The sockets of one broker: its listeners, and the connections that came in by them. Used from binding to closing once; whoever starts again asks the
 * {@link Network} for others.
 */
public final class Sockets implements AutoCloseable {

    private static final String KILLED = "the broker was killed";

    private record Listening(String listener, Channel channel) {}

    private final Network network;
    private final int broker;
    private final List<Listening> listeners = new CopyOnWriteArrayList<>();
    private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);

    Sockets(Network network, int broker) {
        this.network = network;
        this.broker = broker;
    }

    /**
     * Binds, without accepting yet.
     *
     * @return the address, with the port the system chose where it was 0
     * @throws java.io.IOException (sneaked through by Netty) where the address can't be had
     */
    public InetSocketAddress bind(String listener, InetSocketAddress address, RequestHandler handler) {
        Channel channel = network.listen(address, client -> {
            channels.add(client);
            network.initialize(client, broker, listener, handler);
        });
        channels.add(channel);
        listeners.add(new Listening(listener, channel));
        return (InetSocketAddress) channel.localAddress();
    }

    /** Begins to accept on everything bound that doesn't accept yet, as far as {@code limits} lets it. */
    public void serve(ConnectionLimits limits) {
        listeners.stream().filter(bound -> bound.channel().pipeline().get(Door.class) == null).forEach(bound -> {
            bound.channel().pipeline().addFirst(new Door(bound.listener(), limits, () -> makeRoom(limits)));
            bound.channel().config().setAutoRead(true);
        });
    }

    /** As Kafka does, closes those of unprotected listeners that were idle longest. */
    private void makeRoom(ConnectionLimits limits) {
        connections().filter(connection -> !limits.isProtected(connection.listener()))
                .sorted(Comparator.comparingLong(Connection::lastRequestMillis))
                .limit(limits.excess())
                .forEach(connection -> connection.close("more than max.connections"));
    }

    private Stream<Connection> connections() {
        return network.connections().open().stream().filter(connection -> connection.broker() == broker);
    }

    /** Closes one listener, with all the connections that came in by it; when this returns its ports are free again. */
    public void close(String listener) {
        listeners.stream().filter(bound -> bound.listener().equals(listener)).forEach(bound -> {
            bound.channel().close().awaitUninterruptibly();
            listeners.remove(bound);
        });
        connections().filter(connection -> connection.listener().equals(listener))
                .forEach(connection -> connection.close("its listener was closed"));
    }

    /** Closes all of them; returns when none is left. */
    @Override
    public void close() {
        closeAll("the broker was stopped");
    }

    private void closeAll(String why) {
        connections().forEach(connection -> connection.close(why));
        channels.close().awaitUninterruptibly();
    }

    /**
     * As the operating system does it with the sockets of a process that was killed: clients' connections are reset, nothing that was under way is
     * answered. Only when nobody works on requests of this broker any more. Returns when none is left.
     */
    public void reset() {
        channels.forEach(channel -> {
            if (!(channel instanceof ServerChannel)) {
                channel.config().setOption(ChannelOption.SO_LINGER, 0);
            }
        });
        abandon(KILLED);
        closeAll(KILLED);
        abandon(KILLED); // clients come again at once: those who did in between
    }

    /**
     * Lets go what the broker was working on for its clients: it is never answered. Only when nobody works on requests of this broker any more. Returns
     * when nothing is left.
     */
    public void abandon(String why) {
        List<CompletionStage<Void>> ends = connections().map(connection -> connection.abandon(why)).toList();
        ends.forEach(end -> end.toCompletableFuture().join());
    }
}
