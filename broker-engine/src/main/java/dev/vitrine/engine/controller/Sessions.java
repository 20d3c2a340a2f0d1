package dev.vitrine.engine.controller;

import dev.vitrine.engine.metadata.BrokerImage;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * When the active controller last heard of each broker, and how far of the metadata log each has come. Nothing of it is written anywhere: another
 * controller begins anew, and gives every broker a whole session to speak up.
 */
final class Sessions {

    private static final long UNKNOWN = -1;

    private final long timeoutMs;
    private final Map<Integer, Session> sessions = new TreeMap<>();

    /** @param timeoutMs {@code broker.session.timeout.ms} */
    Sessions(long timeoutMs) {
        this.timeoutMs = timeoutMs;
    }

    /** One life of one broker. */
    private static final class Session {

        private final long epoch;
        private long heardAtMs;
        private boolean heartbeat;
        private long offset = UNKNOWN;
        private long goodbyeOffset = UNKNOWN;

        Session(long epoch, long nowMs) {
            this.epoch = epoch;
            this.heardAtMs = nowMs;
        }
    }

    /** It is registered; nothing was heard of it since. */
    void begin(int broker, long epoch, long nowMs) {
        sessions.put(broker, new Session(epoch, nowMs));
    }

    void end(int broker) {
        sessions.remove(broker);
    }

    /** @param offset of the metadata log up to which the broker has taken everything in */
    void heard(BrokerImage broker, long offset, long nowMs) {
        Session session = of(broker, nowMs);
        session.heardAtMs = nowMs;
        session.heartbeat = true;
        session.offset = offset;
    }

    private Session of(BrokerImage broker, long nowMs) {
        Session known = sessions.get(broker.id());
        if (known == null || known.epoch != broker.epoch()) {
            known = new Session(broker.epoch(), nowMs);
            sessions.put(broker.id(), known);
        }
        return known;
    }

    /** True while this life of the broker is known to go on: another of the same id can't be let in. What only the log tells of may be over long since. */
    boolean isAlive(BrokerImage broker, long nowMs) {
        Session session = sessions.get(broker.id());
        return session != null && session.epoch == broker.epoch() && session.heartbeat && nowMs - session.heardAtMs < timeoutMs;
    }

    private boolean isOver(BrokerImage broker, long nowMs) {
        return nowMs - of(broker, nowMs).heardAtMs >= timeoutMs;
    }

    /**
     * The controller looks whether somebody is silent. Where it comes much too late for that, it stood still itself (a frozen broker, a laptop that slept)
     * and can't know who spoke meanwhile: everybody gets a whole session again.
     */
    void looked(long dueMs, long nowMs) {
        if (nowMs - dueMs > timeoutMs / 3) {
            sessions.values().forEach(session -> session.heardAtMs = nowMs);
        }
    }

    /** The one among them that has been silent for longest, where that is too long. */
    Optional<BrokerImage> stale(Iterable<BrokerImage> unfenced, long nowMs) {
        Optional<BrokerImage> stale = Optional.empty();
        for (BrokerImage broker : unfenced) {
            if (isOver(broker, nowMs) && stale.filter(other -> heardAt(other) <= heardAt(broker)).isEmpty()) {
                stale = Optional.of(broker);
            }
        }
        return stale;
    }

    private long heardAt(BrokerImage broker) {
        return sessions.get(broker.id()).heardAtMs;
    }

    /** How long until one of them can be stale; a whole session where there is none. */
    long nextCheckMs(Iterable<BrokerImage> unfenced, long nowMs) {
        long next = timeoutMs;
        for (BrokerImage broker : unfenced) {
            next = Math.min(next, of(broker, nowMs).heardAtMs + timeoutMs - nowMs);
        }
        return Math.max(1, next);
    }

    /** Notes, the first time that it is said, up to where the others must have come before the broker may stop: they know of their leaders then. */
    void sayGoodbye(BrokerImage broker, long offset, long nowMs) {
        Session session = of(broker, nowMs);
        if (session.goodbyeOffset == UNKNOWN) {
            session.goodbyeOffset = offset;
        }
    }

    /** @param others that are active */
    boolean mayGo(BrokerImage broker, Iterable<BrokerImage> others, long nowMs) {
        OptionalLong slowest = OptionalLong.empty();
        for (BrokerImage other : others) {
            long offset = of(other, nowMs).offset;
            slowest = OptionalLong.of(slowest.isEmpty() ? offset : Math.min(slowest.getAsLong(), offset));
        }
        long goodbye = of(broker, nowMs).goodbyeOffset;
        return goodbye != UNKNOWN && (slowest.isEmpty() || goodbye <= slowest.getAsLong());
    }
}
