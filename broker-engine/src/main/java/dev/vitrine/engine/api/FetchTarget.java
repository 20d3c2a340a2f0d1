package dev.vitrine.engine.api;

import dev.vitrine.engine.replica.Presence;
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
 * @param follower    what a follower tells of itself; of no meaning for others
 */
record FetchTarget(
        Optional<String> topic,
        Uuid topicId,
        int partition,
        long offset,
        int maxBytes,
        int currentLeaderEpoch,
        int lastFetchedEpoch,
        FollowerLog follower) {

    private static final int NO_EPOCH = -1;

    /**
     * @param highWatermark that it knows of, v18 (KIP-1166); beyond all others where it doesn't say
     * @param presence      of its session
     */
    record FollowerLog(long startOffset, long highWatermark, Presence presence) {

        static final FollowerLog UNKNOWN = new FollowerLog(-1, Long.MAX_VALUE, Presence.NONE);
    }

    /** A consumer's. */
    FetchTarget(Optional<String> topic, Uuid topicId, int partition, long offset, int maxBytes, int currentLeaderEpoch, int lastFetchedEpoch) {
        this(topic, topicId, partition, offset, maxBytes, currentLeaderEpoch, lastFetchedEpoch, FollowerLog.UNKNOWN);
    }

    /** Here, as in Kafka, any epoch below zero means none. */
    static FetchTarget of(Optional<String> topic, Uuid topicId, FetchPartition asked) {
        return new FetchTarget(topic, topicId, asked.partition(), asked.fetchOffset(), asked.partitionMaxBytes(),
                Math.max(NO_EPOCH, asked.currentLeaderEpoch()), Math.max(NO_EPOCH, asked.lastFetchedEpoch()),
                new FollowerLog(asked.logStartOffset(), asked.highWatermark(), Presence.NONE));
    }

    FetchTarget named(Optional<String> newName) {
        return new FetchTarget(newName, topicId, partition, offset, maxBytes, currentLeaderEpoch, lastFetchedEpoch, follower);
    }

    /** Of a follower of whose later fetches {@code presence} tells. */
    FetchTarget present(Presence presence) {
        return new FetchTarget(topic, topicId, partition, offset, maxBytes, currentLeaderEpoch, lastFetchedEpoch,
                new FollowerLog(follower.startOffset(), follower.highWatermark(), presence));
    }

    /** Whether a follower knows of the high watermark as far as it has records (KIP-1166). */
    boolean knows(long highWatermark) {
        return Math.min(highWatermark, offset) <= follower.highWatermark();
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
