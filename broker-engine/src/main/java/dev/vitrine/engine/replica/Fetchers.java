package dev.vitrine.engine.replica;

import dev.vitrine.engine.link.Links;
import dev.vitrine.engine.metadata.PartitionImage;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.apache.kafka.common.TopicPartition;

/** The leaders that this broker copies from, a fetcher for each. Any thread; of one partition, its mailbox only. */
final class Fetchers {

    private final ReplicaSurroundings around;
    private final Links links;
    private final Executor pool;
    private final Map<Integer, Fetcher> byLeader = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Place> places = new ConcurrentHashMap<>();

    private record Place(Copy copy, Fetcher fetcher) {}

    Fetchers(ReplicaSurroundings around, Links links, Executor pool) {
        this.around = around;
        this.links = links;
        this.pool = pool;
    }

    /** The partition has another role than before. */
    void changed(Partition partition) {
        stop(partition);
        if (partition.role() instanceof Follower follower && follower.leader() != PartitionImage.NO_LEADER) {
            Copy copy = new Copy(partition, follower);
            Fetcher fetcher = byLeader.computeIfAbsent(follower.leader(), leader -> new Fetcher(leader, around, links, pool));
            places.put(partition.name(), new Place(copy, fetcher));
            fetcher.begin(copy);
        }
    }

    void stop(Partition partition) {
        Place former = places.get(partition.name());
        if (former != null && former.copy().partition() == partition) {
            places.remove(partition.name());
            former.fetcher().end(former.copy());
        }
    }
}
