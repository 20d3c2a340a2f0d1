package dev.vitrine.engine.log;

import dev.vitrine.engine.wire.BatchHeader;
import dev.vitrine.engine.wire.BatchRecord;
import dev.vitrine.engine.wire.BatchRecords;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** Transactions one after another, each of a producer of its own, that a test writes into a log; and what a reader of committed records sees of them. */
final class RandomTransactions {

    private static final int FETCH_BYTES = 700;

    private final Random random;
    private final Map<Long, String[]> open = new TreeMap<>();
    private final Map<Long, String[]> aborted = new TreeMap<>();
    private long producer = 900;
    private int sequence;

    RandomTransactions(Random random) {
        this.random = random;
    }

    boolean endsNow() {
        return !open.isEmpty() && random.nextInt(3) == 0;
    }

    long producer() {
        return producer;
    }

    int sequence() {
        return sequence;
    }

    void wrote(long firstOffset, String[][] records) {
        for (int i = 0; i < records.length; i++) {
            open.put(firstOffset + i, records[i]);
        }
        sequence += records.length;
    }

    /** @param written what was committed goes there */
    void ended(boolean commit, Map<Long, String[]> written) {
        (commit ? written : aborted).putAll(open);
        open.clear();
        producer++;
        sequence = 0;
    }

    /** What was written there in a transaction that was aborted, or is open; null for anything else. */
    String[] uncommitted(long offset) {
        return open.getOrDefault(offset, aborted.get(offset));
    }

    /** Records by offset, read as a consumer of committed records reads them, fetch by fetch. */
    static Map<Long, String> committed(Log log) {
        Map<Long, String> seen = new TreeMap<>();
        long stable = LogFixture.stable(log);
        long next = log.startOffset();
        while (next < stable) {
            ReadResult.Found found = (ReadResult.Found) log.read(next, FETCH_BYTES, stable, true);
            List<AbortedTransaction> told = new ArrayList<>(log.abortedTransactions(next, found.records()).orElseThrow());
            List<BatchRecords> batches = BatchRecords.split(LogFixture.load(found));
            if (batches.isEmpty()) {
                return seen;
            }
            take(batches, told, seen);
            next = batches.getLast().header().nextOffset();
        }
        return seen;
    }

    private static void take(List<BatchRecords> batches, List<AbortedTransaction> told, Map<Long, String> seen) {
        Set<Long> skipped = new HashSet<>();
        for (BatchRecords batch : batches) {
            BatchHeader header = batch.header();
            told.removeIf(aborted -> aborted.firstOffset() < header.nextOffset() && skipped.add(aborted.producerId()));
            if (header.isControl()) {
                skipped.remove(header.producerId());
            } else if (!header.isTransactional() || !skipped.contains(header.producerId())) {
                for (BatchRecord record : batch) {
                    seen.put(record.offset(), LogFixture.text(record.key()) + "=" + LogFixture.text(record.value()));
                }
            }
        }
    }
}
