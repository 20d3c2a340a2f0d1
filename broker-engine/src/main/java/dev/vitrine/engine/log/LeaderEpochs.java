package dev.vitrine.engine.log;

import dev.vitrine.engine.io.Disk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which leader epoch began at which offset: what a follower asks for to find where its log parts from the leader's (KIP-101, KIP-279). Kept in
 * Kafka's {@code leader-epoch-checkpoint}; what was not written there lies behind the recovery point, and recovery reads it from the batches.
 */
final class LeaderEpochs {

    static final String FILE = "leader-epoch-checkpoint";
    private static final int NONE = -1;

    private final Disk disk;
    private final Path path;
    private final NavigableMap<Integer, Long> starts = new TreeMap<>();
    private boolean dirty;

    LeaderEpochs(Disk disk, Path folder) {
        this.disk = disk;
        this.path = folder.resolve(FILE);
    }

    /** Reads the file where there is one. @return false where it is broken: then nothing is known */
    synchronized boolean load() throws IOException {
        if (!disk.exists(path)) {
            return true;
        }
        String text = new String(disk.readAll(path), StandardCharsets.UTF_8);
        try {
            CheckpointText.parse(text, 2).forEach(words -> starts.put(Integer.parseInt(words[0]), Long.parseLong(words[1])));
            return true;
        } catch (IOException | NumberFormatException broken) {
            clear();
            return false;
        }
    }

    /** Notes that {@code epoch} begins at {@code offset}; an epoch not newer than the newest changes nothing. */
    synchronized void assign(int epoch, long offset) {
        if (epoch < 0 || !starts.isEmpty() && epoch <= starts.lastKey()) {
            return;
        }
        starts.tailMap(0).entrySet().removeIf(e -> e.getValue() >= offset);
        starts.put(epoch, offset);
        dirty = true;
    }

    synchronized void truncateFromEnd(long endOffset) {
        dirty |= starts.entrySet().removeIf(e -> e.getValue() >= endOffset);
    }

    /** The epoch that holds {@code startOffset} begins there from now on; older ones are forgotten. */
    synchronized void truncateFromStart(long startOffset) {
        Integer first = null;
        for (Map.Entry<Integer, Long> e : starts.entrySet()) {
            if (e.getValue() <= startOffset) {
                first = e.getKey();
            }
        }
        if (first != null && (starts.get(first) < startOffset || !first.equals(starts.firstKey()))) {
            starts.headMap(first).clear();
            starts.put(first, startOffset);
            dirty = true;
        }
    }

    synchronized Optional<Integer> latest() {
        return starts.isEmpty() ? Optional.empty() : Optional.of(starts.lastKey());
    }

    synchronized Optional<Integer> at(long offset) {
        Integer found = null;
        for (Map.Entry<Integer, Long> e : starts.entrySet()) {
            if (e.getValue() > offset) {
                break;
            }
            found = e.getKey();
        }
        return Optional.ofNullable(found);
    }

    /**
     * Where an epoch ended: at the start of the next one. An epoch older than all is answered with itself and the start of the oldest; one
     * that is not known, with the newest below it; one newer than all, not at all.
     */
    synchronized Optional<Log.EpochEnd> endOf(int epoch, long endOffset) {
        if (starts.isEmpty() || epoch == NONE || epoch > starts.lastKey()) {
            return Optional.empty();
        }
        if (epoch == starts.lastKey()) {
            return Optional.of(new Log.EpochEnd(epoch, endOffset));
        }
        long end = starts.higherEntry(epoch).getValue();
        Integer floor = starts.floorKey(epoch);
        return Optional.of(new Log.EpochEnd(floor == null ? epoch : floor, end));
    }

    synchronized void clear() {
        dirty |= !starts.isEmpty();
        starts.clear();
    }

    /** @return true where there was something to write: then the folder has been forced, too */
    synchronized boolean save() throws IOException {
        boolean wrote = dirty;
        if (dirty) {
            String text = CheckpointText.format(starts.entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).toList());
            disk.writeAtomically(path, text.getBytes(StandardCharsets.UTF_8));
            dirty = false;
        }
        return wrote;
    }
}
