package dev.vitrine.engine.log;

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
        int minInsyncReplicas) {}
