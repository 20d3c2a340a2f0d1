package dev.vitrine.engine;

import dev.vitrine.engine.replica.Partition;
import dev.vitrine.engine.simulate.Violation;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/** In one leader epoch a partition has one leader, and that leader's high watermark never goes back. */
final class LeadersByEpoch {

    private record Reign(TopicPartition partition, int epoch) {}

    private record Seen(int leader, long highWatermark) {}

    private final Map<Reign, Seen> seen = new HashMap<>();

    void look(Collection<Partition> partitions, int broker, long millis, Consumer<Violation> broken) {
        for (Partition partition : partitions) {
            if (partition.leads()) {
                Reign reign = new Reign(partition.name(), partition.leaderEpoch());
                long highWatermark = partition.highWatermark();
                Seen before = seen.put(reign, new Seen(broker, highWatermark));
                if (before != null && before.leader() != broker) {
                    broken.accept(new Violation("P3", millis, reign + " is led by " + broker + " and by " + before.leader()));
                } else if (before != null && before.highWatermark() > highWatermark) {
                    broken.accept(new Violation("P4", millis, reign + ": the high watermark went from " + before.highWatermark() + " back to " + highWatermark));
                }
            }
        }
    }
}
