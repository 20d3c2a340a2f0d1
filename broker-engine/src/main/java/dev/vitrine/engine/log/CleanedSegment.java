package dev.vitrine.engine.log;

import dev.vitrine.engine.io.Disk;
import dev.vitrine.engine.io.DiskFile;
import dev.vitrine.engine.wire.BatchRecords;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/** A segment that compaction writes, under names that nobody takes for a segment's until it is whole. */
final class CleanedSegment {

    private final Disk disk;
    private final Path folder;
    private final long baseOffset;
    private final int indexIntervalBytes;
    private final SegmentIndex index;
    private final DiskFile file;
    private int size;
    private long lastModified;

    /** Makes its file anew, whatever an earlier attempt may have left there. */
    CleanedSegment(Disk disk, Path folder, long baseOffset, int indexIntervalBytes) throws IOException {
        this.disk = disk;
        this.folder = folder;
        this.baseOffset = baseOffset;
        this.indexIntervalBytes = indexIntervalBytes;
        this.index = SegmentIndex.ofCleaned(folder, baseOffset, indexIntervalBytes);
        delete(disk, folder, baseOffset);
        this.file = disk.open(path(SegmentFiles.LOG));
    }

    void append(ByteBuffer batches) throws IOException {
        int bytes = batches.remaining();
        file.write(batches.duplicate(), size);
        int at = size;
        for (BatchRecords batch : BatchRecords.split(batches)) {
            index.onBatch(batch.header(), at);
            at += batch.header().sizeInBytes();
        }
        size += bytes;
    }

    /**
     * All of it is there: makes it survive the loss of power, and as old as the newest it was made from.
     *
     * @param aborted transactions whose markers were copied, and of which there were batches
     */
    void complete(long newestModified, List<AbortedTransaction> aborted) throws IOException {
        index.save(disk);
        for (AbortedTransaction transaction : aborted) {
            index.transactions().append(transaction, disk);
        }
        index.transactions().force(disk);
        file.force();
        lastModified = newestModified;
        disk.setLastModified(path(SegmentFiles.LOG), newestModified);
    }

    /** It shall take the place of those it was made from: from here on, the next start would see to it. */
    void commit() throws IOException {
        rename(SegmentFiles.CLEANED, SegmentFiles.SWAP);
    }

    /** Those it was made from are out of the way: it gets a segment's names. */
    void settle() throws IOException {
        rename(SegmentFiles.SWAP, "");
    }

    private void rename(String from, String to) throws IOException {
        for (String suffix : LogSegment.SEGMENT_SUFFIXES) {
            Path path = SegmentFiles.of(folder, baseOffset, suffix + from);
            if (disk.exists(path)) {
                disk.move(path, SegmentFiles.of(folder, baseOffset, suffix + to));
            }
        }
    }

    /** It is not wanted. Only before {@link #commit} has succeeded. */
    void discard() throws IOException {
        file.close();
        delete(disk, folder, baseOffset);
    }

    private static void delete(Disk disk, Path folder, long baseOffset) throws IOException {
        for (String suffix : LogSegment.SEGMENT_SUFFIXES) {
            for (String ending : List.of(SegmentFiles.SWAP, SegmentFiles.CLEANED)) {
                Path path = SegmentFiles.of(folder, baseOffset, suffix + ending);
                if (disk.exists(path)) {
                    disk.delete(path);
                }
            }
        }
    }

    private Path path(String suffix) {
        return SegmentFiles.of(folder, baseOffset, suffix + SegmentFiles.CLEANED);
    }

    long baseOffset() {
        return baseOffset;
    }

    int indexIntervalBytes() {
        return indexIntervalBytes;
    }

    DiskFile file() {
        return file;
    }

    int size() {
        return size;
    }

    long lastModified() {
        return lastModified;
    }
}
