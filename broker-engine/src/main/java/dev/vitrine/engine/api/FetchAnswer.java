package dev.vitrine.engine.api;

import dev.vitrine.engine.replica.Partition;
import dev.vitrine.engine.wire.RecordBytes;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.protocol.Errors;

/**
 * What a fetch finds at one partition.
 *
 * @param partition  empty where it is refused
 * @param visibleEnd what could be seen when it was read; −1 where nothing was
 */
record FetchAnswer(FetchTarget target, Optional<Partition> partition, PartitionData data, long visibleEnd) {

    private static final Set<Errors> UNKNOWN = EnumSet.of(Errors.UNKNOWN_TOPIC_ID, Errors.UNKNOWN_TOPIC_OR_PARTITION);

    /** Of aborted transactions a null says: not looked for. Kafka answers an empty list only where it knows no such partition. */
    static FetchAnswer refused(FetchTarget target, Optional<Partition> found, Errors why) {
        PartitionData data = nothing(target).setErrorCode(why.code());
        return new FetchAnswer(target, Optional.empty(), found.isPresent() ? data.setAbortedTransactions(null) : data, -1);
    }

    static PartitionData nothing(FetchTarget target) {
        return RecordBytes.empty(new PartitionData().setPartitionIndex(target.partition()).setHighWatermark(-1));
    }

    int bytes() {
        return RecordBytes.size(data);
    }

    boolean isUnknown() {
        return UNKNOWN.contains(Errors.forCode(data.errorCode()));
    }

    /** Neither refused, nor has whoever asks a log that has parted from ours. */
    boolean isInOrder() {
        return data.errorCode() == Errors.NONE.code() && data.divergingEpoch().epoch() < 0;
    }

    /** Something to be told at once, however few bytes there are. */
    boolean isUrgent() {
        return !isInOrder() || data.preferredReadReplica() >= 0 || !target.knows(data.highWatermark());
    }

    /** Whether whoever asks has all that can be seen. */
    boolean isAllThere() {
        return target.offset() == visibleEnd;
    }
}
