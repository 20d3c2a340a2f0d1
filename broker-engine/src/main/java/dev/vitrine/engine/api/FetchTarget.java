package dev.vitrine.engine.api;

import java.util.Optional;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.FetchRequestData.FetchPartition;

/**
 * One partition that a fetch asks for.
 *
 * @param topic       empty where the id is not known to this broker
 * @param topicId     zero before version 13
 */
record FetchTarget(
        Optional<String> topic,
        Uuid topicId,
        int partition,
        long offset,
        int maxBytes,
        int currentLeaderEpoch,
        int lastFetchedEpoch) {

    private static final int NO_EPOCH = -1;

    /** Here, as in Kafka, any epoch below zero means none. */
    static FetchTarget of(Optional<String> topic, Uuid topicId, FetchPartition asked) {
        return new FetchTarget(topic, topicId, asked.partition(), asked.fetchOffset(), asked.partitionMaxBytes(),
                Math.max(NO_EPOCH, asked.currentLeaderEpoch()), Math.max(NO_EPOCH, asked.lastFetchedEpoch()));
    }

    FetchTarget named(Optional<String> newName) {
        return new FetchTarget(newName, topicId, partition, offset, maxBytes, currentLeaderEpoch, lastFetchedEpoch);
    }

    Optional<TopicPartition> name() {
        return topic.map(known -> new TopicPartition(known, partition));
    }

    /** What makes it the same partition from fetch to fetch: the id where ids are used, else the name. */
    TopicIdPartition key() {
        boolean byId = !topicId.equals(Uuid.ZERO_UUID);
        return new TopicIdPartition(topicId, partition, byId ? null : topic.orElse(null));
    }
}
