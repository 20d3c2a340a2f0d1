package dev.vitrine.engine.log;

import java.io.IOException;
import java.util.List;

/** Finds out what of a log could be compacted now. Any thread: it looks at the segments as they were published. */
final class CleanableRange {

    private final LogState state;
    private final LogSegment[] segments;
    private final long stableEnd;

    /** @param stableEnd the last stable offset: nothing is compacted that readers with read_committed can't see yet */
    CleanableRange(LogState state, long stableEnd) {
        this.state = state;
        this.segments = state.segments.all().toArray(new LogSegment[0]);
        this.stableEnd = stableEnd;
    }

    Cleanable find() throws IOException {
        long firstDirty = firstDirty();
        long limit = Math.max(firstDirty, Math.min(Math.min(stableEnd, active().baseOffset()), firstTooYoung(firstDirty)));
        long firstUncleanable = floor(limit).baseOffset();
        long cleanTo = Math.min(firstDirty, firstUncleanable);
        return new Cleanable(firstDirty, firstUncleanable, bytes(Long.MIN_VALUE, firstDirty), bytes(cleanTo, firstUncleanable), overdue(firstDirty));
    }

    /** A mark that the log has left behind, or has not reached (its end was lost), says nothing: then all of it counts as dirty. */
    private long firstDirty() {
        long start = state.startOffset;
        long cleanedTo = state.cleanedTo;
        return cleanedTo < start || cleanedTo > state.end.offset() ? start : cleanedTo;
    }

    private LogSegment active() {
        return segments[segments.length - 1];
    }

    private LogSegment floor(long offset) {
        int at = segments.length - 1;
        while (at > 0 && segments[at].baseOffset() > offset) {
            at--;
        }
        return segments[at];
    }

    /** Of the segments that hold offsets from {@code from} on and begin before {@code to}. */
    private long bytes(long from, long to) {
        long bytes = 0;
        for (LogSegment segment : sealedFrom(from)) {
            bytes += segment.baseOffset() < to ? segment.size() : 0;
        }
        return bytes;
    }

    private List<LogSegment> sealedFrom(long offset) {
        long from = floor(offset).baseOffset();
        return List.of(segments).subList(0, segments.length - 1).stream().filter(s -> s.baseOffset() >= from).toList();
    }

    private long firstTooYoung(long firstDirty) throws IOException {
        long lag = state.config.compaction().minLagMs();
        if (lag > 0) {
            for (LogSegment segment : sealedFrom(firstDirty)) {
                if (segment.largestTimestamp() > state.now() - lag) {
                    return segment.baseOffset();
                }
            }
        }
        return Long.MAX_VALUE;
    }

    private boolean overdue(long firstDirty) throws IOException {
        long oldest = Long.MAX_VALUE;
        for (LogSegment segment : sealedFrom(firstDirty)) {
            long first = segment.firstTimestamp();
            oldest = first > 0 ? Math.min(oldest, first) : oldest;
        }
        return oldest < state.now() - Math.max(state.config.compaction().maxLagMs(), 0);
    }
}
