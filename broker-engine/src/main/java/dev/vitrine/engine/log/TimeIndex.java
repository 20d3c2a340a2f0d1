package dev.vitrine.engine.log;

import dev.vitrine.engine.io.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * How far a segment's time has come at some of its batches: the largest timestamp so far (8 bytes) and the last offset of the batch that
 * bears it (4 bytes, relative to the segment's base). Both rise from entry to entry.
 */
final class TimeIndex {

    static final int ENTRY_SIZE = 12;

    private final long baseOffset;
    private final IndexEntries entries;

    TimeIndex(Path path, long baseOffset) {
        this.baseOffset = baseOffset;
        this.entries = new IndexEntries(path, ENTRY_SIZE);
    }

    /** @return false where the file can't be right */
    boolean load(Disk disk) throws IOException {
        return entries.load(disk) && plausible();
    }

    private boolean plausible() {
        for (int i = 0; i < entries.count(); i++) {
            boolean rising = i == 0 || timestamp(i) > timestamp(i - 1) && relative(i) > relative(i - 1);
            if (!rising || relative(i) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Adds an entry where time has moved on since the last one. */
    void maybeAppend(long timestamp, long lastOffset) {
        int count = entries.count();
        int relative = (int) (lastOffset - baseOffset);
        if (timestamp < 0 || count > 0 && (timestamp <= timestamp(count - 1) || relative <= relative(count - 1))) {
            return;
        }
        ByteBuffer room = entries.roomForOne();
        room.putLong(entries.end(), timestamp);
        room.putInt(entries.end() + 8, relative);
        entries.publish();
    }

    /** The last entry whose timestamp is below the given one: every batch up to its offset is older than that. Base offset where none is. */
    long offsetBefore(long timestamp) {
        int low = 0;
        int high = entries.count() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (timestamp(middle) < timestamp) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high < 0 ? baseOffset : baseOffset + relative(high);
    }

    int count() {
        return entries.count();
    }

    /** −1 where there is no entry. */
    long lastTimestamp() {
        int count = entries.count();
        return count == 0 ? -1 : timestamp(count - 1);
    }

    /** Of the last entry; the base offset where there is none. */
    long lastOffset() {
        int count = entries.count();
        return count == 0 ? baseOffset : baseOffset + relative(count - 1);
    }

    /** Forgets entries of batches from this offset on. */
    void cutAtOffset(long offset) {
        int keep = entries.count();
        while (keep > 0 && baseOffset + relative(keep - 1) >= offset) {
            keep--;
        }
        entries.cutTo(keep);
    }

    void clear() {
        entries.cutTo(0);
        entries.forgetFile();
    }

    void save(Disk disk) throws IOException {
        entries.save(disk);
    }

    void force(Disk disk) throws IOException {
        entries.force(disk);
    }

    private long timestamp(int entry) {
        return entries.getLong(entry, 0);
    }

    private int relative(int entry) {
        return entries.getInt(entry, 8);
    }
}
