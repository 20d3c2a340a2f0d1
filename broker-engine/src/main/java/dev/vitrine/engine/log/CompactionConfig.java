package dev.vitrine.engine.log;

/**
 * The settings of a topic that say when and how it is compacted.
 *
 * @param minDirtyRatio     {@code min.cleanable.dirty.ratio}
 * @param minLagMs          {@code min.compaction.lag.ms}: younger records are left alone
 * @param maxLagMs          {@code max.compaction.lag.ms}: older ones are due whatever the ratio
 * @param deleteRetentionMs {@code delete.retention.ms}: how long tombstones and markers are kept after the cleaning that first saw them
 */
public record CompactionConfig(double minDirtyRatio, long minLagMs, long maxLagMs, long deleteRetentionMs) {

    /** Kafka's defaults. */
    public static final CompactionConfig DEFAULT = new CompactionConfig(0.5, 0, Long.MAX_VALUE, 86_400_000);
}
