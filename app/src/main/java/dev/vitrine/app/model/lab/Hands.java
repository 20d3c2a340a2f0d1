package dev.vitrine.app.model.lab;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** Hands out partitions, round by round, remembering what it must between rounds. */
interface Hands {

    /**
     * One round.
     *
     * @param owned who owns what now; members that have come since own nothing
     * @return who is given what
     */
    Map<String, Set<TopicPartition>> round(LabGroup group, Map<String, Set<TopicPartition>> owned);

    /** True where a round gives only what is free, and takes away what then is given in the next. */
    boolean incremental();
}
