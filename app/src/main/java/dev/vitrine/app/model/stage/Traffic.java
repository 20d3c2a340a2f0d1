package dev.vitrine.app.model.stage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.apache.kafka.common.TopicPartition;

/**
 * Turns records that moved into dots under way, over one gap. What a dot stands for is the topic's {@link DotWorth}; what is left over waits for the
 * next dot, so that none is invented and none lost.
 */
public final class Traffic {

    private static final int MOST_DOTS = 480;
    private static final int DOTS_A_LOOK = 10;
    private static final long FLIGHT_NANOS = 700_000_000L;
    /** Records come in batches; their dots are strung out over the time in which they gathered, up to this. */
    private static final long STRUNG_OUT_NANOS = 250_000_000L;

    private final Particles particles = new Particles(MOST_DOTS, FLIGHT_NANOS);
    /** Where a dot that doesn't fly stands for as long as it would have flown: at the end of its way, where it is going. */
    private static final double STANDS_AT = 0.92;

    private final Ease ease;
    private final Map<Way, Integer> numbers = new HashMap<>();
    private final List<Lane> lanes = new ArrayList<>();

    private static final class Lane {
        private final Way way;
        private long left;
        private long lastSent;

        Lane(Way way) {
            this.way = way;
        }
    }

    public Traffic() {
        this(new Ease());
    }

    Traffic(Ease ease) {
        this.ease = ease;
    }

    /** Records took a way. @param worth records that a dot of that topic stands for */
    public void moved(Way way, long records, ToLongFunction<TopicPartition> worth, long nowNanos) {
        int number = numbers.computeIfAbsent(way, this::open);
        Lane lane = lanes.get(number);
        long each = worth.applyAsLong(way.partition());
        lane.left += records;
        long dots = lane.left / each;
        lane.left -= dots * each;
        long shown = Math.min(DOTS_A_LOOK, dots);
        long over = Math.min(STRUNG_OUT_NANOS, nowNanos - lane.lastSent);
        for (int i = 0; i < shown; i++) {
            particles.send(number, nowNanos + over * i / shown);
        }
        if (shown > 0) {
            lane.lastSent = nowNanos;
        }
    }

    private int open(Way way) {
        lanes.add(new Lane(way));
        return lanes.size() - 1;
    }

    /** Visits the dots under way. */
    public void visit(long nowNanos, Visitor visitor) {
        particles.visit(nowNanos, (number, progress) -> visitor.dot(lanes.get(number).way, ease.isCalm() ? STANDS_AT : progress));
        if (particles.count() == 0 && lanes.size() > 4 * MOST_DOTS) {
            numbers.clear();
            lanes.clear();
        }
    }

    /** True where there is nothing to draw. */
    public boolean idle() {
        return particles.count() == 0;
    }

    public int dots() {
        return particles.count();
    }

    public long dropped() {
        return particles.dropped();
    }

    public void clear() {
        particles.clear();
    }

    /** Takes a dot, and how far along its way it is, from 0 to 1. */
    @FunctionalInterface
    public interface Visitor {
        void dot(Way way, double progress);
    }
}
