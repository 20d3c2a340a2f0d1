package dev.vitrine.engine.log;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The newest offset of each key, in a bounded memory: 24 bytes a key, however long the key is. In place of the key stands its MD5, as in Kafka:
 * two keys are the same where their hashes are, which by chance never happens. Open addressing; grows with what is put, up to its bound.
 */
final class OffsetMap {

    static final int BYTES_PER_ENTRY = 24;
    static final long NOT_FOUND = -1;

    private static final int LONGS_PER_SLOT = 3;
    private static final int FIRST_SLOTS = 1024;
    private static final int MOST_SLOTS = Integer.MAX_VALUE / BYTES_PER_ENTRY;
    private static final double GROW_AT = 0.75;

    private final int maxSlots;
    private final int maxEntries;
    private final MessageDigest digest;
    private final ByteBuffer hash = ByteBuffer.allocate(16);
    /** Per slot: the hash in two halves, and the offset + 1; 0 there means that the slot is free. */
    private long[] table;
    private int slots;
    private int entries;
    private long latestOffset = -1;

    /**
     * @param maxBytes   {@code log.cleaner.dedupe.buffer.size}
     * @param loadFactor {@code log.cleaner.io.buffer.load.factor}: how full it may become
     */
    OffsetMap(long maxBytes, double loadFactor) {
        this.maxSlots = (int) Math.min(maxBytes / BYTES_PER_ENTRY, MOST_SLOTS);
        this.maxEntries = (int) (maxSlots * loadFactor);
        this.slots = Math.min(FIRST_SLOTS, maxSlots);
        this.table = new long[slots * LONGS_PER_SLOT];
        try {
            this.digest = MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has MD5", impossible);
        }
    }

    /** @return false where it is full: nothing was put then */
    boolean put(ByteBuffer key, long offset) {
        if (entries >= maxEntries) {
            return false;
        }
        if (entries >= slots * GROW_AT && slots < maxSlots) {
            grow();
        }
        hash(key);
        int at = slotOf(table, slots, hash.getLong(0), hash.getLong(8));
        entries += table[at + 2] == 0 ? 1 : 0;
        table[at] = hash.getLong(0);
        table[at + 1] = hash.getLong(8);
        table[at + 2] = offset + 1;
        latestOffset = offset;
        return true;
    }

    /** The newest offset of the key; {@link #NOT_FOUND} where it was not put. */
    long get(ByteBuffer key) {
        hash(key);
        return table[slotOf(table, slots, hash.getLong(0), hash.getLong(8)) + 2] - 1;
    }

    private void hash(ByteBuffer key) {
        digest.update(key.duplicate());
        hash.clear().put(digest.digest());
    }

    /** Where the key stands, or the free slot where it would. There is always a free one. */
    private static int slotOf(long[] table, int slots, long high, long low) {
        int slot = (int) Long.remainderUnsigned(high, slots);
        int at = slot * LONGS_PER_SLOT;
        while (table[at + 2] != 0 && (table[at] != high || table[at + 1] != low)) {
            slot = slot + 1 == slots ? 0 : slot + 1;
            at = slot * LONGS_PER_SLOT;
        }
        return at;
    }

    private void grow() {
        int more = (int) Math.min(slots * 2L, maxSlots);
        long[] larger = new long[more * LONGS_PER_SLOT];
        for (int at = 0; at < table.length; at += LONGS_PER_SLOT) {
            if (table[at + 2] != 0) {
                System.arraycopy(table, at, larger, slotOf(larger, more, table[at], table[at + 1]), LONGS_PER_SLOT);
            }
        }
        table = larger;
        slots = more;
    }

    int size() {
        return entries;
    }

    /** What lies behind this offset has not been looked at. */
    long latestOffset() {
        return latestOffset;
    }

    /** All records up to here have been put that have a key. */
    void reached(long offset) {
        latestOffset = offset;
    }
}
