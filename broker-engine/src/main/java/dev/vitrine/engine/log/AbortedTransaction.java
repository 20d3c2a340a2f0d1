package dev.vitrine.engine.log;

/**
 * A transaction that came to nothing: readers of committed records skip what its producer wrote between these offsets.
 *
 * @param firstOffset      of its first record
 * @param lastOffset       of its marker
 * @param lastStableOffset what the last stable offset becomes by its end: who looks for aborted transactions below an offset may stop here
 */
public record AbortedTransaction(long producerId, long firstOffset, long lastOffset, long lastStableOffset) {}
