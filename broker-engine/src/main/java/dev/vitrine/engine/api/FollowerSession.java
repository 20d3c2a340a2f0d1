package dev.vitrine.engine.api;

import dev.vitrine.engine.replica.FetchWait;
import dev.vitrine.engine.replica.Isolation;
import dev.vitrine.engine.replica.Partition;
import dev.vitrine.engine.replica.PartitionLookup;
import dev.vitrine.engine.replica.Presence;
import dev.vitrine.engine.replica.Watcher;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;

/**
 * What a broker copies from this one, remembered from fetch to fetch (KIP-227). A consumer's {@link FetchSession} looks at each of its partitions with each
 * fetch; this one is told by its partitions where something happens, and looks only there: a thousand partitions at rest cost nothing. That they are at rest
 * is kept true by {@link Presence}: with each fetch the follower has caught up with all of them.
 *
 * <pre>
 *   named by a fetch ──► STIRRED ──looked at: all is there, all is told, the follower is in sync──► AT REST
 *                           ▲                                                                         │
 *                           └── appended, committed, another leader, other replicas in sync, gone ◄───┘
 * </pre>
 *
 * Any thread; its fetches come one after the other.
 */
final class FollowerSession {

    private final int id;
    private final FetchReader.Replica follower;
    private final Map<TopicIdPartition, Followed> partitions = new HashMap<>();
    /** Whoever had records goes to the end: one busy partition must not starve the others where an answer is full. */
    private final Set<Followed> stirred = new LinkedHashSet<>();
    private int nextEpoch = FetchSession.following(FetchSession.FIRST_EPOCH);
    private boolean stirredSinceLook;
    private boolean closed;
    private Optional<FetchWait> waiting = Optional.empty();
    private volatile long lastFetchMs;

    FollowerSession(int id, FetchReader.Replica follower, long nowMs) {
        this.id = id;
        this.follower = follower;
        this.lastFetchMs = nowMs;
    }

    /** A partition of the session. */
    private final class Followed implements Watcher, Presence {

        private ToldOfPartition told = new ToldOfPartition();
        private FetchTarget target;
        private Optional<Partition> watched = Optional.empty();
        private volatile long leftMs = Long.MAX_VALUE;

        @Override
        public Isolation isolation() {
            return Isolation.REPLICA;
        }

        @Override
        public void arrived(int bytes) {
            stir(this).ifPresent(wait -> wait.arrived(bytes));
        }

        @Override
        public void changed() {
            stir(this).ifPresent(FetchWait::finish);
        }

        @Override
        public long lastMs() {
            return Math.min(leftMs, lastFetchMs);
        }

        void watch(Optional<Partition> now) {
            if (!now.equals(watched)) {
                watched.ifPresent(before -> before.unwatch(this));
                watched = now;
                now.ifPresent(partition -> partition.watch(this));
            }
        }

        void leave() {
            leftMs = lastFetchMs;
            watch(Optional.empty());
        }
    }

    int id() {
        return id;
    }

    FetchReader.Replica follower() {
        return follower;
    }

    private synchronized Optional<FetchWait> stir(Followed partition) {
        if (partition.leftMs == Long.MAX_VALUE) {
            stirred.add(partition);
            stirredSinceLook = true;
        }
        return waiting;
    }

    /** @return false where the fetch is not the one that follows the last */
    synchronized boolean advance(int epoch, long nowMs) {
        if (closed || epoch != nextEpoch) {
            return false;
        }
        nextEpoch = FetchSession.following(epoch);
        lastFetchMs = nowMs;
        return true;
    }

    /** @param changed what the follower says of itself there. @param forgotten is not copied for now */
    synchronized void update(List<FetchTarget> changed, List<TopicIdPartition> forgotten) {
        for (FetchTarget target : changed) {
            Followed partition = partitions.computeIfAbsent(target.key(), key -> new Followed());
            partition.target = target.present(partition);
            stirred.add(partition);
        }
        for (TopicIdPartition key : forgotten) {
            Followed partition = partitions.remove(key);
            if (partition != null) {
                stirred.remove(partition);
                partition.leave();
            }
        }
    }

    /** All that must be looked at now: from here on it is told what happens there. */
    synchronized List<FetchTarget> toLookAt(FetchTargets names, PartitionLookup lookup) {
        List<FetchTarget> targets = new ArrayList<>(stirred.size());
        List<Followed> now = List.copyOf(stirred);
        stirred.clear();
        stirredSinceLook = false;
        for (Followed partition : now) {
            partition.target = names.known(partition.target);
            partition.watch(partition.target.name().flatMap(lookup::replica));
            targets.add(partition.target);
        }
        return targets;
    }

    /** @return whether something is to be told at once, however few bytes there are */
    synchronized boolean lookedAt(List<FetchAnswer> answers) {
        boolean news = false;
        List<Followed> withRecords = new ArrayList<>();
        for (FetchAnswer answer : answers) {
            Followed partition = partitions.get(answer.target().key());
            if (partition != null && answer.bytes() > 0) {
                withRecords.add(partition);
            } else if (partition != null && !isAtRest(partition, answer)) {
                stirred.add(partition);
                news |= partition.told.isNews(answer.data());
            }
        }
        stirred.addAll(withRecords);
        return news;
    }

    /** Not before the follower is in sync: each of its fetches may be the one that lets it in. */
    private boolean isAtRest(Followed partition, FetchAnswer answer) {
        return !partition.told.isNews(answer.data()) && answer.isAllThere() && answer.target().knows(answer.data().highWatermark())
                && answer.partition().map(replica -> replica.followers().areInSync(follower.broker())).orElse(false);
    }

    /** Whether an answer is worth sending; then it counts as told. @param full each is */
    synchronized boolean tell(FetchTarget target, PartitionData answer, boolean full) {
        Followed partition = partitions.get(target.key());
        if (partition == null) {
            return true;
        }
        boolean worth = full || partition.told.isNewsOrRecords(answer) || !target.knows(answer.highWatermark());
        if (answer.divergingEpoch().epoch() < 0) {
            partition.told.tell(answer);
        } else {
            partition.told = new ToldOfPartition(); // it will truncate, and hear of nothing else
        }
        return worth;
    }

    /** The fetch waits. @return false where something has happened since it looked */
    synchronized boolean park(FetchWait wait) {
        waiting = Optional.of(wait);
        return !stirredSinceLook && !closed;
    }

    synchronized void unpark() {
        waiting = Optional.empty();
    }

    /** Another session takes its place. */
    void close() {
        Optional<FetchWait> left;
        synchronized (this) {
            closed = true;
            partitions.values().forEach(Followed::leave);
            partitions.clear();
            stirred.clear();
            left = waiting;
        }
        left.ifPresent(FetchWait::finish);
    }
}
