package dev.vitrine.engine.observe;

import org.apache.kafka.common.TopicPartition;

/**
 * Records that went through one connection to or from one partition since the connection opened.
 *
 * @param acks       of the last produce request (0, 1, −1 for all); 0 for fetches
 * @param nextOffset behind the last record produced or fetched; −1 where none was
 */
public record FlowView(Direction direction, TopicPartition partition, long records, long bytes, int acks, long nextOffset, long lastAtMillis) {

    /** Seen from the broker: a client produces into it, or fetches out of it. */
    public enum Direction { PRODUCE, FETCH }
}
