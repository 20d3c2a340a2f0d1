package dev.vitrine.engine.net;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The open connections of an engine. */
public final class Connections {

    private final Map<Long, Connection> open = new ConcurrentHashMap<>();
    private final AtomicLong lastId = new AtomicLong();

    long nextId() {
        return lastId.incrementAndGet();
    }

    void add(Connection connection) {
        open.put(connection.id(), connection);
    }

    /** @return false where it was gone already */
    boolean remove(Connection connection) {
        return open.remove(connection.id()) != null;
    }

    public Collection<Connection> open() {
        return open.values();
    }
}
