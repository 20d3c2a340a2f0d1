package dev.vitrine.engine.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * One compaction of one log: afterwards, of the records with the same key that it looked at, only the newest is left, at the offset it always
 * had.
 *
 * <pre>
 * INDEXING ──dirty part read, or map full──▶ COPYING ──a group is copied and safe on the disk──▶ SWAP_DUE
 *                                              ▲  └──────────no group is left──▶ DONE              │
 *                                              └────────────────────swap()─────────────────────────┘
 * </pre>
 *
 * {@link #advance} does the long work, a chunk at a time, on any thread that may wait for the disk; appends and reads go on meanwhile.
 * {@link #swap} belongs to the log's writer and is short. Where segments have gone meanwhile (retention, truncation), the rest is given up.
 */
public final class Compaction implements AutoCloseable {

    /** What comes next. */
    public enum Next { ADVANCE, SWAP, DONE }

    private enum Stage { INDEXING, COPYING, SWAP_DUE, DONE }

    private final LogState state;
    private final Cleanable range;
    private final LogConfig config;
    private final List<LogSegment> held = new ArrayList<>();
    private final List<List<LogSegment>> groups = new ArrayList<>();
    private final OffsetMap newest;
    private final BatchChunks chunks;
    private final DirtyScan scan;
    private final CleanedTransactions transactions = new CleanedTransactions();
    private final long nowMs;
    private Stage stage = Stage.INDEXING;
    private GroupCopy copy;
    private boolean abandoned;
    private long bytesBefore;
    private long bytesAfter;
    private long removed;

    private Compaction(LogState state, Cleanable range, CompactionBuffers buffers, List<LogSegment> held) throws IOException {
        this.state = state;
        this.range = range;
        this.config = state.config;
        this.held.addAll(held);
        this.nowMs = state.now();
        this.newest = new OffsetMap(buffers.dedupeBytes(), buffers.loadFactor());
        this.chunks = new BatchChunks(buffers.ioBytes());
        this.scan = new DirtyScan(dirty(), range, state.abortedBetween(range.firstDirty(), range.firstUncleanable()), newest, chunks);
    }

    /** Any thread. @throws IOException where the disk refuses, or a segment goes just now */
    static Compaction begin(LogState state, Cleanable range, CompactionBuffers buffers) throws IOException {
        List<LogSegment> held = new ArrayList<>();
        try {
            for (LogSegment segment : state.segments.all()) {
                if (segment.baseOffset() < range.firstUncleanable()) {
                    hold(segment, held);
                }
            }
            return new Compaction(state, range, buffers, held);
        } catch (IOException | RuntimeException refused) {
            held.forEach(LogSegment::release);
            throw refused;
        }
    }

    private static void hold(LogSegment segment, List<LogSegment> held) throws IOException {
        if (!segment.retain()) {
            throw new IOException(segment.path() + " is gone");
        }
        held.add(segment);
    }

    /** Those of the dirty part. */
    private List<LogSegment> dirty() {
        long first = held.stream().mapToLong(LogSegment::baseOffset).filter(base -> base <= range.firstDirty()).max().orElse(Long.MIN_VALUE);
        return held.stream().filter(s -> s.baseOffset() >= first).toList();
    }

    public Next next() {
        return abandoned || stage == Stage.DONE ? Next.DONE : stage == Stage.SWAP_DUE ? Next.SWAP : Next.ADVANCE;
    }

    /** Goes a chunk further. @return bytes read and written @throws IOException where the disk refuses or a batch is broken */
    public int advance() throws IOException {
        if (state.closed) {
            abandoned = true;
            return 0;
        }
        if (stage == Stage.COPYING) {
            return copyOn();
        }
        if (!scan.done()) {
            return scan.advance();
        }
        long end = endOffset();
        List<LogSegment> touched = held.stream().filter(s -> s.baseOffset() < end).toList();
        groups.addAll(new SegmentGroups(config, range.firstUncleanable()).of(touched));
        stage = Stage.COPYING;
        return 0;
    }

    private int copyOn() throws IOException {
        if (copy == null) {
            if (groups.isEmpty()) {
                state.options.disk().forceFolder(state.folder);
                stage = Stage.DONE;
                return 0;
            }
            copy = begin(groups.removeFirst());
        }
        int moved = copy.advance();
        stage = copy.done() ? Stage.SWAP_DUE : Stage.COPYING;
        return moved;
    }

    private GroupCopy begin(List<LogSegment> group) throws IOException {
        LogSegment next = state.segments.after(group.getLast());
        long end = next == null ? range.firstUncleanable() : next.baseOffset();
        transactions.announce(state.abortedBetween(group.getFirst().baseOffset(), end));
        CleanedSegment target = new CleanedSegment(
                state.options.disk(), state.folder, group.getFirst().baseOffset(), config.indexIntervalBytes());
        return new GroupCopy(group, target, new GroupCopy.Round(newest, transactions, state.producers.lastBatches(),
                range.firstUncleanable(), nowMs, config.compaction().deleteRetentionMs(), chunks));
    }

    /** Puts the new segment in the place of those it was made from. By the log's writer, when {@link #next} says so. */
    public void swap() throws IOException {
        List<LogSegment> old = copy.sources();
        if (state.closed || !state.segments.all().containsAll(old)) {
            abandoned = true;
            return;
        }
        CleanedSegment made = copy.target();
        made.commit();
        bytesBefore += old.stream().mapToLong(LogSegment::size).sum();
        bytesAfter += made.size();
        removed += copy.removed();
        copy.close();
        copy = null;
        stage = Stage.COPYING;
        SegmentSwap.swap(state, old, made);
    }

    /** True where the log has lost some of what this works on (retention, deletion, the end of the engine): a failure is no wonder then. */
    public boolean overtaken() {
        List<LogSegment> ahead = new ArrayList<>(groups.stream().flatMap(List::stream).toList());
        if (copy != null) {
            ahead.addAll(copy.sources());
        }
        return abandoned || state.closed || !state.segments.all().containsAll(ahead);
    }

    /** Lets go of everything; what was begun and not swapped in is thrown away. On a thread that may wait for the disk. */
    @Override
    public void close() throws IOException {
        try {
            if (copy != null) {
                copy.close();
                copy.target().discard();
                copy = null;
            }
        } finally {
            held.forEach(LogSegment::release);
            held.clear();
        }
    }

    /** True where it came to its end, and the log is compacted up to {@link #endOffset}. */
    public boolean complete() {
        return stage == Stage.DONE && !abandoned;
    }

    /** How far it looked. */
    public long endOffset() {
        return newest.latestOffset() + 1;
    }

    public long bytesBefore() {
        return bytesBefore;
    }

    public long bytesAfter() {
        return bytesAfter;
    }

    public long recordsRemoved() {
        return removed;
    }
}
