package dev.vitrine.engine.log;

import dev.vitrine.engine.log.LogSegment.BatchSeek;
import java.io.IOException;
import java.util.List;

/**
 * Takes away from the end of the log. Belongs to the log's writer.
 *
 * <p>Files go one after the other, the outermost first, so that a kill in between leaves no hole; and with each of them, at once and in memory, what is
 * known of it. So wherever the disk refuses, the log is as long as its files are. What then has not been written follows later: producers are learned anew
 * before the next batch is judged by them, indexes are saved before a segment is trusted, epochs with the next flush.
 */
final class Truncation {

    private final LogState state;

    Truncation(LogState state) {
        this.state = state;
    }

    /** Gives up everything from {@code offset} on. @throws IOException where the disk refuses: less was given up, or not all of it is noted */
    void to(long offset) throws IOException {
        if (offset >= state.end.offset()) {
            state.epochs.truncateFromEnd(offset); // a leader that wrote nothing leaves an epoch behind that its successor never heard of
            return;
        }
        if (offset < state.segments.first().baseOffset()) {
            startAnewAt(offset);
            return;
        }
        dropFrom(offset);
        LogSegment last = state.segments.active();
        if (last.file() != null) {
            cut(last, offset);
        }
        state.epochs.save();
        state.learnProducers();
    }

    /** Segments that begin there or behind it, but for the first of all. */
    private void dropFrom(long offset) throws IOException {
        while (state.segments.count() > 1 && state.segments.active().baseOffset() >= offset) {
            LogSegment gone = state.segments.active();
            try {
                gone.markDeleted();
            } finally {
                if (gone.isDeleted()) {
                    state.segments.removeLast(1);
                    state.releaseLater(List.of(gone));
                    endsAt(gone.baseOffset());
                }
            }
        }
    }

    private void cut(LogSegment last, long offset) throws IOException {
        last.keepIndex();
        BatchSeek at = new BatchSeek();
        last.seek(offset, last.size(), at);
        last.cut(at.position);
        endsAt(at.header == null ? Math.max(last.baseOffset(), offset) : at.header.baseOffset());
        last.cutIndex(at.position, offset);
    }

    private void endsAt(long end) {
        state.producers.distrust();
        state.resetEnd(end);
        state.startOffset = Math.min(state.startOffset, end);
        state.cleanedTo = Math.min(state.cleanedTo, end);
        state.recoveryPoint = Math.min(state.recoveryPoint, end);
        state.epochs.truncateFromEnd(end);
    }

    /** Gives up everything: nothing is left but a place to go on from. */
    void startAnewAt(long offset) throws IOException {
        LogSegment first = state.segments.first();
        dropFrom(first.baseOffset());
        try {
            first.markDeleted();
        } finally {
            if (first.isDeleted()) {
                beginAt(offset);
                state.releaseLater(List.of(first));
            }
        }
        state.segments.active().materialise();
        state.epochs.save();
    }

    private void beginAt(long offset) {
        state.segments.replaceAll(LogSegment.fresh(state.options.disk(), state.folder, offset, state.config, state.now()));
        state.resetEnd(offset);
        state.startOffset = offset;
        state.cleanedTo = -1;
        state.recoveryPoint = Math.min(state.recoveryPoint, offset);
        state.producers.clear();
        state.producers.trust();
        state.epochs.clear();
    }
}
