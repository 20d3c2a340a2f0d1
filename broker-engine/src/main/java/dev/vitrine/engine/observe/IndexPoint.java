package dev.vitrine.engine.observe;

/**
 * An entry of a segment's offset index.
 *
 * @param segment  base offset of the segment
 * @param offset   last offset of the batch that has the entry
 * @param position where in the segment's file the batch begins
 */
public record IndexPoint(long segment, long offset, int position) {}
