package dev.vitrine.engine.observe;

import java.util.List;
import org.apache.kafka.common.TopicPartition;

/**
 * Some batches of a log.
 *
 * @param nextOffset where to go on: behind the last batch looked at, or the end of the range where all of it was
 * @param whole      whether all of the range was looked at
 * @param aborted    transactions that came to nothing and reach into the range
 */
public record BatchPage(TopicPartition partition, LogRange range, List<BatchView> batches, long nextOffset, boolean whole, List<Aborted> aborted) {

    public BatchPage {
        batches = List.copyOf(batches);
        aborted = List.copyOf(aborted);
    }

    /** What {@code producerId} wrote from the first offset up to its marker at the last one is not to be read by readers of committed records. */
    public record Aborted(long producerId, long firstOffset, long lastOffset) {

        public boolean covers(BatchView batch) {
            return batch.transactional() && batch.producerId() == producerId && batch.baseOffset() >= firstOffset && batch.baseOffset() <= lastOffset;
        }
    }
}
