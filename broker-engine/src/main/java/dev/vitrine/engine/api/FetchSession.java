package dev.vitrine.engine.api;

import dev.vitrine.engine.wire.RecordBytes;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;

/**
 * What one consumer fetches from this broker, remembered between its requests (KIP-227): a request tells only what changed, a response
 * only what is new. Used by one request at a time.
 *
 * <pre>
 *   (id 0, epoch 0) ──► created, epoch 1 ──(id, n)──► epoch n+1 … MAX ──► 1
 *                                         └─(id, −1)─► closed
 * </pre>
 */
final class FetchSession {

    static final int NONE = 0;
    static final int FIRST_EPOCH = 0;
    static final int FINAL_EPOCH = -1;

    private static final class Remembered {
        private final ToldOfPartition told = new ToldOfPartition();
        private FetchTarget target;

        Remembered(FetchTarget target) {
            this.target = target;
        }
    }

    private final int id;
    private final boolean topicIds;
    private final long createdMillis;
    private final LinkedHashMap<TopicIdPartition, Remembered> partitions = new LinkedHashMap<>();
    private int nextEpoch = 1;
    private volatile long lastUsedMillis;

    FetchSession(int id, boolean topicIds, long nowMillis) {
        this.id = id;
        this.topicIds = topicIds;
        this.createdMillis = nowMillis;
        this.lastUsedMillis = nowMillis;
    }

    int id() {
        return id;
    }

    boolean usesTopicIds() {
        return topicIds;
    }

    long lastUsedMillis() {
        return lastUsedMillis;
    }

    long createdMillis() {
        return createdMillis;
    }

    synchronized boolean isEmpty() {
        return partitions.isEmpty();
    }

    /** @return false where the request is not the one that follows the last */
    synchronized boolean advance(int epoch, long nowMillis) {
        if (epoch != nextEpoch) {
            return false;
        }
        nextEpoch = following(epoch);
        lastUsedMillis = nowMillis;
        return true;
    }

    /** Zero begins a session and −1 ends it: neither comes round again. */
    static int following(int epoch) {
        return epoch == Integer.MAX_VALUE ? 1 : epoch + 1;
    }

    synchronized void update(Collection<FetchTarget> changed, Collection<TopicIdPartition> forgotten) {
        for (FetchTarget target : changed) {
            Remembered known = partitions.get(target.key());
            if (known == null) {
                partitions.put(target.key(), new Remembered(target));
            } else {
                known.target = target;
            }
        }
        forgotten.forEach(partitions::remove);
    }

    /** Everything to be fetched, those that waited longest for data first. */
    synchronized List<FetchTarget> targets() {
        return partitions.values().stream().map(remembered -> remembered.target).toList();
    }

    /** Tells whether an answer is worth sending. */
    synchronized boolean isNews(FetchTarget target, PartitionData answer, boolean full) {
        Remembered known = partitions.get(target.key());
        return known == null || isNews(known, answer, full);
    }

    private static boolean isNews(Remembered known, PartitionData answer, boolean full) {
        return full || known.told.isNewsOrRecords(answer);
    }

    /**
     * Tells whether an answer is worth sending, and remembers that it was sent. A partition that had data goes to the end of the line, so
     * that one busy partition doesn't starve the others when {@code MaxBytes} is reached.
     */
    synchronized boolean takeNews(FetchTarget target, PartitionData answer, boolean full) {
        Remembered known = partitions.get(target.key());
        if (known == null) {
            return true;
        }
        boolean data = RecordBytes.size(answer) > 0;
        boolean news = isNews(known, answer, full);
        known.told.tell(answer);
        if (data && !full) {
            partitions.remove(target.key());
            partitions.put(target.key(), known);
        }
        return news;
    }

}
