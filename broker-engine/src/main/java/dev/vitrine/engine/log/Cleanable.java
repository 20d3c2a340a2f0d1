package dev.vitrine.engine.log;

/**
 * What of a log could be compacted.
 *
 * <pre>
 * log start          firstDirty            firstUncleanable        end
 *     ├── clean before ──┼──────── dirty ─────────┼── not yet ────────┤
 * </pre>
 *
 * @param firstDirty       everything before was compacted once
 * @param firstUncleanable base offset of the first segment that must be left alone: the active one, one that holds the last stable offset, one
 *                         younger than {@code min.compaction.lag.ms}
 * @param cleanBytes       before {@code firstDirty}
 * @param cleanableBytes   from there to {@code firstUncleanable}
 * @param overdue          {@code max.compaction.lag.ms} is over for some of it: it is due whatever the ratio
 */
public record Cleanable(long firstDirty, long firstUncleanable, long cleanBytes, long cleanableBytes, boolean overdue) {

    public long totalBytes() {
        return cleanBytes + cleanableBytes;
    }

    /** How dirty it is: the share of what was not compacted yet. */
    public double dirtyRatio() {
        return totalBytes() == 0 ? 0 : cleanableBytes / (double) totalBytes();
    }

    /** @param minDirtyRatio {@code min.cleanable.dirty.ratio} */
    boolean due(double minDirtyRatio) {
        return totalBytes() > 0 && (overdue && cleanableBytes > 0 || dirtyRatio() > minDirtyRatio);
    }
}
