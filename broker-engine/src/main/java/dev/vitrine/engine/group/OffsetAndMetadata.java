package dev.vitrine.engine.group;

import java.util.OptionalInt;
import java.util.OptionalLong;
import org.apache.kafka.common.Uuid;

/**
 * A committed offset.
 *
 * @param metadata          the client's own text; empty where it sent none
 * @param expireAtMillis    only where a client of version 2–4 asked for a retention of its own
 * @param topicId           {@link Uuid#ZERO_UUID} where the client named the topic
 */
record OffsetAndMetadata(
        long offset, OptionalInt leaderEpoch, String metadata, long committedAtMillis, OptionalLong expireAtMillis, Uuid topicId) {

    private static final int UNKNOWN_EPOCH = -1;

    static OffsetAndMetadata at(long offset, int leaderEpoch, String metadata, long committedAtMillis) {
        return new OffsetAndMetadata(
                offset, epoch(leaderEpoch), metadata == null ? "" : metadata, committedAtMillis, OptionalLong.empty(), Uuid.ZERO_UUID);
    }

    OffsetAndMetadata expiringAt(OptionalLong millis) {
        return new OffsetAndMetadata(offset, leaderEpoch, metadata, committedAtMillis, millis, topicId);
    }

    OffsetAndMetadata ofTopic(Uuid id) {
        return new OffsetAndMetadata(offset, leaderEpoch, metadata, committedAtMillis, expireAtMillis, id);
    }

    /** The wire says −1 for "not known"; what else a client says comes back to it as it is. */
    static OptionalInt epoch(int leaderEpoch) {
        return leaderEpoch == UNKNOWN_EPOCH ? OptionalInt.empty() : OptionalInt.of(leaderEpoch);
    }
}
