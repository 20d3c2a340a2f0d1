package dev.vitrine.engine.log;

import dev.vitrine.engine.io.Disk;
import dev.vitrine.engine.observe.Event;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Brings a log up from its folder. After a clean stop it looks at the names of the files and at the few headers behind the last index entry;
 * otherwise it walks over everything from the recovery point on.
 */
final class LogLoader {

    private final LogOptions options;
    private final Disk disk;
    private final Path folder;
    private List<Path> files = List.of();
    /** Base offset of the first segment whose index of aborted transactions must be made anew. */
    private long unvouchedFrom = Long.MAX_VALUE;

    LogLoader(LogOptions options) {
        this.options = options;
        this.disk = options.disk();
        this.folder = options.folder();
    }

    LogState load() throws IOException {
        if (disk.exists(folder)) {
            files = new InterruptedSwap(disk, folder).settle(disk.list(folder));
        } else {
            disk.createFolders(folder);
        }
        PartitionMetadata.ensure(disk, folder, options.topicId());
        LeaderEpochs epochs = new LeaderEpochs(disk, folder);
        boolean epochsKnown = epochs.load();
        List<LogSegment> segments = findSegments();
        long bytesCut = 0;
        long end = -1;
        boolean clean = options.clean() && epochsKnown;
        if (!segments.isEmpty()) {
            end = clean ? cleanEnd(segments.getLast()) : -1;
            if (end < 0) {
                Recovered recovered = recover(segments, epochs, epochsKnown ? options.recoveryPoint() : 0);
                end = recovered.end();
                bytesCut = recovered.bytesCut();
                clean = false;
            }
        }
        if (segments.isEmpty() || options.startOffset() > end) {
            end = startAnew(segments);
        }
        ProducerStates producers = new ProducerStates(options.partition(), new ProducerRules(options.producerIdExpirationMs(), false));
        LogState state = new LogState(options, new Segments(segments), epochs, producers);
        settle(state, end, clean);
        new ProducerRecovery(state).run(files, unvouchedFrom);
        producers.onStartOffset(state.startOffset);
        if (!clean && !segments.isEmpty() && state.segments.sizeInBytes() + bytesCut > 0) {
            options.events().publish(new Event.LogRecovered(options.partition(), end, bytesCut));
        }
        return state;
    }

    private void settle(LogState state, long end, boolean clean) throws IOException {
        state.startOffset = Math.max(options.startOffset(), state.segments.first().baseOffset());
        state.recoveryPoint = clean ? end : Math.min(options.recoveryPoint(), end);
        state.publishEnd(end);
        state.epochs.truncateFromEnd(end);
        state.epochs.truncateFromStart(state.startOffset);
        state.changed = !clean;
    }

    /** Opens what is whole and clears away what an interrupted deletion left behind. */
    private List<LogSegment> findSegments() throws IOException {
        NavigableMap<Long, LogSegment> found = new TreeMap<>();
        for (Path file : files) {
            String name = file.getFileName().toString();
            if (name.endsWith(SegmentFiles.DELETED) || name.endsWith(".tmp")) {
                disk.delete(file);
            }
            Long base = SegmentFiles.offsetOf(file, SegmentFiles.LOG).orElse(null);
            if (base != null) {
                found.put(base, LogSegment.existing(disk, folder, base, options.config(), options.clock().millis()));
            }
        }
        for (Path file : files) {
            for (String suffix : List.of(SegmentFiles.OFFSET_INDEX, SegmentFiles.TIME_INDEX, SegmentFiles.TXN_INDEX)) {
                if (SegmentFiles.offsetOf(file, suffix).filter(o -> !found.containsKey(o)).isPresent()) {
                    disk.delete(file);
                }
            }
            LogSegment ofAborted = SegmentFiles.offsetOf(file, SegmentFiles.TXN_INDEX).map(found::get).orElse(null);
            if (ofAborted != null && !ofAborted.knowsAborted()) {
                unvouchedFrom = Math.min(unvouchedFrom, ofAborted.baseOffset());
            }
        }
        return new ArrayList<>(found.values());
    }

    /** End of the log after a clean stop, from the headers behind the last index entry; −1 where they show that it wasn't clean after all. */
    private static long cleanEnd(LogSegment last) throws IOException {
        if (last.size() == 0) {
            last.useIndex(last.freshIndex());
            return last.baseOffset();
        }
        last.keepIndex();
        BatchScan scan = new BatchScan(last.file(), last.index().offsets().lastPosition(), last.size());
        long end = -1;
        while (scan.advance()) {
            end = scan.header().nextOffset();
        }
        return scan.end() == last.size() ? end : -1;
    }

    private record Recovered(long end, long bytesCut) {}

    private Recovered recover(List<LogSegment> segments, LeaderEpochs epochs, long recoveryPoint) throws IOException {
        long cut = 0;
        long end = segments.getFirst().baseOffset();
        for (int i = 0; i < segments.size(); i++) {
            LogSegment segment = segments.get(i);
            boolean last = i == segments.size() - 1;
            if (!last && segments.get(i + 1).baseOffset() <= recoveryPoint) {
                continue; // all of it was forced to the disk
            }
            unvouchedFrom = Math.min(unvouchedFrom, segment.baseOffset());
            SegmentRecovery walk = new SegmentRecovery(segment, epochs);
            int torn = walk.run();
            end = walk.nextOffset();
            cut += torn;
            boolean gap = !last && torn == 0 && end > segments.get(i + 1).baseOffset();
            if (torn > 0 || gap) {
                cut += dropFrom(segments, i + 1);
            } else if (!last) {
                segment.saveIndex();
                segment.seal();
            }
        }
        return new Recovered(end, cut);
    }

    private long dropFrom(List<LogSegment> segments, int index) throws IOException {
        long bytes = 0;
        List<LogSegment> gone = segments.subList(index, segments.size());
        for (LogSegment segment : gone.reversed()) { // a kill in between must not leave a hole
            bytes += segment.size();
            segment.markDeleted();
            segment.release();
        }
        gone.clear();
        return bytes;
    }

    /** Nothing is there, or the start lies behind everything: an empty segment at the start. */
    private long startAnew(List<LogSegment> segments) throws IOException {
        dropFrom(segments, 0);
        LogSegment only = LogSegment.fresh(disk, folder, options.startOffset(), options.config(), options.clock().millis());
        if (options.startOffset() > 0) {
            only.materialise();
        }
        segments.add(only);
        return options.startOffset();
    }
}
