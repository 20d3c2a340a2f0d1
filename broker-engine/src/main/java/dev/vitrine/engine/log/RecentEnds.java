package dev.vitrine.engine.log;

/**
 * The boundaries between the newest batches. Readers at the tail (nearly all of them) and the high watermark find their position here, without
 * asking the file. One writer, any readers: a slot holds an immutable boundary, so a reader who is overtaken finds a newer one or none, never
 * a wrong one.
 */
final class RecentEnds {

    private static final int SIZE = 256;

    private final LogEnd[] ring = new LogEnd[SIZE];
    private volatile long added;

    void add(LogEnd end) {
        ring[(int) (added % SIZE)] = end;
        added = added + 1; // a single writer
    }

    /** The boundary at which the batch with this base offset begins; null where it is not among the newest. */
    LogEnd find(long offset) {
        long newest = added - 1;
        for (long i = newest; i >= Math.max(0, newest - SIZE + 1); i--) {
            LogEnd end = ring[(int) (i % SIZE)];
            if (end != null && end.offset() == offset) {
                return end;
            }
            if (end == null || end.offset() < offset) {
                return null;
            }
        }
        return null;
    }
}
