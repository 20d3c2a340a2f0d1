package dev.vitrine.engine.quorum;

import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Who voted from which record on. The last word counts from when it is written, committed or not (KIP-853), so it can be taken back with its record. */
final class VoterHistory {

    /** Before the log: said by who made the folder. */
    private static final long BEFOREHAND = -1;

    private final NavigableMap<Long, Voters> byOffset = new TreeMap<>();

    VoterHistory(Voters beforehand) {
        byOffset.put(BEFOREHAND, beforehand);
    }

    void written(long offset, Voters voters) {
        byOffset.put(offset, voters);
    }

    /** The log was cut off: nothing from {@code end} on is there any more. */
    void cutTo(long end) {
        byOffset.tailMap(Math.max(end, 0), true).clear();
    }

    /** A snapshot takes the place of all before {@code offset}. */
    void beginAnew(long offset, Voters voters) {
        byOffset.clear();
        byOffset.put(offset - 1, voters);
    }

    Voters last() {
        return byOffset.lastEntry().getValue();
    }

    /** As all records before {@code offset} say. */
    Voters before(long offset) {
        var entry = byOffset.lowerEntry(offset);
        return entry == null ? Voters.NONE : entry.getValue();
    }

    /** Offset of the last record that names voters; empty where none does. */
    OptionalLong lastRecord() {
        return byOffset.lastKey() == BEFOREHAND ? OptionalLong.empty() : OptionalLong.of(byOffset.lastKey());
    }
}
