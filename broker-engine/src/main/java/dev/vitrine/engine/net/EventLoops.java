package dev.vitrine.engine.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.AbstractEventExecutorGroup;
import io.netty.util.concurrent.DefaultPromise;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.PromiseCombiner;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Event loops whose number may change while they run ({@code num.network.threads}, KIP-226), which Netty's own groups can't. A connection goes to the loop
 * that has fewest, and stays with it: loops that are too many get none any more and end with the last that they have.
 *
 * <pre>
 *   loops   0 1 2 │ 3 4      │ wanted = 3: the others keep what they have, and take up again where more are wanted
 *   have    5 4 5 │ 2 0 ──► ends
 * </pre>
 */
final class EventLoops extends AbstractEventExecutorGroup implements EventLoopGroup {

    /** One thread with the connections that it has. */
    private static final class Loop {
        private final EventLoopGroup thread;
        private int connections;

        private Loop(EventLoopGroup thread) {
            this.thread = thread;
        }
    }

    private final ThreadFactory threads = new DefaultThreadFactory("vitrine-net", true);
    private final IoHandlerFactory io;
    private final List<Loop> loops = new ArrayList<>();
    private final Promise<Void> ended = new DefaultPromise<>(GlobalEventExecutor.INSTANCE);
    private int wanted;
    private boolean ending;

    EventLoops(int threads, IoHandlerFactory io) {
        this.io = io;
        resize(threads);
    }

    /** @param threads one at least */
    synchronized void resize(int threads) {
        if (ending) {
            return;
        }
        while (loops.size() < threads) {
            loops.add(new Loop(new MultiThreadIoEventLoopGroup(1, this.threads, io)));
        }
        wanted = threads;
        endThoseTooMany();
    }

    private void endThoseTooMany() {
        for (int i = loops.size() - 1; i >= wanted; i--) {
            if (loops.get(i).connections == 0) {
                loops.remove(i).thread.shutdownGracefully(0, 5, TimeUnit.SECONDS);
            }
        }
    }

    /** The one that never ends: listeners are at home there. */
    synchronized EventLoop first() {
        return loops.getFirst().thread.next();
    }

    /** How many there are, with those that are about to end. */
    synchronized int size() {
        return loops.size();
    }

    private synchronized Loop enter() {
        Loop least = loops.subList(0, wanted).stream().min(Comparator.comparingInt(loop -> loop.connections)).orElseThrow();
        least.connections++;
        return least;
    }

    private synchronized void leave(Loop loop) {
        loop.connections--;
        if (!ending) {
            endThoseTooMany();
        }
    }

    @Override
    public ChannelFuture register(Channel channel) {
        Loop loop = enter();
        return register(loop, new DefaultChannelPromise(channel, loop.thread.next()));
    }

    @Override
    public ChannelFuture register(ChannelPromise promise) {
        return register(enter(), promise);
    }

    private ChannelFuture register(Loop loop, ChannelPromise promise) {
        promise.channel().closeFuture().addListener(closed -> leave(loop));
        return loop.thread.register(promise);
    }

    @Override
    @Deprecated
    public ChannelFuture register(Channel channel, ChannelPromise promise) {
        return register(promise);
    }

    @Override
    public EventLoop next() {
        return first();
    }

    @Override
    public synchronized Iterator<EventExecutor> iterator() {
        return loops.stream().<EventExecutor>map(loop -> loop.thread.next()).toList().iterator();
    }

    @Override
    public synchronized Future<?> shutdownGracefully(long quietPeriod, long timeout, TimeUnit unit) {
        if (!ending) {
            ending = true;
            List<Future<?>> ends = new ArrayList<>();
            loops.forEach(loop -> ends.add(loop.thread.shutdownGracefully(quietPeriod, timeout, unit)));
            GlobalEventExecutor.INSTANCE.execute(() -> {
                PromiseCombiner all = new PromiseCombiner(GlobalEventExecutor.INSTANCE);
                ends.forEach(all::add);
                all.finish(ended);
            });
        }
        return ended;
    }

    @Override
    public Future<?> terminationFuture() {
        return ended;
    }

    @Override
    @Deprecated
    public void shutdown() {
        shutdownGracefully();
    }

    @Override
    public synchronized boolean isShuttingDown() {
        return ending;
    }

    @Override
    public boolean isShutdown() {
        return ended.isDone();
    }

    @Override
    public boolean isTerminated() {
        return ended.isDone();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return ended.await(timeout, unit);
    }
}
