package dev.vitrine.engine.log;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.protocol.Errors;

/** What became of an append. */
public sealed interface AppendResult {

    /**
     * The records are in the log.
     *
     * @param baseOffset      offset of the first record
     * @param lastOffset      offset of the last record
     * @param logAppendTimeMs −1 where the topic keeps the producers' timestamps
     * @param duplicate       true where the batch had been appended before (idempotent producer): the offsets are the original ones
     */
    record Appended(long baseOffset, long lastOffset, long logAppendTimeMs, long logStartOffset, int records, int bytes, boolean duplicate)
            implements AppendResult {}

    /**
     * Nothing was appended.
     *
     * @param message      what Kafka tells the client beside the error: nothing but for single bad records
     * @param recordErrors names single records (Produce v8 and later)
     * @param why          for people who look at this broker
     */
    record Rejected(Errors error, Optional<String> message, List<RecordError> recordErrors, String why) implements AppendResult {

        public Rejected(Errors error, String why) {
            this(error, Optional.empty(), List.of(), why);
        }
    }

    /** One bad record of a rejected batch, by its place in the batch. */
    record RecordError(int batchIndex, String message) {}
}
