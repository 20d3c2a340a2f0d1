package dev.vitrine.engine.api;

import dev.vitrine.engine.wire.RecordBytes;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.protocol.Errors;

/** What the answers of a fetch session have told of one partition: what is known already is not told again (KIP-227). */
final class ToldOfPartition {

    private long highWatermark = -1;
    private long logStartOffset = -1;
    private boolean failing;

    /** Whether an answer without records is worth sending all the same. */
    boolean isNews(PartitionData answer) {
        return answer.errorCode() != Errors.NONE.code() || failing
                || answer.highWatermark() != highWatermark
                || answer.logStartOffset() != logStartOffset
                || answer.preferredReadReplica() != -1
                || answer.divergingEpoch().epoch() >= 0;
    }

    boolean isNewsOrRecords(PartitionData answer) {
        return RecordBytes.size(answer) > 0 || isNews(answer);
    }

    /** The answer goes out. */
    void tell(PartitionData answer) {
        failing = answer.errorCode() != Errors.NONE.code();
        highWatermark = failing ? -1 : answer.highWatermark();
        logStartOffset = answer.logStartOffset();
    }
}
