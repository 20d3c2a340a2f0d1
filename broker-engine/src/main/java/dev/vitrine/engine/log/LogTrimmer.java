package dev.vitrine.engine.log;

import dev.vitrine.engine.observe.Event;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Takes away from the start of the log: retention and DeleteRecords; and all of it. Belongs to the log's writer. */
final class LogTrimmer {

    private final LogState state;
    private final LogKeeper keeper;

    LogTrimmer(LogState state, LogKeeper keeper) {
        this.state = state;
        this.keeper = keeper;
    }

    void deleteRecordsBefore(long offset) throws IOException {
        if (offset <= state.startOffset) {
            return;
        }
        moveStart(Math.min(offset, state.end.offset()));
        dropBeforeStart();
    }

    /** Kafka's order: what is too old, then what is too much, then what lies before the start. */
    int applyRetention(long highWatermark) throws IOException {
        state.learnProducers(); // else transactions could look open for ever in a partition that nobody writes to
        state.producers.expire(state.now());
        LogConfig config = state.config;
        int deleted = 0;
        if (config.delete() && config.retentionMs() >= 0) {
            long oldest = state.now() - config.retentionMs();
            deleted += dropOldest(highWatermark, s -> s.largestTimestamp() < oldest, "retention.ms=" + config.retentionMs());
        }
        if (config.delete() && config.retentionBytes() >= 0) {
            long[] excess = {state.segments.sizeInBytes() - config.retentionBytes()};
            deleted += dropOldest(highWatermark, s -> {
                boolean drop = excess[0] >= s.size();
                excess[0] -= drop ? s.size() : 0;
                return drop && s.size() > 0;
            }, "retention.bytes=" + config.retentionBytes());
        }
        return deleted + dropBeforeStart();
    }

    private interface Unwanted {
        boolean test(LogSegment segment) throws IOException;
    }

    private int dropOldest(long highWatermark, Unwanted unwanted, String why) throws IOException {
        int count = 0;
        for (LogSegment segment : state.segments.all()) {
            LogSegment next = state.segments.after(segment);
            long end = next == null ? state.end.offset() : next.baseOffset();
            if (end > highWatermark || segment.size() == 0 || !unwanted.test(segment)) {
                break;
            }
            count++;
        }
        return drop(count, why);
    }

    private int dropBeforeStart() throws IOException {
        int count = 0;
        for (LogSegment segment : state.segments.all()) {
            LogSegment next = state.segments.after(segment);
            if (next == null || next.baseOffset() > state.startOffset) {
                break;
            }
            count++;
        }
        return drop(count, "log start offset");
    }

    private int drop(int count, String why) throws IOException {
        if (count == 0) {
            return 0;
        }
        if (count == state.segments.count()) {
            keeper.roll(); // even the active one goes: the end of the log must stay known
        }
        List<LogSegment> gone = state.segments.removeFirst(count);
        moveStart(Math.max(state.startOffset, state.segments.first().baseOffset()));
        remove(gone);
        state.options.events().publish(new Event.SegmentsDeleted(state.options.partition(), state.startOffset, count, why));
        return count;
    }

    private void moveStart(long offset) {
        state.changed = true;
        state.startOffset = offset;
        state.epochs.truncateFromStart(offset);
        state.producers.onStartOffset(offset);
    }

    /** The start has moved already, so a file that can't be renamed does no harm: it goes at the next start. */
    private void remove(List<LogSegment> gone) {
        try {
            for (LogSegment segment : gone) {
                segment.markDeleted();
            }
        } catch (IOException refused) {
            state.options.events().publish(new Event.StorageFailed(state.options.partition() + ": delete", refused.toString()));
        }
        state.releaseLater(gone);
    }

    /** Renames the folder, so that it counts as gone, and lets it go later; closes what is open unless a reader still needs it. */
    void deleteAll() {
        if (state.closed) {
            return;
        }
        state.closed = true;
        Path gone = renamed();
        state.segments.all().forEach(LogSegment::release);
        state.options.scheduler().schedule(state.config.fileDeleteDelayMs(), () -> state.options.slowWork().execute(() -> deleteTree(gone)));
    }

    /** Windows refuses to rename a folder with open files: then it keeps its name until it goes. */
    private Path renamed() {
        Path gone = LogFolder.deletedName(state.folder, state.options.topicId());
        try {
            state.options.disk().move(state.folder, gone);
            return gone;
        } catch (IOException refused) {
            return state.folder;
        }
    }

    private void deleteTree(Path folder) {
        try {
            state.options.disk().deleteTree(folder);
        } catch (IOException refused) {
            state.options.events().publish(new Event.StorageFailed(state.options.partition() + ": delete", refused.toString()));
        }
    }
}
