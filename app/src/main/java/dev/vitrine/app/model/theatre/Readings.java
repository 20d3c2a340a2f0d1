package dev.vitrine.app.model.theatre;

import dev.vitrine.engine.observe.ClusterSnapshot;
import dev.vitrine.engine.observe.PartitionView;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import org.apache.kafka.common.TopicPartition;

/**
 * How far partitions had come at instants that turned out to matter. Pictures come a few times a second: between two of them the high watermark is
 * taken to have grown evenly; further back the picture before that instant tells. Bounded.
 */
final class Readings {

    private static final int MOST = 20_000;

    private record At(TopicPartition partition, long millis) {}

    private final LongFunction<Optional<ClusterSnapshot>> past;
    private final Map<At, Long> read = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<At, Long> eldest) {
            return size() > MOST;
        }
    };
    private final Map<At, Boolean> wanted = new HashMap<>();
    private ClusterSnapshot before;
    private ClusterSnapshot latest;

    /** @param past how the cluster was at an instant, as far as that is remembered */
    Readings(LongFunction<Optional<ClusterSnapshot>> past) {
        this.past = past;
    }

    void want(TopicPartition partition, long millis) {
        if (wanted.size() < MOST) {
            wanted.put(new At(partition, millis), true);
        }
    }

    OptionalLong read(TopicPartition partition, long millis) {
        Long found = read.get(new At(partition, millis));
        return found == null ? OptionalLong.empty() : OptionalLong.of(found);
    }

    /** As of the newest picture, where that is not older than the instant. */
    OptionalLong newest(TopicPartition partition, long millis) {
        return latest == null || latest.atMillis() < millis - 1_000 ? OptionalLong.empty() : of(latest, partition);
    }

    void picture(ClusterSnapshot snapshot) {
        before = latest;
        latest = snapshot;
        wanted.keySet().removeIf(at -> at.millis() <= snapshot.atMillis() && resolved(at));
    }

    private boolean resolved(At at) {
        between(at).ifPresent(offset -> read.put(at, offset));
        return true;
    }

    private OptionalLong between(At at) {
        OptionalLong to = of(latest, at.partition());
        if (before == null || at.millis() < before.atMillis()) {
            return past.apply(at.millis()).map(then -> of(then, at.partition())).orElse(OptionalLong.empty());
        }
        OptionalLong from = of(before, at.partition());
        long span = latest.atMillis() - before.atMillis();
        if (from.isEmpty() || to.isEmpty() || span <= 0) {
            return to;
        }
        double part = (at.millis() - before.atMillis()) / (double) span;
        return OptionalLong.of(from.getAsLong() + Math.round(part * (to.getAsLong() - from.getAsLong())));
    }

    private static OptionalLong of(ClusterSnapshot snapshot, TopicPartition partition) {
        return snapshot.topics().stream().filter(topic -> topic.name().equals(partition.topic())).flatMap(topic -> topic.partitions().stream())
                .filter(view -> view.index() == partition.partition()).mapToLong(PartitionView::highWatermark).findFirst();
    }
}
