package dev.vitrine.engine.observe;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** The newest events, in a ring of fixed size. Publishing never waits for a reader: who reads too seldom loses the oldest, and is told how many. */
public final class Events {

    private final LongSupplier millis;
    private final Observed[] ring;
    private long published;

    public Events(int capacity, LongSupplier millis) {
        this.millis = millis;
        this.ring = new Observed[capacity];
    }

    public synchronized void publish(Event event) {
        published++;
        ring[slot(published)] = new Observed(published, millis.getAsLong(), event);
    }

    /** Sequence of the newest event; 0 before the first. */
    public synchronized long last() {
        return published;
    }

    /**
     * Events that came after {@code sequence}, the oldest first.
     *
     * @param limit at most so many
     */
    public synchronized Page after(long sequence, int limit) {
        long oldest = Math.max(1, published - ring.length + 1);
        long from = Math.max(oldest, sequence + 1);
        long to = Math.min(published, from + limit - 1);
        List<Observed> page = new ArrayList<>((int) Math.max(0, to - from + 1));
        for (long s = from; s <= to; s++) {
            page.add(ring[slot(s)]);
        }
        return new Page(page, from - sequence - 1);
    }

    private int slot(long sequence) {
        return (int) (sequence % ring.length);
    }

    /**
     * A stretch of events.
     *
     * @param lost how many between the sequence asked for and the first one here are gone for good
     */
    public record Page(List<Observed> events, long lost) {

        public Page {
            events = List.copyOf(events);
        }
    }
}
