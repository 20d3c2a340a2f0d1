package dev.vitrine.engine.replica;

import dev.vitrine.engine.observe.Event;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * Tells observers where transactions end in a partition without crowding out what else happens: one is told of every {@value #EVERY_MS} ms, the
 * others are counted. Used in the partition's mailbox only.
 */
final class MarkerNews {

    static final long EVERY_MS = 200;

    private final TopicPartition partition;
    private long toldAt = Long.MIN_VALUE / 2;
    private long untold;

    MarkerNews(TopicPartition partition) {
        this.partition = partition;
    }

    Optional<Event> written(TransactionMarker marker, long offset, long nowMillis) {
        if (nowMillis - toldAt < EVERY_MS) {
            untold++;
            return Optional.empty();
        }
        Event news = new Event.TransactionEnded(partition, marker.producerId(), marker.producerEpoch(), marker.commit(), offset, untold);
        toldAt = nowMillis;
        untold = 0;
        return Optional.of(news);
    }
}
