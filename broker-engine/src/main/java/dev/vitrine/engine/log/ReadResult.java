package dev.vitrine.engine.log;

import dev.vitrine.engine.wire.FileRecords;

/** What a read found. */
public sealed interface ReadResult {

    /**
     * Whole batches from the one that holds the asked offset on; the last may be cut off by the byte limit. Empty at the end.
     * {@code records} must be released.
     */
    record Found(FileRecords records) implements ReadResult {}

    /** The offset lies before the log's start or behind its end. */
    record OutOfRange(long logStartOffset, long endOffset) implements ReadResult {}

    /** The disk refused. */
    record Failed(String why) implements ReadResult {}
}
