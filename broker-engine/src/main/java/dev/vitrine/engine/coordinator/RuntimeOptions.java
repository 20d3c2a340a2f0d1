package dev.vitrine.engine.coordinator;

/**
 * Limits of a {@link CoordinatorRuntime}.
 *
 * @param maxBatchBytes   keys and values that go into one append, about: stays below the topic's {@code max.message.bytes}
 * @param maxBatchRecords records that go into one append
 * @param commitTimeoutMs how long an answer may wait for its records to be committed; Kafka's {@code offsets.commit.timeout.ms}. {@link #UNLIMITED}
 *                        where only the loss of the log's leadership ends it
 * @param loadSliceBytes  log read in one go while loading, before others have their turn
 * @param loadSliceEntries entries of the view replayed in one go while loading
 */
public record RuntimeOptions(int maxBatchBytes, int maxBatchRecords, int commitTimeoutMs, int loadSliceBytes, int loadSliceEntries) {

    public static final int UNLIMITED = Integer.MAX_VALUE;

    public static final RuntimeOptions DEFAULT = new RuntimeOptions(512 * 1024, 10_000, 5_000, 64 * 1024, 500);

    public RuntimeOptions withCommitTimeoutMs(int limit) {
        return new RuntimeOptions(maxBatchBytes, maxBatchRecords, limit, loadSliceBytes, loadSliceEntries);
    }
}
