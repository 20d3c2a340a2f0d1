package dev.vitrine.app.model.stage;

import dev.vitrine.engine.observe.FlowView.Direction;
import org.apache.kafka.common.TopicPartition;

/** One connection's records to or from one partition. */
public record FlowKey(long connection, Direction direction, TopicPartition partition) {

    /** By hand: thousands of them are looked up thirty times a second, and a partition keeps its own. */
    @Override
    public int hashCode() {
        return 31 * (31 * Long.hashCode(connection) + direction.ordinal()) + partition.hashCode();
    }
}
