package dev.vitrine.app.model.cluster;

import dev.vitrine.engine.observe.QuorumView;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * The brokers and what lies in them, at one instant.
 *
 * @param tanks   by broker id
 * @param rows    partitions that are shown
 * @param leftOut how many more there are
 * @param hidden  how many of those are of internal topics that nobody asked to see
 * @param wires   between each two brokers
 * @param ills    of all partitions, not only of those shown
 */
public record ClusterPicture(long atMillis, List<Tank> tanks, List<TankRow> rows, int leftOut, int hidden, List<Wire> wires, Optional<QuorumView> quorum, Ills ills) {

    public ClusterPicture {
        tanks = List.copyOf(tanks);
        rows = List.copyOf(rows);
        wires = List.copyOf(wires);
    }

    /** How many partitions are in which trouble. @param refusing acks=all: fewer in sync than {@code min.insync.replicas} */
    public record Ills(int partitions, int leaderless, int shrunken, int refusing) {

        public boolean none() {
            return leaderless == 0 && shrunken == 0 && refusing == 0;
        }
    }

    public Optional<Tank> tank(int broker) {
        return tanks.stream().filter(tank -> tank.id() == broker).findFirst();
    }

    public Optional<Wire> wire(int a, int b) {
        return wires.stream().filter(wire -> wire.a() == Math.min(a, b) && wire.b() == Math.max(a, b)).findFirst();
    }

    /** The partition that is worst off: without a leader, refusing acks=all, or with a replica out of sync. Empty where none is. */
    public Optional<TopicPartition> worst() {
        return rows.stream().filter(row -> row.leaderless() || row.refusesAll() || row.shrunken())
                .min(Comparator.comparing((TankRow row) -> !row.leaderless()).thenComparing(row -> !row.refusesAll())).map(TankRow::id);
    }

    /** The others, by id. */
    public List<Integer> others(int broker) {
        return tanks.stream().map(Tank::id).filter(id -> id != broker).toList();
    }
}
