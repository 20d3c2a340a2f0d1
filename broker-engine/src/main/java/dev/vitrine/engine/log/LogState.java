package dev.vitrine.engine.log;

import dev.vitrine.engine.io.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the parts of a log share. Only the log's writer changes it; the volatile fields are what readers look at. */
final class LogState {

    final LogOptions options;
    final Path folder;
    final Segments segments;
    final LeaderEpochs epochs;
    final ProducerStates producers;
    volatile LogConfig config;
    volatile long startOffset;
    /** Everything below is on the disk whole. */
    volatile long recoveryPoint;
    volatile LogEnd end;
    volatile RecentEnds recent = new RecentEnds();
    /** Everything below was compacted; −1 where nothing ever was. */
    volatile long cleanedTo = -1;
    volatile boolean closed;
    /** Something was appended or taken away since the log was opened. */
    volatile boolean changed;
    /** The disk refused to make written bytes safe: nothing vouches for them any more, so the next start must check. */
    volatile boolean distrusted;

    LogState(LogOptions options, Segments segments, LeaderEpochs epochs, ProducerStates producers) {
        this.options = options;
        this.folder = options.folder();
        this.config = options.config();
        this.segments = segments;
        this.epochs = epochs;
        this.producers = producers;
    }

    long now() {
        return options.clock().millis();
    }

    /** Shows readers a new end. */
    void publishEnd(long offset) {
        LogSegment active = segments.active();
        LogEnd now = new LogEnd(offset, active, active.size());
        recent.add(now);
        end = now;
        changed = true;
    }

    /** Files of segments that were taken out go after {@code file.delete.delay.ms}, or when the last reader is done. */
    void releaseLater(List<LogSegment> gone) {
        if (!gone.isEmpty()) {
            options.scheduler().schedule(config.fileDeleteDelayMs(), () -> options.slowWork().execute(() -> gone.forEach(LogSegment::release)));
        }
    }

    /** All transactions aborted that have records from {@code from} on and before {@code to}. */
    List<AbortedTransaction> abortedBetween(long from, long to) throws IOException {
        List<AbortedTransaction> found = new ArrayList<>();
        for (LogSegment s = segments.floor(from); s != null && !s.index().transactions().collect(from, to, found); s = segments.after(s)) {
            // the markers of what begins here may lie far behind
        }
        return found;
    }

    /** Segments have taken the place of others: boundaries in those must not be found any more. */
    void forgetRecentEnds() {
        RecentEnds anew = new RecentEnds();
        anew.add(end);
        recent = anew;
    }

    /** After truncation: boundaries known so far may not be boundaries any more. */
    void resetEnd(long offset) {
        recent = new RecentEnds();
        publishEnd(offset);
    }

    /** Where the producers are not known for certain, as after a truncation that the disk broke off, they are learned from the log. */
    void learnProducers() throws IOException {
        if (!producers.trusted()) {
            new ProducerRecovery(this).run(options.disk().list(folder));
            producers.trust();
        }
    }

    /** Writes the producers as they are at the end of the log, where they are known. */
    void takeSnapshot() throws IOException {
        if (producers.trusted()) {
            writeSnapshot(end.offset());
        }
    }

    /** Notes the producers as those at {@code offset}. Does not wait for the disk: a damaged snapshot shows, and an older one will do. */
    void writeSnapshot(long offset) throws IOException {
        Path path = SegmentFiles.of(folder, offset, SegmentFiles.SNAPSHOT);
        if (offset > 0 && !options.disk().exists(path)) {
            try (DiskFile file = options.disk().open(path)) {
                file.write(ByteBuffer.wrap(producers.snapshot()), 0);
            }
        }
    }
}
