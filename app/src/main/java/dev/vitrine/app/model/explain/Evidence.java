package dev.vitrine.app.model.explain;

import dev.vitrine.app.model.theatre.Rebalance;
import dev.vitrine.engine.observe.ClusterSnapshot;
import dev.vitrine.engine.observe.GroupView;
import dev.vitrine.engine.observe.Observed;
import dev.vitrine.engine.observe.PartitionView;
import dev.vitrine.engine.observe.TopicView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.apache.kafka.common.TopicPartition;

/** All that is known of one instant, and of the time before it: what answers are made of. */
public final class Evidence {

    /** Over so long a time it is looked how fast something goes; commits come every five seconds where nobody chose otherwise. */
    private static final long WINDOW_MILLIS = 15_000;
    private static final long SHORTEST_MILLIS = 3_000;

    private final ClusterSnapshot now;
    private final Optional<ClusterSnapshot> before;
    private final Sources sources;
    private final Map<TopicPartition, PartitionView> partitions = new HashMap<>();
    private final Map<TopicPartition, PartitionView> earlier = new HashMap<>();

    /**
     * What there is to ask.
     *
     * @param past       how the cluster was at an instant, as far as that is remembered
     * @param rebalances of a group, the oldest first
     * @param happened   what had happened by an instant, as far as that is remembered; the oldest first
     * @param keys       which key is most frequent at the end of a partition, where that has been looked at
     */
    public record Sources(LongFunction<Optional<ClusterSnapshot>> past, Function<String, List<Rebalance>> rebalances, LongFunction<List<Observed>> happened,
                          Function<TopicPartition, Optional<KeyShare>> keys) {}

    public Evidence(ClusterSnapshot now, Sources sources) {
        this.now = now;
        this.before = sources.past().apply(now.atMillis() - WINDOW_MILLIS).filter(then -> now.atMillis() - then.atMillis() >= SHORTEST_MILLIS);
        this.sources = sources;
        index(now, partitions);
        before.ifPresent(then -> index(then, earlier));
    }

    private static void index(ClusterSnapshot of, Map<TopicPartition, PartitionView> into) {
        of.topics().forEach(topic -> topic.partitions().forEach(view -> into.put(new TopicPartition(topic.name(), view.index()), view)));
    }

    ClusterSnapshot now() {
        return now;
    }

    long atMillis() {
        return now.atMillis();
    }

    Optional<ClusterSnapshot> before() {
        return before;
    }

    /** Seconds between the two pictures that rates are made of; empty where not enough is remembered. */
    Optional<Double> seconds() {
        return before.map(then -> (now.atMillis() - then.atMillis()) / 1e3);
    }

    Optional<GroupView> group(String id) {
        return named(now, id);
    }

    static Optional<GroupView> named(ClusterSnapshot in, String group) {
        return in.groups().stream().filter(view -> view.id().equals(group)).findFirst();
    }

    Optional<TopicView> topic(String name) {
        return now.topics().stream().filter(topic -> topic.name().equals(name)).findFirst();
    }

    Optional<PartitionView> partition(TopicPartition id) {
        return Optional.ofNullable(partitions.get(id));
    }

    Optional<PartitionView> earlier(TopicPartition id) {
        return Optional.ofNullable(earlier.get(id));
    }

    /** Records a second that have come into a partition lately. */
    double in(TopicPartition id) {
        Optional<PartitionView> is = partition(id);
        Optional<PartitionView> was = earlier(id);
        return seconds().isPresent() && is.isPresent() && was.isPresent()
                ? Math.max(0, is.get().highWatermark() - was.get().highWatermark()) / seconds().get() : 0;
    }

    Optional<KeyShare> key(TopicPartition id) {
        return sources.keys().apply(id);
    }

    /** Those that had begun by now. */
    List<Rebalance> rebalances(String group) {
        return sources.rebalances().apply(group).stream().filter(rebalance -> rebalance.beganMillis() <= atMillis()).toList();
    }

    /** What had happened by now, the oldest first. */
    List<Observed> happened() {
        return sources.happened().apply(atMillis());
    }

    /** How the cluster was at an instant, as far as that is remembered. */
    LongFunction<Optional<ClusterSnapshot>> past() {
        return sources.past();
    }
}
