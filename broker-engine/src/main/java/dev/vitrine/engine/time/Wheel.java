package dev.vitrine.engine.time;

import java.util.Comparator;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * The data structure under {@link TimingWheel}: hierarchical timing wheels (Varghese and Lauck). Not safe for threads: its owner holds a lock.
 *
 * <p>The lowest wheel has {@value #SLOTS} slots of one tick each; a slot of the next wheel spans the whole wheel below. An entry lies in the
 * lowest wheel that reaches to its deadline, so adding and removing cost the same however many entries wait:
 *
 * <pre>
 *   level 0   slot = 1 tick      reaches 64 ticks          an entry 70 ticks ahead waits in level 1;
 *   level 1   slot = 64 ticks    reaches 4,096 ticks       when its slot begins it falls to level 0, 6 ticks ahead,
 *   level 2   slot = 4,096       reaches 262,144           and from there it is due, on its very tick
 * </pre>
 *
 * <p>Only slots that hold something stand in the queue of expiries, so that nobody needs to wake for empty ones.
 */
final class Wheel {

    static final int SLOTS = 64;

    private final PriorityQueue<Slot> expiries = new PriorityQueue<>(Comparator.comparingLong((Slot slot) -> slot.start));
    private final Level lowest;

    /** @param now the tick it begins at */
    Wheel(long now) {
        lowest = new Level(1, now);
    }

    /** @return false where the entry is due already: it was not added */
    boolean add(Entry entry) {
        return lowest.add(entry);
    }

    /** Takes out an entry where it still waits. */
    void remove(Entry entry) {
        if (entry.slot != null) {
            entry.unlink();
        }
    }

    /** When {@link #advance} has something to do next: never later than the next deadline. */
    OptionalLong nextExpiry() {
        return expiries.isEmpty() ? OptionalLong.empty() : OptionalLong.of(expiries.peek().start);
    }

    /** Moves on to {@code now} and hands over every entry that became due, by deadline. */
    void advance(long now, Consumer<Entry> due) {
        while (!expiries.isEmpty() && expiries.peek().start <= now) {
            Slot slot = expiries.poll();
            lowest.moveTo(slot.start);
            empty(slot, due);
        }
        lowest.moveTo(now);
    }

    private void empty(Slot slot, Consumer<Entry> due) {
        while (slot.ends.next != slot.ends) {
            Entry entry = slot.ends.next;
            entry.unlink();
            if (!add(entry)) {
                due.accept(entry);
            }
        }
    }

    private final class Level {

        private final long tick;
        private final Slot[] slots = new Slot[SLOTS];
        private long now;
        private Level above;

        Level(long tick, long now) {
            this.tick = tick;
            this.now = now - Math.floorMod(now, tick);
            for (int i = 0; i < SLOTS; i++) {
                slots[i] = new Slot();
            }
        }

        boolean add(Entry entry) {
            if (entry.deadline < now + tick) {
                return false;
            }
            if (entry.deadline - now < tick * SLOTS) {
                long number = Math.floorDiv(entry.deadline, tick);
                put(entry, slots[Math.floorMod(number, SLOTS)], number * tick);
                return true;
            }
            if (above == null) {
                above = new Level(tick * SLOTS, now);
            }
            return above.add(entry);
        }

        private void put(Entry entry, Slot slot, long start) {
            entry.linkInto(slot);
            if (slot.start != start) { // an old start has expired and left the queue by now: the slot came round again
                slot.start = start;
                expiries.add(slot);
            }
        }

        void moveTo(long to) {
            now = Math.max(now, to - Math.floorMod(to, tick));
            if (above != null) {
                above.moveTo(to);
            }
        }
    }

    private static final class Slot {

        private final Entry ends = new Entry(Long.MAX_VALUE);
        private long start = Long.MIN_VALUE;

        Slot() {
            ends.next = ends;
            ends.previous = ends;
        }
    }

    /** A link in a slot's ring; the ring has no end but the slot's own {@code ends}, so unlinking knows no special case. */
    static class Entry {

        private final long deadline;
        private Slot slot;
        private Entry next;
        private Entry previous;

        /** @param deadline the tick it is due at */
        Entry(long deadline) {
            this.deadline = deadline;
        }

        long deadline() {
            return deadline;
        }

        private void linkInto(Slot target) {
            slot = target;
            previous = target.ends.previous;
            next = target.ends;
            previous.next = this;
            next.previous = this;
        }

        private void unlink() {
            previous.next = next;
            next.previous = previous;
            next = null;
            previous = null;
            slot = null;
        }
    }
}
