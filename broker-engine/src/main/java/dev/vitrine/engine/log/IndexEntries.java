package dev.vitrine.engine.log;

import dev.vitrine.engine.io.Disk;
import dev.vitrine.engine.io.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * The entries of an index, in memory, as the very bytes of its file. One writer; readers take {@link #count} first and then look, so they see
 * whole entries only. Written to the file by {@link #save}, never per entry: what was not saved is rebuilt from the segment.
 */
final class IndexEntries {

    private static final int FIRST_CAPACITY = 16;

    private final Path path;
    private final int entrySize;
    private volatile ByteBuffer bytes;
    private volatile int count;
    private int saved;

    IndexEntries(Path path, int entrySize) {
        this.path = path;
        this.entrySize = entrySize;
        this.bytes = ByteBuffer.allocate(FIRST_CAPACITY * entrySize);
    }

    /** Takes what the file holds. @return false where its length can't be that of an index */
    boolean load(Disk disk) throws IOException {
        byte[] content = disk.readAll(path);
        bytes = ByteBuffer.wrap(content);
        saved = content.length / entrySize;
        count = saved;
        return content.length % entrySize == 0;
    }

    int count() {
        return count;
    }

    int getInt(int entry, int at) {
        return bytes.getInt(entry * entrySize + at);
    }

    long getLong(int entry, int at) {
        return bytes.getLong(entry * entrySize + at);
    }

    /** Room for one more entry: fill it from the given place on, then {@link #publish}. */
    ByteBuffer roomForOne() {
        int needed = (count + 1) * entrySize;
        if (bytes.capacity() < needed) {
            ByteBuffer larger = ByteBuffer.allocate(Math.max(needed, Math.max(FIRST_CAPACITY * entrySize, bytes.capacity() * 2)));
            larger.put(0, bytes, 0, count * entrySize);
            bytes = larger;
        }
        return bytes;
    }

    int end() {
        return count * entrySize;
    }

    void publish() {
        count = count + 1; // a single writer
    }

    /** Forgets the entries from {@code newCount} on. A reader who counted before finds zeros there, and looks a little further than needed. */
    void cutTo(int newCount) {
        ByteBuffer copy = ByteBuffer.allocate(bytes.capacity());
        copy.put(0, bytes, 0, newCount * entrySize);
        count = newCount;
        bytes = copy;
        saved = Math.min(saved, newCount);
    }

    /** Marks the file as unknown, so that the next {@link #save} writes everything. */
    void forgetFile() {
        saved = 0;
    }

    /**
     * Brings the file up to date; makes it where there is none. Does not wait for the disk: what a loss of power leaves of an index is either
     * a beginning of it, from which loading goes on, or is seen not to fit the segment and made anew.
     */
    void save(Disk disk) throws IOException {
        try (DiskFile file = disk.open(path)) {
            long wanted = (long) count * entrySize;
            if (saved < count) {
                file.write(bytes.slice(saved * entrySize, (count - saved) * entrySize), (long) saved * entrySize);
            }
            if (file.size() > wanted) {
                file.truncate(wanted);
            }
        }
        saved = count;
    }

    /** Makes what was saved survive the loss of power. */
    void force(Disk disk) throws IOException {
        try (DiskFile file = disk.open(path)) {
            file.force();
        }
    }
}
