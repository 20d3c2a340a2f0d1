package dev.vitrine.engine.observe;

/**
 * A segment of a log.
 *
 * @param baseOffset       that its files are named for
 * @param nextOffset       where the next segment begins, or the log ends
 * @param active           whether batches are still appended to it
 * @param indexEntries     entries of its offset index; −1 where it was not looked at, because too many segments were asked for
 * @param timeIndexEntries entries of its time index; −1 likewise
 * @param largestTimestamp of its records; −1 where they have none, or it was not looked at
 */
public record SegmentView(
        long baseOffset, long nextOffset, long sizeBytes, boolean active, int indexEntries, int timeIndexEntries, long largestTimestamp) {}
