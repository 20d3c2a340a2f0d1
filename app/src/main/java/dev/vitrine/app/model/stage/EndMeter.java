package dev.vitrine.app.model.stage;

import dev.vitrine.engine.observe.Observation.EndVisitor;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/** The moving offsets of all partitions, as of the last look, and how fast they grow. */
public final class EndMeter {

    /** What comes together in so long a time says nothing of the last seconds. */
    static final long FORGOTTEN_NANOS = 5_000_000_000L;

    /** Of a partition whose count of records isn't known: what is counted next is compared with nothing. */
    static final long UNKNOWN = -1;

    private final Map<TopicPartition, Metered> partitions = new HashMap<>();
    private final SameOrder<Metered> order = new SameOrder<>();
    /** How fast they grew at a moment of the past; null while it is now. */
    private Map<TopicPartition, Double> then;
    private long lastLook = Long.MIN_VALUE;

    /** A partition's offsets. */
    public record Ends(long logStart, long highWatermark, long end) {

        private boolean are(long start, long watermark, long last) {
            return logStart == start && highWatermark == watermark && end == last;
        }
    }

    private static final class Metered {
        private final RateMeter rate = new RateMeter();
        private final TopicPartition name;
        private Ends ends;
        private long recordsIn = -1;

        Metered(TopicPartition name) {
            this.name = name;
        }

        private boolean is(String topic, int partition) {
            return name.partition() == partition && name.topic().equals(topic);
        }
    }

    /** Looks at all partitions. @param visit hands each of them to the visitor */
    public void look(Consumer<EndVisitor> visit, long nowNanos) {
        then = null;
        long away = lastLook == Long.MIN_VALUE ? 0 : nowNanos - lastLook;
        lastLook = nowNanos;
        order.begin();
        visit.accept((topic, partition, start, hw, end, recordsIn) -> {
            Metered expected = order.expected();
            Metered metered = expected != null && expected.is(topic, partition) ? expected
                    : partitions.computeIfAbsent(new TopicPartition(topic, partition), Metered::new);
            order.comes(metered);
            boolean first = metered.ends == null;
            long more = metered.recordsIn < 0 || away > FORGOTTEN_NANOS ? 0 : Math.max(0, recordsIn - metered.recordsIn);
            metered.recordsIn = recordsIn;
            // Most stand still between two looks.
            if (first || more > 0) {
                metered.rate.add(more, nowNanos);
            }
            if (first || !metered.ends.are(start, hw, end)) {
                metered.ends = new Ends(start, hw, end);
            }
        });
        if (order.end() < partitions.size()) {
            partitions.values().retainAll(order.came());
        }
    }

    /** Until the next look, that's how fast they grew. @param rates records a second into each */
    void stand(Map<TopicPartition, Double> rates) {
        then = rates;
    }

    public Optional<Ends> ends(TopicPartition partition) {
        return Optional.ofNullable(partitions.get(partition)).map(metered -> metered.ends);
    }

    /** Records a second that come in; 0 for a partition that is not there. */
    public double perSecond(TopicPartition partition, long nowNanos) {
        if (then != null) {
            return then.getOrDefault(partition, 0.0);
        }
        Metered metered = partitions.get(partition);
        return metered == null ? 0 : metered.rate.perSecond(nowNanos);
    }
}
