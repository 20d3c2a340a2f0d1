package dev.vitrine.engine.log;

import java.io.IOException;
import java.util.List;

/**
 * Puts a compacted segment in the place of those it was made from, so that a process killed at any moment leaves a whole log:
 *
 * <pre>
 * .cleaned files are written and forced          killed here: the next start throws them away
 * .cleaned → .swap                               killed within: as above; the old ones are untouched
 * old ones → .deleted, .swap → names of a segment   killed within: the next start carries on ({@link InterruptedSwap})
 * </pre>
 */
final class SegmentSwap {

    private SegmentSwap() {}

    /**
     * By the log's writer. Readers at work go on with the old ones, which go later.
     *
     * @param made its files bear the names of a swap: there is no way back any more
     * @throws IOException where the disk refuses to rename: the log goes on with the new one all the same, and the next start gives it its names
     */
    static void swap(LogState state, List<LogSegment> old, CleanedSegment made) throws IOException {
        state.segments.replace(old, LogSegment.cleaned(state.options.disk(), state.folder, made));
        state.forgetRecentEnds();
        state.changed = true;
        try {
            for (LogSegment segment : old) {
                if (segment.baseOffset() == made.baseOffset()) {
                    segment.markReplaced();
                } else {
                    segment.markDeleted();
                }
            }
            made.settle();
        } finally {
            state.releaseLater(old);
        }
    }
}
