package dev.vitrine.app.model.microscope;

import dev.vitrine.engine.observe.ClusterSnapshot;
import dev.vitrine.engine.observe.CommittedOffset;
import dev.vitrine.engine.observe.GroupView;
import dev.vitrine.engine.observe.PartitionView;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** Whose lag in a partition stands: there is something to read, and what is committed has not moved for a while. For one thread. */
public final class StandingLag {

    static final long STANDS_AFTER_MILLIS = 5_000;

    private final Map<String, Standing> standing = new HashMap<>();
    private TopicPartition of;

    private record Standing(long committed, long sinceMillis) {}

    /** The group that stands longest, if any does. Going to another partition, or back in time, begins anew. */
    public Optional<String> see(ClusterSnapshot snapshot, TopicPartition partition) {
        if (!partition.equals(of)) {
            of = partition;
            standing.clear();
        }
        Set<String> behind = new HashSet<>();
        Optional<PartitionView> log = Needles.partition(snapshot, partition);
        if (log.isPresent()) {
            snapshot.groups().forEach(group -> look(group, log.get(), snapshot.atMillis(), behind));
        }
        standing.keySet().retainAll(behind);
        return standing.entrySet().stream().filter(entry -> snapshot.atMillis() - entry.getValue().sinceMillis >= STANDS_AFTER_MILLIS)
                .min(Map.Entry.comparingByValue((a, b) -> Long.compare(a.sinceMillis, b.sinceMillis))).map(Map.Entry::getKey);
    }

    private void look(GroupView group, PartitionView log, long atMillis, Set<String> behind) {
        Optional<CommittedOffset> committed = group.offsets().stream().filter(offset -> offset.partition().equals(of)).findFirst();
        if (committed.isEmpty() || committed.get().offset() >= log.highWatermark()) {
            return;
        }
        behind.add(group.id());
        Standing before = standing.get(group.id());
        if (before == null || before.committed != committed.get().offset() || before.sinceMillis > atMillis) {
            standing.put(group.id(), new Standing(committed.get().offset(), atMillis));
        }
    }
}
