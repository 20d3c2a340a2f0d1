package dev.vitrine.engine.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Which segments become one: what compaction leaves of them shall fill a segment again. Neighbours that together are small enough even as they are. */
final class SegmentGroups {

    private final LogConfig config;
    private final long end;

    /** @param end where the last segment ends */
    SegmentGroups(LogConfig config, long end) {
        this.config = config;
        this.end = end;
    }

    List<List<LogSegment>> of(List<LogSegment> segments) throws IOException {
        List<List<LogSegment>> groups = new ArrayList<>();
        int at = 0;
        while (at < segments.size()) {
            int first = at;
            Sum sum = new Sum(segments.get(at++));
            while (at < segments.size() && inReach(segments, first, at) && sum.takes(segments.get(at))) {
                at++;
            }
            groups.add(List.copyOf(segments.subList(first, at)));
        }
        return groups;
    }

    /** Indexes name offsets relative to the base in 31 bits. An empty segment has none to name. */
    private boolean inReach(List<LogSegment> segments, int first, int next) {
        long last = (next + 1 < segments.size() ? segments.get(next + 1).baseOffset() : end) - 1;
        return segments.get(next).size() == 0 || last - segments.get(first).baseOffset() <= Integer.MAX_VALUE;
    }

    private final class Sum {
        private long bytes;
        private long indexBytes;
        private long timeIndexBytes;

        private Sum(LogSegment first) throws IOException {
            add(first);
        }

        private boolean takes(LogSegment next) throws IOException {
            boolean fits = bytes + next.size() <= config.segmentBytes()
                    && indexBytes + indexBytes(next) <= config.segmentIndexBytes()
                    && timeIndexBytes + timeIndexBytes(next) <= config.segmentIndexBytes();
            if (fits) {
                add(next);
            }
            return fits;
        }

        private void add(LogSegment segment) throws IOException {
            bytes += segment.size();
            indexBytes += indexBytes(segment);
            timeIndexBytes += timeIndexBytes(segment);
        }
    }

    private static long indexBytes(LogSegment segment) throws IOException {
        return (long) segment.index().offsets().count() * OffsetIndex.ENTRY_SIZE;
    }

    private static long timeIndexBytes(LogSegment segment) throws IOException {
        return (long) segment.index().times().count() * TimeIndex.ENTRY_SIZE;
    }
}
