package dev.vitrine.engine.log;

import dev.vitrine.engine.io.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * Where in a segment some of its batches lie: for the last offset of a batch (4 bytes, relative to the segment's base) the position of the
 * batch (4 bytes). Sparse: one entry each {@code index.interval.bytes}.
 */
final class OffsetIndex {

    static final int ENTRY_SIZE = 8;

    private final long baseOffset;
    private final IndexEntries entries;

    OffsetIndex(Path path, long baseOffset) {
        this.baseOffset = baseOffset;
        this.entries = new IndexEntries(path, ENTRY_SIZE);
    }

    /** @return false where the file can't be right for a segment of this size */
    boolean load(Disk disk, int segmentSize) throws IOException {
        return entries.load(disk) && plausible(segmentSize);
    }

    private boolean plausible(int segmentSize) {
        for (int i = 0; i < entries.count(); i++) {
            boolean rising = i == 0 || relative(i) > relative(i - 1) && position(i) > position(i - 1);
            if (!rising || relative(i) < 0 || position(i) < 0 || position(i) >= segmentSize) {
                return false;
            }
        }
        return true;
    }

    void append(long lastOffset, int position) {
        ByteBuffer room = entries.roomForOne();
        room.putInt(entries.end(), (int) (lastOffset - baseOffset));
        room.putInt(entries.end() + 4, position);
        entries.publish();
    }

    /** Position of a batch at or before the one that holds {@code offset}. */
    int floor(long offset) {
        int count = entries.count();
        long wanted = offset - baseOffset;
        int low = 0;
        int high = count - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (relative(middle) <= wanted) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high < 0 ? 0 : position(high);
    }

    /** Last offset of the first batch that has an entry and begins at {@code position} or behind it; −1 where none does. */
    long offsetFrom(int position) {
        int low = 0;
        int high = entries.count() - 1;
        int found = -1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (position(middle) >= position) {
                found = middle;
                high = middle - 1;
            } else {
                low = middle + 1;
            }
        }
        return found < 0 ? -1 : baseOffset + relative(found);
    }

    /** Takes an entry. */
    interface Visitor {
        void entry(long lastOffset, int position);
    }

    /** All entries, in order. */
    void visit(Visitor visitor) {
        int count = entries.count();
        for (int i = 0; i < count; i++) {
            visitor.entry(baseOffset + relative(i), position(i));
        }
    }

    /** Position of the last batch that has an entry; 0 where none has. */
    int lastPosition() {
        int count = entries.count();
        return count == 0 ? 0 : position(count - 1);
    }

    /** Last offset of that batch. Where there is an entry. */
    long lastOffset() {
        return baseOffset + relative(entries.count() - 1);
    }

    int count() {
        return entries.count();
    }

    /** Forgets batches from this position on. */
    void cutAtPosition(int position) {
        int keep = entries.count();
        while (keep > 0 && position(keep - 1) >= position) {
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

    private int relative(int entry) {
        return entries.getInt(entry, 0);
    }

    private int position(int entry) {
        return entries.getInt(entry, 4);
    }
}
