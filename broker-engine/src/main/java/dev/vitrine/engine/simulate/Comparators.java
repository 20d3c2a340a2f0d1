package dev.vitrine.engine.simulate;

import java.util.Comparator;
import org.apache.kafka.common.TopicPartition;

/** An order of things that have none of their own: whatever is gone through must be gone through in the same order each time. */
final class Comparators {

    static final Comparator<TopicPartition> PARTITIONS = Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

    private Comparators() {}
}
