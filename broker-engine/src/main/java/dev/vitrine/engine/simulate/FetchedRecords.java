package dev.vitrine.engine.simulate;

import dev.vitrine.engine.wire.BatchHeader;
import dev.vitrine.engine.wire.BatchRecords;
import dev.vitrine.engine.wire.RecordBytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import org.apache.kafka.common.message.FetchResponseData.AbortedTransaction;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;

/** What a consumer makes of a fetch's answer: batches from its offset on, without markers and, where it wants committed ones only, without those of aborted transactions. */
record FetchedRecords(List<Fetched> records, long nextOffset) {

    record Fetched(long offset, String value) {}

    static FetchedRecords of(PartitionData data, long from, boolean committedOnly) {
        PriorityQueue<AbortedTransaction> aborted = new PriorityQueue<>(Comparator.comparingLong(AbortedTransaction::firstOffset));
        if (committedOnly && data.abortedTransactions() != null) {
            aborted.addAll(data.abortedTransactions());
        }
        Set<Long> skipped = new HashSet<>();
        List<Fetched> found = new ArrayList<>();
        long next = from;
        for (BatchRecords batch : batches(data)) {
            BatchHeader header = batch.header();
            while (!aborted.isEmpty() && aborted.peek().firstOffset() <= header.lastOffset()) {
                skipped.add(aborted.poll().producerId());
            }
            if (header.isControl()) {
                batch.marker().filter(marker -> !marker.commit()).ifPresent(marker -> skipped.remove(header.producerId()));
            } else if (!(header.isTransactional() && skipped.contains(header.producerId()))) {
                batch.forEach(record -> {
                    if (record.offset() >= from) {
                        found.add(new Fetched(record.offset(), Values.text(record.value())));
                    }
                });
            }
            next = Math.max(next, header.lastOffset() + 1);
        }
        return new FetchedRecords(found, next);
    }

    private static List<BatchRecords> batches(PartitionData data) {
        try {
            RecordBytes.load(data);
            return BatchRecords.split(RecordBytes.of(data));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
