package dev.vitrine.engine.log;

import dev.vitrine.engine.observe.Event;
import java.io.IOException;
import java.util.List;

/** Rolls segments and makes what was written safe. Belongs to the log's writer, but for what {@link #forceSealed} does. */
final class LogKeeper {

    private final LogState state;
    private long folderForcedFor = -1;

    LogKeeper(LogState state) {
        this.state = state;
    }

    /**
     * Completes the active segment and begins the next one at the end of the log. The new file comes last: once it is there, nothing can fail
     * any more and leave it behind while the log goes on in the old one.
     */
    LogSegment roll() throws IOException {
        LogSegment sealed = state.segments.active();
        LogOptions o = state.options;
        state.takeSnapshot();
        state.epochs.save();
        sealed.saveIndex();
        LogSegment next = LogSegment.fresh(o.disk(), state.folder, state.end.offset(), state.config, state.now());
        next.materialise();
        sealed.seal();
        state.segments.add(next);
        state.publishEnd(state.end.offset());
        o.events().publish(new Event.SegmentRolled(o.partition(), next.baseOffset()));
        o.slowWork().execute(() -> forceSealed(next.baseOffset()));
        return next;
    }

    /** Any thread: forces the segments before {@code offset}; from then on recovery need not look at them. */
    void forceSealed(long offset) {
        force(state.segments.all().stream().filter(s -> s.baseOffset() < offset).toList(), offset);
    }

    /** Forces everything up to the end. @return false where the disk refused */
    synchronized boolean flush() {
        try {
            if (state.epochs.save()) {
                folderForcedFor = state.segments.active().baseOffset();
            }
        } catch (IOException refused) {
            return failed("flush", refused);
        }
        return force(state.segments.all(), state.end.offset());
    }

    /** One at a time: what the background forces, the writer need not force again. @param segments may all be gone by now, to retention for one */
    private synchronized boolean force(List<LogSegment> segments, long upTo) {
        if (upTo <= state.recoveryPoint) {
            return !state.distrusted;
        }
        try {
            for (LogSegment segment : segments) {
                LogSegment next = state.segments.after(segment);
                if ((next == null || next.baseOffset() > state.recoveryPoint) && segment.retain()) {
                    try {
                        force(segment, next == null);
                    } finally {
                        segment.release();
                    }
                }
            }
            if (!segments.isEmpty()) {
                forceFolder(segments.getLast());
            }
            if (!state.distrusted) {
                state.recoveryPoint = upTo;
            }
            return !state.distrusted;
        } catch (IOException refused) {
            state.distrusted = true;
            return failed("flush", refused);
        }
    }

    private static void force(LogSegment segment, boolean active) throws IOException {
        if (active) {
            segment.force();
        } else {
            segment.forceSealed();
        }
    }

    /** A new file must be found again after the loss of power, not only its content. */
    private void forceFolder(LogSegment newest) throws IOException {
        if (newest.baseOffset() > folderForcedFor && !state.closed) {
            state.options.disk().forceFolder(state.folder);
            folderForcedFor = newest.baseOffset();
        }
    }

    private boolean failed(String what, IOException refused) {
        state.options.events().publish(new Event.StorageFailed(state.options.partition() + ": " + what, refused.toString()));
        return false;
    }

    /** Leaves everything on disk so that the next start has nothing to check; where the disk refuses any of it, the log can't be trusted. */
    void close() {
        try {
            if (state.changed) {
                state.distrusted |= !flush();
                state.takeSnapshot();
                state.segments.active().saveIndex();
            }
        } catch (IOException refused) {
            state.distrusted = true;
            failed("close", refused);
        }
        state.closed = true;
        state.segments.all().forEach(LogSegment::release);
    }
}
