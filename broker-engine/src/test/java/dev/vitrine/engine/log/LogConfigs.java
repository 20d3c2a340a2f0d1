package dev.vitrine.engine.log;

/** Kafka's defaults, to be changed one by one. */
final class LogConfigs {

    int segmentBytes = 1 << 30;
    long segmentMs = 7 * 86_400_000L;
    long segmentJitterMs;
    int segmentIndexBytes = 10 << 20;
    int indexIntervalBytes = 4096;
    long retentionMs = 7 * 86_400_000L;
    long retentionBytes = -1;
    boolean delete = true;
    boolean compact;
    int maxMessageBytes = 1_048_588;
    boolean logAppendTime;
    long timestampBeforeMaxMs = Long.MAX_VALUE;
    long timestampAfterMaxMs = 3_600_000;
    String compressionType = "producer";
    long flushMessages = Long.MAX_VALUE;
    long flushMs = Long.MAX_VALUE;
    long fileDeleteDelayMs = 60_000;
    double minDirtyRatio = 0.5;
    long minLagMs;
    long maxLagMs = Long.MAX_VALUE;
    long deleteRetentionMs = 86_400_000;

    LogConfig build() {
        return new LogConfig(segmentBytes, segmentMs, segmentJitterMs, segmentIndexBytes, indexIntervalBytes, retentionMs, retentionBytes,
                delete, compact, maxMessageBytes, logAppendTime, timestampBeforeMaxMs, timestampAfterMaxMs, compressionType, flushMessages,
                flushMs, fileDeleteDelayMs, 1, new CompactionConfig(minDirtyRatio, minLagMs, maxLagMs, deleteRetentionMs));
    }
}
