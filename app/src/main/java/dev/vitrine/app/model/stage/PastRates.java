package dev.vitrine.app.model.stage;

import dev.vitrine.engine.observe.ClusterSnapshot;
import dev.vitrine.engine.observe.ConnectionView;
import dev.vitrine.engine.observe.FlowView;
import dev.vitrine.engine.observe.PartitionView;
import dev.vitrine.engine.observe.TopicView;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.apache.kafka.common.TopicPartition;

/**
 * How fast things went at a moment of the past: what had been counted by then, against what had a little earlier.
 *
 * @param partitions records a second into each; none of one of which that isn't known
 * @param flows      records a second through each
 * @param in         of all topics but Kafka's own; negative where it isn't known
 * @param out        the same of what was read
 */
public record PastRates(Map<TopicPartition, Double> partitions, Map<FlowKey, Double> flows, double in, double out) {

    /** So much earlier is what a moment is held against. */
    public static final long EARLIER_MILLIS = 3_000;

    public static final PastRates UNKNOWN = new PastRates(Map.of(), Map.of(), -1, -1);

    public PastRates {
        partitions = Map.copyOf(partitions);
        flows = Map.copyOf(flows);
    }

    /** @param earlier empty where nothing is remembered before that moment */
    public static PastRates of(ClusterSnapshot then, Optional<ClusterSnapshot> earlier) {
        return earlier.filter(before -> before.atMillis() < then.atMillis()).map(before -> between(before, then)).orElse(UNKNOWN);
    }

    private static PastRates between(ClusterSnapshot before, ClusterSnapshot then) {
        double seconds = (then.atMillis() - before.atMillis()) / 1e3;
        Map<TopicPartition, Double> partitions = grown(counted(before, PartitionView::recordsIn), counted(then, PartitionView::recordsIn), seconds);
        Map<FlowKey, Double> flows = grown(flowed(before), flowed(then), seconds);
        return new PastRates(partitions, flows, Math.max(0, all(then, PartitionView::recordsIn) - all(before, PartitionView::recordsIn)) / seconds,
                Math.max(0, all(then, PartitionView::recordsOut) - all(before, PartitionView::recordsOut)) / seconds);
    }

    private static Map<TopicPartition, Long> counted(ClusterSnapshot of, ToLongFunction<PartitionView> count) {
        Map<TopicPartition, Long> counts = new HashMap<>();
        of.topics().forEach(topic -> topic.partitions().forEach(p -> counts.put(new TopicPartition(topic.name(), p.index()), count.applyAsLong(p))));
        return counts;
    }

    private static Map<FlowKey, Long> flowed(ClusterSnapshot of) {
        Map<FlowKey, Long> counts = new HashMap<>();
        for (ConnectionView connection : of.connections()) {
            for (FlowView flow : connection.flows()) {
                counts.put(new FlowKey(connection.id(), flow.direction(), flow.partition()), flow.records());
            }
        }
        return counts;
    }

    /** What was not there earlier began at nothing. */
    private static <K> Map<K, Double> grown(Map<K, Long> before, Map<K, Long> then, double seconds) {
        Map<K, Double> rates = new HashMap<>();
        then.forEach((key, count) -> rates.put(key, Math.max(0, count - before.getOrDefault(key, 0L)) / seconds));
        return rates;
    }

    private static long all(ClusterSnapshot of, ToLongFunction<PartitionView> count) {
        return of.topics().stream().filter(topic -> !topic.internal()).map(TopicView::partitions).flatMap(partitions -> partitions.stream()).mapToLong(count).sum();
    }
}
