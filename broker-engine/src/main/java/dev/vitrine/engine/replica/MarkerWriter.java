package dev.vitrine.engine.replica;

import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.Errors;

/** Ends transactions in the partitions that this broker leads. */
@FunctionalInterface
public interface MarkerWriter {

    /** @param whenCommitted told once, from any thread, of every partition of the marker: NONE where the marker is committed */
    void write(TransactionMarker marker, Consumer<Map<TopicPartition, Errors>> whenCommitted);
}
