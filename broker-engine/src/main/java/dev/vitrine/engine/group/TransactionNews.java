package dev.vitrine.engine.group;

import dev.vitrine.engine.observe.Event.OffsetsCommitted;
import dev.vitrine.engine.replica.TransactionMarker;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Tells observers of offsets when they begin to count: not when they were committed in a transaction, but when that is. */
final class TransactionNews {

    private TransactionNews() {}

    /** To be called before the transaction ends in {@code shard}. */
    static void tell(GroupShard shard, TransactionMarker marker, Turn turn) {
        if (!marker.commit()) {
            return;
        }
        Map<String, Map<TopicPartition, Long>> byGroup = new HashMap<>();
        shard.pending().forEach(marker.producerId(), (place, offset) ->
                byGroup.computeIfAbsent(place.group(), group -> new HashMap<>()).put(place.partition(), offset.offset()));
        byGroup.forEach((group, offsets) -> turn.publish(new OffsetsCommitted(group, "", "", offsets)));
    }
}
