package dev.vitrine.app.model.cluster;

import java.util.List;
import org.apache.kafka.common.TopicPartition;

/**
 * A partition, across all tanks.
 *
 * @param leader    −1 where nobody leads
 * @param minInSync {@code min.insync.replicas} of its topic
 * @param from      where its row begins to show; the log may begin earlier
 * @param committed high watermark, as a place in the row: 0 to 1
 * @param copies    one for each replica, in the order of the assignment: the first is the preferred leader
 */
public record TankRow(TopicPartition id, int leader, int leaderEpoch, List<Integer> inSync, int minInSync, long from, long end, double committed, List<Copy> copies) {

    public TankRow {
        inSync = List.copyOf(inSync);
        copies = List.copyOf(copies);
    }

    /** Whether nobody leads: none is elected, or it doesn't run and the others have not noticed yet. */
    public boolean leaderless() {
        return copies.stream().noneMatch(copy -> copy.part() == Copy.Part.LEADER);
    }

    /** Whether a replica is out of sync. */
    public boolean shrunken() {
        return inSync.size() < copies.size();
    }

    /** Whether acks=all is refused. */
    public boolean refusesAll() {
        return inSync.size() < minInSync;
    }
}
