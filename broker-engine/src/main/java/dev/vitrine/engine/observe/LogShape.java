package dev.vitrine.engine.observe;

import java.util.List;
import org.apache.kafka.common.TopicPartition;

/**
 * How a partition's log lies on the disk.
 *
 * @param cleanedTo     below this offset it was compacted; −1 where it never was
 * @param segments      those that reach into the range asked for, in order, at most as many as asked for
 * @param segmentsInAll how many the log has
 * @param index         entries of their offset indexes in the range, in order; where there are more than asked for, every n-th
 */
public record LogShape(
        TopicPartition partition,
        long startOffset,
        long lastStableOffset,
        long highWatermark,
        long endOffset,
        long cleanedTo,
        List<SegmentView> segments,
        int segmentsInAll,
        List<IndexPoint> index) {

    public LogShape {
        segments = List.copyOf(segments);
        index = List.copyOf(index);
    }
}
