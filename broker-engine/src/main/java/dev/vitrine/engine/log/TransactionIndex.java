package dev.vitrine.engine.log;

import dev.vitrine.engine.io.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/**
 * The aborted transactions whose markers lie in a segment, in the order of the markers, as Kafka's {@code .txnindex} keeps them. Each entry:
 *
 * <pre>
 * version 0 (2)  producer id (8)  first offset (8)  last offset (8)  last stable offset (8)
 * </pre>
 *
 * Written entry by entry, unlike the other indexes: nothing but the records before it could make it anew. There is no file while there is none.
 * One writer, any readers.
 */
final class TransactionIndex {

    static final int ENTRY_SIZE = 34;

    private static final short VERSION = 0;
    private static final int PRODUCER_ID_AT = 2;
    private static final int FIRST_OFFSET_AT = 10;
    private static final int LAST_OFFSET_AT = 18;
    private static final int LAST_STABLE_OFFSET_AT = 26;

    private final Path path;
    private final IndexEntries entries;
    private boolean damaged;

    TransactionIndex(Path path) {
        this.path = path;
        this.entries = new IndexEntries(path, ENTRY_SIZE);
    }

    /** Reads the file, where there is one. @return false where it can't be right: then there are no entries */
    boolean load(Disk disk, long baseOffset) throws IOException {
        if (!disk.exists(path)) {
            return true;
        }
        if (entries.load(disk) && plausible(baseOffset)) {
            return true;
        }
        entries.cutTo(0);
        entries.forgetFile();
        damaged = true;
        return false;
    }

    private boolean plausible(long baseOffset) {
        for (int i = 0; i < entries.count(); i++) {
            AbortedTransaction entry = entry(i);
            if (version(i) != VERSION || entry.lastOffset() < baseOffset || entry.firstOffset() > entry.lastOffset()) {
                return false;
            }
        }
        return true;
    }

    /** Where the disk refuses, readers know of the entry all the same. */
    void append(AbortedTransaction aborted, Disk disk) throws IOException {
        ByteBuffer room = entries.roomForOne();
        int at = entries.end();
        room.putShort(at, VERSION);
        room.putLong(at + PRODUCER_ID_AT, aborted.producerId());
        room.putLong(at + FIRST_OFFSET_AT, aborted.firstOffset());
        room.putLong(at + LAST_OFFSET_AT, aborted.lastOffset());
        room.putLong(at + LAST_STABLE_OFFSET_AT, aborted.lastStableOffset());
        entries.publish();
        entries.save(disk);
    }

    /** Brings the file up to date; a damaged one only after {@link #clear}, so that whoever opens the log next sees the damage, too. */
    void save(Disk disk) throws IOException {
        if (!damaged && (!isEmpty() || disk.exists(path))) {
            entries.save(disk);
        }
    }

    /**
     * Adds to {@code found} what a reader of the offsets from {@code from} up to {@code to} must know.
     *
     * @return true where later segments have nothing to add
     */
    boolean collect(long from, long to, List<AbortedTransaction> found) {
        int count = entries.count();
        for (int i = 0; i < count; i++) {
            AbortedTransaction aborted = entry(i);
            if (aborted.lastOffset() >= from && aborted.firstOffset() < to) {
                found.add(aborted);
            }
            if (aborted.lastStableOffset() >= to) {
                return true;
            }
        }
        return false;
    }

    boolean isEmpty() {
        return entries.count() == 0;
    }

    /** Forgets the transactions whose markers lie at this offset or behind it, in memory. @return whether there were any */
    boolean cutAtOffset(long offset) {
        int before = entries.count();
        int keep = before;
        while (keep > 0 && entry(keep - 1).lastOffset() >= offset) {
            keep--;
        }
        if (keep < before) {
            entries.cutTo(keep);
        }
        return keep < before;
    }

    /** Forgets all. The file stays, empty: it must not come back with the loss of power, as a deleted one could. */
    void clear(Disk disk) throws IOException {
        entries.cutTo(0);
        entries.forgetFile();
        damaged = false;
        save(disk);
    }

    /** Makes what was written survive the loss of power. */
    void force(Disk disk) throws IOException {
        if (disk.exists(path)) {
            entries.force(disk);
        }
    }

    private short version(int entry) {
        return (short) (entries.getInt(entry, 0) >>> Short.SIZE);
    }

    private AbortedTransaction entry(int i) {
        return new AbortedTransaction(entries.getLong(i, PRODUCER_ID_AT), entries.getLong(i, FIRST_OFFSET_AT),
                entries.getLong(i, LAST_OFFSET_AT), entries.getLong(i, LAST_STABLE_OFFSET_AT));
    }
}
