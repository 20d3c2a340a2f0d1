package dev.vitrine.engine;

import dev.vitrine.engine.replica.Partition;
import dev.vitrine.engine.simulate.Violation;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/** In one leader epoch a partition has one leader, and neither that leader's high watermark nor its last stable offset ever goes back. Looked at after every event. */
final class LeadersByEpoch {

    private record Name(TopicPartition partition, int epoch) {}

    private static final class Reign {

        private final Name name;
        private final int leader;
        private long highWatermark = -1;
        private long lastStableOffset = -1;

        Reign(Name name, int leader) {
            this.name = name;
            this.leader = leader;
        }
    }

    private final Map<Name, Reign> reigns = new HashMap<>();
    private final Map<Partition, Reign> present = new IdentityHashMap<>();

    void look(Collection<Partition> partitions, int broker, long millis, Consumer<Violation> broken) {
        for (Partition partition : partitions) {
            if (partition.leads()) {
                look(partition, reign(partition, broker, millis, broken), millis, broken);
            }
        }
    }

    private Reign reign(Partition partition, int broker, long millis, Consumer<Violation> broken) {
        Reign known = present.get(partition);
        if (known != null && known.name.epoch() == partition.leaderEpoch()) {
            return known;
        }
        Reign reign = reigns.computeIfAbsent(new Name(partition.name(), partition.leaderEpoch()), name -> new Reign(name, broker));
        if (reign.leader != broker) {
            broken.accept(new Violation("P3", millis, reign.name + " is led by " + broker + " and by " + reign.leader));
        }
        present.put(partition, reign);
        return reign;
    }

    private static void look(Partition partition, Reign reign, long millis, Consumer<Violation> broken) {
        long highWatermark = partition.highWatermark();
        if (highWatermark < reign.highWatermark) {
            broken.accept(new Violation("P4", millis, reign.name + ": the high watermark went from " + reign.highWatermark + " back to " + highWatermark));
        }
        long lastStableOffset = partition.lastStableOffset();
        if (lastStableOffset < reign.lastStableOffset || lastStableOffset > highWatermark) {
            broken.accept(new Violation("P4", millis, reign.name + ": the last stable offset went from " + reign.lastStableOffset + " to " + lastStableOffset
                    + ", the high watermark being " + highWatermark));
        }
        reign.highWatermark = highWatermark;
        reign.lastStableOffset = lastStableOffset;
    }
}
