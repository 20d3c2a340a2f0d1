package dev.vitrine.engine.api;

import dev.vitrine.engine.net.Connection;
import dev.vitrine.engine.net.Reply;
import dev.vitrine.engine.net.RequestHandler;
import dev.vitrine.engine.time.Scheduler;
import dev.vitrine.engine.wire.MalformedRequest;
import dev.vitrine.engine.wire.Request;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.message.JoinGroupRequestData;
import org.apache.kafka.common.message.SyncGroupRequestData;

/**
 * Lets people watch a group share out its partitions: what its members ask for on the way (to join, to sync, the heartbeats of KIP-848) lies on the table
 * for a while before it is worked on, so that each step takes a time that can be seen. Their states, as all else sees them, are true at every moment.
 *
 * <p>Nothing is held so long that a time-out could fire because of it ({@link #most}): a member whose request waits is not heard of meanwhile, and its
 * next heartbeat waits behind it. While nothing is to be held this costs one look at a field.
 */
public final class SlowMotion implements RequestHandler {

    /** A third of a session: a request held, the heartbeat behind it, and some time to spare. */
    private static final int PARTS_OF_A_SESSION = 3;
    private static final int PARTS_OF_A_REBALANCE = 4;
    /** Clients give an answer up after 30 seconds, unless they were told otherwise. */
    private static final long LONGEST_MILLIS = 10_000;
    private static final int MOST_GROUPS = 10_000;

    private final RequestHandler behind;
    private final Scheduler timers;
    private final Sessions shortest;
    private final Map<String, Long> mostOfGroup = new ConcurrentHashMap<>();
    private final Set<Held> held = ConcurrentHashMap.newKeySet();
    private volatile long heldMillis;

    /** The shortest session timeouts that this broker lets members of classic groups and of consumer groups have, in milliseconds. */
    public record Sessions(long classicMillis, long consumerMillis) {}

    public SlowMotion(RequestHandler behind, Scheduler timers, Sessions shortest) {
        this.behind = behind;
        this.timers = timers;
        this.shortest = shortest;
    }

    /** How long something of a member with these time-outs can be held without harm, in milliseconds. */
    public static long most(long sessionMillis, long rebalanceMillis) {
        return Math.min(LONGEST_MILLIS, Math.min(sessionMillis / PARTS_OF_A_SESSION, rebalanceMillis / PARTS_OF_A_REBALANCE));
    }

    /** From now on each step is held for so long, or as long as does no harm; 0 lets all go on at once, what is held now too. */
    public void hold(long millis) {
        heldMillis = Math.max(0, millis);
        if (heldMillis == 0) {
            held.forEach(Held::goOn);
            mostOfGroup.clear();
        }
    }

    @Override
    public CompletionStage<Reply> handle(Connection connection, Request request) {
        long wanted = heldMillis;
        if (wanted == 0) {
            return behind.handle(connection, request);
        }
        long wait = Math.min(wanted, most(request));
        return wait <= 0 ? behind.handle(connection, request) : new Held(connection, request).in(wait);
    }

    /** 0 for what is not held at all. */
    private long most(Request request) {
        try {
            return switch (request.api()) {
                case JOIN_GROUP -> ofJoin((JoinGroupRequestData) request.peek());
                case SYNC_GROUP -> mostOfGroup.getOrDefault(((SyncGroupRequestData) request.peek()).groupId(), shortestClassic());
                case CONSUMER_GROUP_HEARTBEAT -> most(shortest.consumerMillis(), shortest.consumerMillis());
                default -> 0;
            };
        } catch (MalformedRequest malformed) {
            return 0; // who works on it says what there is to say
        }
    }

    private long ofJoin(JoinGroupRequestData join) {
        long rebalance = join.rebalanceTimeoutMs() < 0 ? join.sessionTimeoutMs() : join.rebalanceTimeoutMs();
        if (mostOfGroup.size() >= MOST_GROUPS) {
            mostOfGroup.clear();
        }
        return mostOfGroup.merge(join.groupId(), most(join.sessionTimeoutMs(), rebalance), Math::min);
    }

    private long shortestClassic() {
        return most(shortest.classicMillis(), shortest.classicMillis());
    }

    /** A request that lies on the table. Its connection has nothing else at work meanwhile, so order stays. */
    private final class Held {

        private final Connection connection;
        private final Request request;
        private final CompletableFuture<Reply> reply = new CompletableFuture<>();
        private volatile Scheduler.Timer timer;

        Held(Connection connection, Request request) {
            this.connection = connection;
            this.request = request;
        }

        CompletionStage<Reply> in(long millis) {
            held.add(this);
            timer = timers.schedule(millis, this::work);
            return reply;
        }

        /** At once, unless it is being worked on already. */
        void goOn() {
            Scheduler.Timer waiting = timer;
            if (waiting != null && waiting.cancel()) {
                work();
            }
        }

        private void work() {
            held.remove(this);
            if (connection.isClosed()) { // its broker has ended meanwhile, and the request's bytes are somebody else's
                reply.complete(new Reply.Close("the broker is gone"));
                return;
            }
            try {
                behind.handle(connection, request).whenComplete((answer, failure) -> {
                    if (failure != null) {
                        reply.completeExceptionally(failure);
                    } else {
                        reply.complete(answer);
                    }
                });
            } catch (RuntimeException failure) {
                reply.completeExceptionally(failure);
            }
        }
    }
}
