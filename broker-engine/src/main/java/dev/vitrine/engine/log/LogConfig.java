package dev.vitrine.engine.log;

import dev.vitrine.engine.wire.BatchRules;
import dev.vitrine.engine.wire.Codec;

/**
 * The settings of a topic that its log obeys, under the names and with the meaning of Kafka's topic configurations
 * (−1 means unlimited where Kafka says so). {@code recordVersion} has no entry: magic 2 is all there is.
 */
public record LogConfig(
        int segmentBytes,
        long segmentMs,
        long segmentJitterMs,
        int segmentIndexBytes,
        int indexIntervalBytes,
        long retentionMs,
        long retentionBytes,
        boolean delete,
        boolean compact,
        int maxMessageBytes,
        boolean logAppendTime,
        long timestampBeforeMaxMs,
        long timestampAfterMaxMs,
        String compressionType,
        long flushMessages,
        long flushMs,
        long fileDeleteDelayMs,
        int minInsyncReplicas,
        CompactionConfig compaction) {

    /** The age at which a segment is rolled: what must be compacted by a certain age must not stay in the active segment beyond it (KIP-354). */
    long maxSegmentMs() {
        return compact && compaction.maxLagMs() > 0 ? Math.min(segmentMs, compaction.maxLagMs()) : segmentMs;
    }

    /** What a client's batch is judged by. */
    BatchRules validation(short produceVersion) {
        return new BatchRules(maxMessageBytes, compact, logAppendTime, timestampBeforeMaxMs, timestampAfterMaxMs,
                Codec.forSetting(compressionType), produceVersion);
    }
}
