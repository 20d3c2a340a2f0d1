package dev.vitrine.app.model.stage;

import dev.vitrine.engine.observe.Flow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What moved since the last look, connection by connection. What had flowed before anybody looked, or while nobody did, is history: it is counted
 * nowhere, because it would be shown at a moment at which it did not happen.
 */
public final class FlowMeter {

    /** After so long a dot would be shown at a moment at which nothing happened. */
    private static final long AWAY_NANOS = 1_000_000_000L;
    /** After so long not even a rate can be told from what has come together. */
    private static final long FORGOTTEN_NANOS = 5_000_000_000L;

    private final Map<FlowKey, Metered> flows = new HashMap<>();
    private final SameOrder<Metered> order = new SameOrder<>();
    /** How fast things went at a moment of the past; null while it is now. */
    private Map<FlowKey, Double> then;
    private long lastLook = Long.MIN_VALUE;

    /** Records that went one way since the last look. */
    public record Moved(FlowKey flow, long records) {}

    private static final class Metered {
        private final RateMeter rate = new RateMeter();
        private final FlowKey key;
        private Flow counter;
        private long records;
        private long movedAt;

        Metered(FlowKey key, long nowNanos) {
            this.key = key;
            rate.add(0, nowNanos);
        }
    }

    /** Looks at all flows. @param visit hands each of them to the visitor */
    public List<Moved> look(Consumer<Consumer<Flow>> visit, long nowNanos) {
        long away = lastLook == Long.MIN_VALUE ? Long.MAX_VALUE : nowNanos - lastLook;
        lastLook = nowNanos;
        then = null;
        List<Moved> moved = new ArrayList<>();
        order.begin();
        visit.accept(flow -> meter(flow, away, nowNanos, moved));
        if (order.end() < flows.size()) {
            flows.values().retainAll(order.came());
        }
        return moved;
    }

    private void meter(Flow flow, long away, long nowNanos, List<Moved> moved) {
        Metered expected = order.expected();
        Metered metered = expected != null && expected.counter == flow ? expected : of(flow, nowNanos);
        order.comes(metered);
        long records = flow.records();
        long more = away > FORGOTTEN_NANOS ? 0 : records - metered.records;
        metered.records = records;
        // In a recording one can go back. Of thousands of flows few move between two looks: the others cost no more than this.
        if (more > 0) {
            metered.rate.add(more, nowNanos);
            metered.movedAt = nowNanos;
            if (away <= AWAY_NANOS) {
                moved.add(new Moved(metered.key, more));
            }
        }
    }

    /** A recording brings another counter for the same flow each time. */
    private Metered of(Flow flow, long nowNanos) {
        Metered metered = flows.computeIfAbsent(new FlowKey(flow.connection(), flow.direction(), flow.partition()), key -> new Metered(key, nowNanos));
        metered.counter = flow;
        return metered;
    }

    /** Until the next look, that's how fast things went, and nothing moves. @param rates records a second through each */
    void stand(Map<FlowKey, Double> rates) {
        then = rates;
    }

    /** Records a second through a flow; 0 for one that is not there. */
    public double perSecond(FlowKey flow, long nowNanos) {
        if (then != null) {
            return then.getOrDefault(flow, 0.0);
        }
        Metered metered = flows.get(flow);
        return metered == null ? 0 : metered.rate.perSecond(nowNanos);
    }

    /** Nanoseconds since something moved; very long where nothing has while anybody looked. */
    public long idleNanos(FlowKey flow, long nowNanos) {
        Metered metered = flows.get(flow);
        return metered == null || metered.movedAt == 0 ? Long.MAX_VALUE : nowNanos - metered.movedAt;
    }
}
