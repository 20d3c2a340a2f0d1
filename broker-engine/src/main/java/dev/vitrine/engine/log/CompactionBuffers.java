package dev.vitrine.engine.log;

/**
 * How much memory one compaction may take.
 *
 * @param dedupeBytes its share of {@code log.cleaner.dedupe.buffer.size}: for the newest offset of each key; where that does not hold all, the
 *                    rest is left to the next compaction
 * @param loadFactor  {@code log.cleaner.io.buffer.load.factor}: how full that may become
 * @param ioBytes     its share of {@code log.cleaner.io.buffer.size}: read at a time; more for a single batch that is larger
 */
public record CompactionBuffers(long dedupeBytes, double loadFactor, int ioBytes) {}
