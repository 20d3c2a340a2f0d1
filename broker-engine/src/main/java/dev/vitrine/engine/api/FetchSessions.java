package dev.vitrine.engine.api;

import dev.vitrine.engine.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The fetch sessions of a broker: at most {@code max.incremental.fetch.session.cache.slots}. When all are taken, one that nobody has used for
 * two minutes makes room; else the newcomer goes without (its fetches are answered in full), as in Kafka.
 */
public final class FetchSessions {

    private static final long EVICTABLE_AFTER_MS = 120_000;
    /** Kafka shares sessions out by their ids, and has no place for what is beyond these. */
    private static final int SHARDS = 8;
    private static final int IDS_PER_SHARD = Integer.MAX_VALUE / SHARDS;

    private final int slots;
    private final Clock clock;
    private final RandomGenerator random;
    private final Map<Integer, FetchSession> byId = new HashMap<>();

    public FetchSessions(int slots, Clock clock, RandomGenerator random) {
        this.slots = slots;
        this.clock = clock;
        this.random = random;
    }

    /** Whether there can be a session of this id, now or ever. */
    static boolean canHave(int id) {
        int shard = id / IDS_PER_SHARD;
        return shard >= 0 && shard < SHARDS;
    }

    /** @return empty where there is no room */
    synchronized Optional<FetchSession> create(boolean topicIds) {
        if (byId.size() >= slots && !makeRoom()) {
            return Optional.empty();
        }
        int id;
        do {
            id = random.nextInt(1, SHARDS * IDS_PER_SHARD);
        } while (byId.containsKey(id));
        FetchSession session = new FetchSession(id, topicIds, clock.millis());
        byId.put(id, session);
        return Optional.of(session);
    }

    private boolean makeRoom() {
        long now = clock.millis();
        Optional<FetchSession> idle = byId.values().stream()
                .filter(session -> now - session.lastUsedMillis() > EVICTABLE_AFTER_MS)
                .min(Comparator.comparingLong(FetchSession::lastUsedMillis));
        idle.ifPresent(session -> byId.remove(session.id()));
        return idle.isPresent();
    }

    synchronized Optional<FetchSession> find(int id) {
        return Optional.ofNullable(byId.get(id));
    }

    synchronized void remove(int id) {
        byId.remove(id);
    }

    public synchronized int size() {
        return byId.size();
    }
}
