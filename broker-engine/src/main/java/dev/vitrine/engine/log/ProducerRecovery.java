package dev.vitrine.engine.log;

import dev.vitrine.engine.io.Disk;
import dev.vitrine.engine.wire.BatchHeader;
import dev.vitrine.engine.wire.BatchRecords;
import dev.vitrine.engine.wire.ControlMarker;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Makes the producer states of a log from the newest snapshot that is of use, and the batches behind it; and with them, where nobody vouches
 * for it, the index of aborted transactions: when a marker comes by, they tell where its transaction began.
 *
 * <p>After a kill that is up to five batches of each producer, as before it. Kafka knows the last one only, since it takes a snapshot at the end of each
 * segment that it recovers; a producer whose older batch is sent again is told there that it is out of order, and here that it was written.
 */
final class ProducerRecovery {

    private static final long NOTHING = Long.MAX_VALUE;

    private final LogState state;
    private final Disk disk;

    ProducerRecovery(LogState state) {
        this.state = state;
        this.disk = state.options.disk();
    }

    /** All states anew; indexes stay as they are. @param files of the log's folder */
    void run(List<Path> files) throws IOException {
        run(files, NOTHING);
    }

    /** @param unvouchedFrom base offset of the first segment whose index of aborted transactions is to be made anew, and all behind it */
    void run(List<Path> files, long unvouchedFrom) throws IOException {
        state.producers.clear();
        for (LogSegment segment : unvouched(unvouchedFrom)) {
            segment.forgetAborted();
        }
        replay(restore(snapshots(files).headMap(unvouchedFrom, true)), unvouchedFrom);
        for (LogSegment segment : unvouched(unvouchedFrom)) {
            segment.force();
        }
    }

    private List<LogSegment> unvouched(long from) {
        return state.segments.all().stream().filter(segment -> segment.baseOffset() >= from).toList();
    }

    /** @return where the snapshot ends that could be used */
    private long restore(NavigableMap<Long, Path> snapshots) throws IOException {
        for (Map.Entry<Long, Path> entry : snapshots.descendingMap().entrySet()) {
            try {
                state.producers.restore(ProducerSnapshot.read(disk.readAll(entry.getValue())), state.now());
                return Math.max(state.startOffset, entry.getKey());
            } catch (IOException damaged) {
                disk.delete(entry.getValue());
            }
        }
        return state.startOffset;
    }

    /**
     * Those that are of use: the newest, and one per segment, as Kafka keeps them. Others are deleted, as are those behind the end, and those before the
     * first segment: what lay between is gone, so they know too little.
     */
    private NavigableMap<Long, Path> snapshots(List<Path> files) throws IOException {
        NavigableMap<Long, Path> found = new TreeMap<>();
        for (Path file : files) {
            SegmentFiles.offsetOf(file, SegmentFiles.SNAPSHOT).ifPresent(offset -> found.put(offset, file));
        }
        Set<Long> kept = state.segments.all().stream().map(LogSegment::baseOffset).collect(Collectors.toCollection(HashSet::new));
        Long newest = found.floorKey(state.end.offset());
        if (newest != null && newest >= state.segments.first().baseOffset()) {
            kept.add(newest);
        }
        for (Map.Entry<Long, Path> entry : List.copyOf(found.entrySet())) {
            if (entry.getKey() > state.end.offset() || !kept.contains(entry.getKey())) {
                disk.delete(entry.getValue());
                found.remove(entry.getKey());
            }
        }
        return found;
    }

    /** Where a segment begins and no snapshot does, as where it was damaged, one is written: the segments before it may be deleted at any time. */
    private void replay(long from, long unvouchedFrom) throws IOException {
        if (from >= state.end.offset()) {
            return;
        }
        for (LogSegment s = state.segments.floor(from); s != null; s = state.segments.after(s)) {
            if (s.baseOffset() > from) {
                state.writeSnapshot(s.baseOffset());
            }
            if (s.size() == 0) {
                continue;
            }
            BatchScan scan = new BatchScan(s.file(), s.index().offsets().floor(from), s.size());
            while (scan.advance()) {
                if (scan.header().lastOffset() >= from && scan.header().hasProducer()) {
                    replay(s, scan, s.baseOffset() >= unvouchedFrom);
                }
            }
        }
    }

    private void replay(LogSegment segment, BatchScan scan, boolean unvouched) throws IOException {
        BatchHeader header = scan.header();
        if (!header.isControl()) {
            state.producers.appended(header);
            return;
        }
        ByteBuffer batch = ByteBuffer.allocate(header.sizeInBytes());
        segment.file().read(batch, scan.position());
        ControlMarker marker = BatchRecords.split(batch.flip()).getFirst().marker().orElse(null);
        if (marker != null) {
            AbortedTransaction aborted = state.producers.aborts(header, marker).orElse(null);
            if (unvouched && aborted != null) {
                segment.noteAborted(aborted);
            }
            state.producers.ended(header, marker);
        }
    }
}
