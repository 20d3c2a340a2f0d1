package dev.vitrine.engine.log;

import dev.vitrine.engine.wire.BatchRecord;
import dev.vitrine.engine.wire.BatchRecords;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Short words for what tests do with compaction. */
final class Compactions {

    static final CompactionBuffers BUFFERS = new CompactionBuffers(1 << 20, 0.9, 512);

    private Compactions() {}

    /** Compacts what may be, whether it is worth while or not. @return what was done */
    static Compaction compact(Log log, LogFixture fixture, CompactionBuffers buffers) throws IOException {
        double ratio = fixture.config.minDirtyRatio;
        fixture.config.minDirtyRatio = -1;
        log.configure(fixture.config.build());
        Compaction done;
        try (Compaction compaction = log.compact(log.cleanable(log.endOffset()).orElseThrow(), buffers)) {
            done = run(log, compaction);
        } finally {
            fixture.config.minDirtyRatio = ratio;
            log.configure(fixture.config.build());
        }
        return done;
    }

    static Compaction compact(Log log, LogFixture fixture) throws IOException {
        return compact(log, fixture, BUFFERS);
    }

    static Compaction run(Log log, Compaction compaction) throws IOException {
        while (compaction.next() != Compaction.Next.DONE) {
            if (compaction.next() == Compaction.Next.SWAP) {
                compaction.swap();
            } else {
                compaction.advance();
            }
        }
        if (compaction.complete()) {
            log.cleanedTo(compaction.endOffset());
        }
        return compaction;
    }

    /** Everything in the log, batch by batch, as a consumer would fetch it. */
    static List<BatchRecords> batches(Log log) {
        List<BatchRecords> batches = new ArrayList<>();
        long next = log.startOffset();
        while (next < log.endOffset()) {
            ReadResult.Found found = (ReadResult.Found) log.read(next, 700, log.endOffset(), true);
            List<BatchRecords> read = BatchRecords.split(LogFixture.load(found));
            if (read.isEmpty()) {
                return batches;
            }
            batches.addAll(read);
            next = read.getLast().header().nextOffset();
        }
        return batches;
    }

    /** Records by offset, as "key=value". */
    static Map<Long, String> records(Log log) {
        Map<Long, String> found = new TreeMap<>();
        for (BatchRecords batch : batches(log)) {
            if (!batch.header().isControl()) {
                for (BatchRecord record : batch) {
                    found.put(record.offset(), LogFixture.text(record.key()) + "=" + LogFixture.text(record.value()));
                }
            }
        }
        return found;
    }
}
