package dev.vitrine.engine.log;

/** A boundary between batches: the one before it ends, and one with this base offset begins or will begin, at this position of this segment. */
record LogEnd(long offset, LogSegment segment, int position) {}
