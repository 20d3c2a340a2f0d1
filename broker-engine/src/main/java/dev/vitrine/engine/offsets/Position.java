package dev.vitrine.engine.offsets;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.kafka.common.Uuid;

/**
 * How far into which log a view has come.
 *
 * @param topicId     identity of the topic: another one means another log under the same name
 * @param leaderEpoch of the last record taken in; {@link #NO_EPOCH} where the log knew none
 * @param offset      behind the last record taken in
 */
public record Position(Uuid topicId, int leaderEpoch, long offset) {

    public static final int NO_EPOCH = -1;

    private static final int BYTES = 3 * Long.BYTES + Integer.BYTES;

    byte[] encode() {
        return ByteBuffer.allocate(BYTES)
                .putLong(topicId.getMostSignificantBits())
                .putLong(topicId.getLeastSignificantBits())
                .putInt(leaderEpoch)
                .putLong(offset)
                .array();
    }

    /** @return empty where these bytes are no position */
    static Optional<Position> decode(byte[] bytes) {
        if (bytes.length != BYTES) {
            return Optional.empty();
        }
        ByteBuffer from = ByteBuffer.wrap(bytes);
        return Optional.of(new Position(new Uuid(from.getLong(), from.getLong()), from.getInt(), from.getLong()));
    }
}
