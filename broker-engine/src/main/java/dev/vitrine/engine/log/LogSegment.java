package dev.vitrine.engine.log;

import dev.vitrine.engine.io.Disk;
import dev.vitrine.engine.io.DiskFile;
import dev.vitrine.engine.wire.BatchHeader;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stretch of the log: one file of batches and its indexes.
 *
 * <pre>
 * fresh ──first batch──▶ active ──roll──▶ sealed ──retention, truncation──▶ deleted ──last reference──▶ gone
 * (no file yet)          (grows)          (index may leave memory)          (files renamed)            (closed, removed)
 * </pre>
 *
 * References are counted: the log holds one, each reader at work another. When the last is gone the file is closed and, where the segment was
 * deleted, removed.
 */
final class LogSegment {

    private static final Logger LOG = LoggerFactory.getLogger(LogSegment.class);
    /** What a segment consists of. */
    static final List<String> SEGMENT_SUFFIXES = List.of(
            SegmentFiles.LOG, SegmentFiles.OFFSET_INDEX, SegmentFiles.TIME_INDEX, SegmentFiles.TXN_INDEX);
    private static final List<String> SUFFIXES = List.of(
            SegmentFiles.LOG, SegmentFiles.OFFSET_INDEX, SegmentFiles.TIME_INDEX, SegmentFiles.TXN_INDEX, SegmentFiles.SNAPSHOT);

    private final Disk disk;
    private final Path folder;
    private final long baseOffset;
    private final int indexIntervalBytes;
    private final long createdMs;
    private final References references = new References(this::gone);
    private final Runnable release = this::release;
    private volatile DiskFile file;
    private volatile int size;
    private volatile SegmentIndex index;
    private volatile SoftReference<SegmentIndex> coldIndex = new SoftReference<>(null);
    private volatile boolean deleted;
    private volatile boolean abortedUnforced;
    /** What the index files held before may still be on the disk, and would come back with the loss of power. */
    private volatile boolean indexUnforced;
    private boolean oversized;
    private volatile long firstTimestamp = -1;

    private LogSegment(Disk disk, Path folder, long baseOffset, int indexIntervalBytes, long createdMs) {
        this.disk = disk;
        this.folder = folder;
        this.baseOffset = baseOffset;
        this.indexIntervalBytes = indexIntervalBytes;
        this.createdMs = createdMs;
    }

    /** A new one; its files come with the first batch. */
    static LogSegment fresh(Disk disk, Path folder, long baseOffset, LogConfig config, long nowMs) {
        LogSegment segment = new LogSegment(disk, folder, baseOffset, config.indexIntervalBytes(), nowMs);
        segment.index = SegmentIndex.empty(folder, baseOffset, config.indexIntervalBytes());
        return segment;
    }

    /** One that lies on disk; reads nothing of it. */
    static LogSegment existing(Disk disk, Path folder, long baseOffset, LogConfig config, long nowMs) throws IOException {
        LogSegment segment = new LogSegment(disk, folder, baseOffset, config.indexIntervalBytes(), nowMs);
        segment.file = disk.open(SegmentFiles.of(folder, baseOffset, SegmentFiles.LOG));
        segment.size = Math.toIntExact(segment.file.size());
        return segment;
    }

    /** One that compaction has written, by the file that it wrote; sealed. */
    static LogSegment cleaned(Disk disk, Path folder, CleanedSegment written) {
        LogSegment segment = new LogSegment(disk, folder, written.baseOffset(), written.indexIntervalBytes(), written.lastModified());
        segment.file = written.file();
        segment.size = written.size();
        return segment;
    }

    long baseOffset() {
        return baseOffset;
    }

    int size() {
        return size;
    }

    DiskFile file() {
        return file;
    }

    Path path() {
        return SegmentFiles.of(folder, baseOffset, SegmentFiles.LOG);
    }

    // ---- writing

    /** Makes the file where there is none yet. */
    void materialise() throws IOException {
        if (file == null) {
            file = disk.open(path());
        }
    }

    /** Writes at the end. Where the disk refuses, what got there is cut off again. */
    void write(ByteBuffer batches) throws IOException {
        materialise();
        if (oversized) {
            file.truncate(size);
            oversized = false;
        }
        try {
            file.write(batches.duplicate(), size);
        } catch (IOException refused) {
            cutOff(refused);
            throw refused;
        }
    }

    /** Takes back what was written behind {@link #size()}; where even that fails, before the next write. */
    void cutOff(IOException cause) {
        try {
            file.truncate(size);
        } catch (IOException alsoRefused) {
            oversized = true;
            cause.addSuppressed(alsoRefused);
        }
    }

    /** What was written becomes part of the segment. */
    void accept(List<BatchHeader> headers) throws IOException {
        SegmentIndex current = index();
        int at = size;
        for (BatchHeader header : headers) {
            current.onBatch(header, at);
            at += header.sizeInBytes();
        }
        if (firstTimestamp < 0 && size == 0) {
            firstTimestamp = headers.getFirst().maxTimestamp();
        }
        size = at;
    }

    /** Keeps in mind that a transaction which ends here is not to be read. */
    void noteAborted(AbortedTransaction aborted) throws IOException {
        abortedUnforced = true;
        index().transactions().append(aborted, disk);
    }

    /** Before the aborted transactions are noted anew. */
    void forgetAborted() throws IOException {
        abortedUnforced = true;
        index().transactions().clear(disk);
    }

    /** False where the index of aborted transactions is damaged. */
    boolean knowsAborted() throws IOException {
        return new TransactionIndex(SegmentFiles.of(folder, baseOffset, SegmentFiles.TXN_INDEX)).load(disk, baseOffset);
    }

    /** Gives up everything from this position on; its indexes are told by {@link #cutIndex}. Where the disk refuses nothing has changed. */
    void cut(int position) throws IOException {
        file.truncate(position);
        oversized = false;
        size = position;
        if (position == 0) {
            firstTimestamp = -1;
        }
    }

    /**
     * After {@link #cut}: the indexes know nothing any more of what was there, from the batch with this offset on. Where the disk refuses, that is so in
     * memory, and their files follow before anybody trusts them: when they are saved, or when the next start looks at every batch.
     */
    void cutIndex(int position, long offset) throws IOException {
        indexUnforced = true;
        abortedUnforced = true;
        index().cut(file, position, offset, disk);
    }

    /** True where so many bytes don't fit any more, or the segment has become too old. */
    boolean shouldRoll(LogConfig config, int moreBytes, long lastOffset, long batchTimestamp, long nowMs) throws IOException {
        return size > config.segmentBytes() - moreBytes
                || size > 0 && age(batchTimestamp, nowMs) > config.maxSegmentMs() - jitter(config)
                || index().full(config.segmentIndexBytes())
                || lastOffset - baseOffset > Integer.MAX_VALUE;
    }

    /** By the clock of the records where they have one, as Kafka does: a replay of old records rolls as the originals did. */
    private long age(long batchTimestamp, long nowMs) throws IOException {
        long first = firstTimestamp();
        return first >= 0 ? batchTimestamp - first : nowMs - createdMs;
    }

    /** Largest timestamp of the first batch; −1 where there is none. Any thread, while referenced: it never changes once there. */
    long firstTimestamp() throws IOException {
        if (firstTimestamp < 0 && size > 0) {
            BatchScan scan = new BatchScan(file, 0, size);
            firstTimestamp = scan.advance() ? scan.header().maxTimestamp() : -1;
        }
        return firstTimestamp;
    }

    /** Differs from segment to segment, so that not all of them roll at once; the same for the same segment, so that runs can be repeated. */
    private long jitter(LogConfig config) {
        long bound = Math.min(config.segmentJitterMs(), config.maxSegmentMs());
        return bound <= 0 ? 0 : Math.floorMod((folder.getFileName().toString().hashCode() * 31L + baseOffset) * 0x9E3779B97F4A7C15L, bound);
    }

    /** Makes all of it survive the loss of power. */
    void force() throws IOException {
        if (file != null) {
            file.force();
            forceAborted();
        }
    }

    /**
     * No more batches will come, so nobody need look at its batches at the next start: an index that was cut is forced, too. One that only grew need not
     * be: what a loss of power leaves of it is right as far as it goes.
     */
    void forceSealed() throws IOException {
        force();
        if (file != null && indexUnforced && !deleted) {
            index().force(disk);
            indexUnforced = false;
        }
    }

    /** Unlike the other indexes, that of aborted transactions is not made anew from the segment alone. */
    private void forceAborted() throws IOException {
        if (abortedUnforced) {
            abortedUnforced = false;
            try {
                index().transactions().force(disk);
            } catch (IOException refused) {
                abortedUnforced = true;
                throw refused;
            }
        }
    }

    void saveIndex() throws IOException {
        if (file != null) {
            index().save(disk);
        }
    }

    /** No more batches will come: the index has been saved and needs to stay in memory only while there is room. */
    void seal() {
        if (index != null) {
            coldIndex = new SoftReference<>(index);
            index = null;
        }
    }

    // ---- reading

    SegmentIndex index() throws IOException {
        SegmentIndex current = index;
        if (current == null) {
            current = coldIndex.get();
        }
        return current == null ? loadIndex() : current;
    }

    private synchronized SegmentIndex loadIndex() throws IOException {
        SegmentIndex loaded = SegmentIndex.load(this, disk, folder, indexIntervalBytes);
        if (loaded.rebuilt() && !deleted) {
            loaded.save(disk);
        }
        coldIndex = new SoftReference<>(loaded);
        return loaded;
    }

    /** The last segment keeps its index at hand. */
    void keepIndex() throws IOException {
        index = index();
    }

    void useIndex(SegmentIndex fresh) {
        index = fresh;
    }

    /** Replaces the index: recovery has walked over the segment anyway. */
    void rebuilt(int validSize, SegmentIndex anew) throws IOException {
        file.truncate(validSize);
        size = validSize;
        index = anew;
        indexUnforced = true;
    }

    SegmentIndex freshIndex() {
        return SegmentIndex.empty(folder, baseOffset, indexIntervalBytes);
    }

    /** Finds the first batch that ends at or behind {@code offset}; false where there is none before {@code bound}. */
    boolean seek(long offset, int bound, BatchSeek found) throws IOException {
        BatchScan scan = new BatchScan(file, Math.min(index().offsets().floor(offset), bound), bound);
        while (scan.advance()) {
            if (scan.header().lastOffset() >= offset) {
                found.position = scan.position();
                found.header = scan.header();
                return true;
            }
        }
        found.position = scan.end();
        found.header = null;
        return false;
    }

    /** What {@link #seek} found; its position is where the search ended in any case. */
    static final class BatchSeek {
        int position;
        BatchHeader header;
    }

    /** Largest timestamp of its records; where they have none, when its file was last written. */
    long largestTimestamp() throws IOException {
        long largest = index().maxTimestamp();
        return largest >= 0 || file == null ? largest : disk.lastModified(path());
    }

    /** When its file was last written. */
    long lastModified() throws IOException {
        return file == null ? createdMs : disk.lastModified(path());
    }

    // ---- references

    /** One more reader. @return false where the segment is gone already: look again */
    boolean retain() {
        return references.retain();
    }

    Runnable releaser() {
        return release;
    }

    void release() {
        references.release();
    }

    private void gone() {
        try {
            leave();
        } catch (IOException refused) {
            LOG.warn("{} stays until the next start clears it away: {}", path(), refused.toString());
        }
    }

    private void leave() throws IOException {
        if (file != null) {
            file.close();
        }
        if (deleted) {
            for (String suffix : SUFFIXES) {
                disk.delete(renamed(suffix));
            }
        }
    }

    /** Renames its files so that nobody opens them again; they go when the log's and the last reader's reference are released. */
    void markDeleted() throws IOException {
        markDeleted(SUFFIXES);
    }

    /** As {@link #markDeleted}, but what is known of the producers at its base offset stays: another segment begins there now. */
    void markReplaced() throws IOException {
        markDeleted(SEGMENT_SUFFIXES);
    }

    /** The batches first: without them the rest means nothing. */
    private void markDeleted(List<String> suffixes) throws IOException {
        for (String suffix : suffixes) {
            Path path = SegmentFiles.of(folder, baseOffset, suffix);
            if (disk.exists(path)) {
                disk.move(path, renamed(suffix));
            }
            deleted = true;
        }
    }

    /** Whether its batches are there no more for whoever opens the log. */
    boolean isDeleted() {
        return deleted;
    }

    private Path renamed(String suffix) {
        return SegmentFiles.of(folder, baseOffset, suffix + SegmentFiles.DELETED);
    }
}
