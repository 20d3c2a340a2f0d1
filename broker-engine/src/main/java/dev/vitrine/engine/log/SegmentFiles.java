package dev.vitrine.engine.log;

import java.nio.file.Path;
import java.util.Optional;

/** Names of the files in a log's folder, as Kafka spells them: an offset of twenty digits and what it is. */
final class SegmentFiles {

    static final String LOG = ".log";
    static final String OFFSET_INDEX = ".index";
    static final String TIME_INDEX = ".timeindex";
    static final String TXN_INDEX = ".txnindex";
    static final String SNAPSHOT = ".snapshot";
    /** Appended to the name of a file that nobody may open any more. */
    static final String DELETED = ".deleted";
    /** Appended to the name of a file that compaction is writing: of no worth before all of it is there. */
    static final String CLEANED = ".cleaned";
    /** Appended to the name of a file that compaction has written: to take the place of those it was made from. */
    static final String SWAP = ".swap";

    private static final int DIGITS = 20;

    private SegmentFiles() {}

    static Path of(Path folder, long offset, String suffix) {
        return folder.resolve("%020d".formatted(offset) + suffix);
    }

    /** The offset in the name of a file with this suffix; empty where the file is another. */
    static Optional<Long> offsetOf(Path file, String suffix) {
        String name = file.getFileName().toString();
        if (!name.endsWith(suffix) || name.length() != DIGITS + suffix.length()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Long.parseLong(name.substring(0, DIGITS)));
        } catch (NumberFormatException notOurs) {
            return Optional.empty();
        }
    }
}
