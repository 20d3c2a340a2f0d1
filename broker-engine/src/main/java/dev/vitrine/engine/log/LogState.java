package dev.vitrine.engine.log;

import dev.vitrine.engine.io.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

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

    /** After truncation: boundaries known so far may not be boundaries any more. */
    void resetEnd(long offset) {
        recent = new RecentEnds();
        publishEnd(offset);
    }

    /** Writes the producers as they are at the end of the log. Does not wait for the disk: a damaged snapshot shows, and an older one will do. */
    void takeSnapshot() throws IOException {
        Path path = SegmentFiles.of(folder, end.offset(), SegmentFiles.SNAPSHOT);
        if (end.offset() > 0 && !options.disk().exists(path)) {
            try (DiskFile file = options.disk().open(path)) {
                file.write(ByteBuffer.wrap(producers.snapshot()), 0);
            }
        }
    }
}
