package dev.vitrine.engine.observe;

import org.apache.kafka.common.TopicPartition;

/**
 * The live counter behind a {@link FlowView}. One thread at a time writes (a connection has one request at work), anyone reads;
 * a reader may see records and bytes of two neighbouring requests.
 */
public final class Flow {

    private final long connection;
    private final FlowView.Direction direction;
    private final TopicPartition partition;
    private volatile long records;
    private volatile long bytes;
    private volatile int acks;
    private volatile long nextOffset = -1;
    private volatile long lastAtMillis;

    public Flow(long connection, FlowView.Direction direction, TopicPartition partition) {
        this.connection = connection;
        this.direction = direction;
        this.partition = partition;
    }

    /** Adds what one request moved. */
    @SuppressWarnings("NonAtomicOperationOnVolatileField") // a single writer
    public void add(long moreRecords, long moreBytes, int withAcks, long newNextOffset, long nowMillis) {
        bytes += moreBytes;
        acks = withAcks;
        nextOffset = newNextOffset;
        lastAtMillis = nowMillis;
        records += moreRecords;
    }

    public long connection() {
        return connection;
    }

    public FlowView.Direction direction() {
        return direction;
    }

    public TopicPartition partition() {
        return partition;
    }

    public long nextOffset() {
        return nextOffset;
    }

    public long records() {
        return records;
    }

    public FlowView view() {
        return new FlowView(direction, partition, records, bytes, acks, nextOffset, lastAtMillis);
    }
}
