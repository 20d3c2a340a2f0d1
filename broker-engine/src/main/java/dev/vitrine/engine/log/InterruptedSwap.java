package dev.vitrine.engine.log;

import dev.vitrine.engine.io.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Brings to an end, or takes back, what a process was killed in the middle of while it put compacted segments in the place of others: half-written
 * ones go; those that were complete take the place of what they were made from. The same for what Apache Kafka left in this state.
 */
final class InterruptedSwap {

    private final Disk disk;
    private final Path folder;

    InterruptedSwap(Disk disk, Path folder) {
        this.disk = disk;
        this.folder = folder;
    }

    /** @param files what lies in the folder @return what lies there now */
    List<Path> settle(List<Path> files) throws IOException {
        if (files.stream().noneMatch(file -> ends(file, SegmentFiles.CLEANED) || ends(file, SegmentFiles.SWAP))) {
            return files;
        }
        takeBackIncomplete(files);
        for (Path file : disk.list(folder)) {
            Optional<Long> base = SegmentFiles.offsetOf(file, SegmentFiles.LOG + SegmentFiles.SWAP);
            if (base.isPresent()) {
                clearReplaced(base.get(), endOf(file, base.get()));
            }
        }
        for (Path file : disk.list(folder)) {
            if (ends(file, SegmentFiles.SWAP)) {
                String name = file.getFileName().toString();
                disk.move(file, file.resolveSibling(name.substring(0, name.length() - SegmentFiles.SWAP.length())));
            }
        }
        disk.forceFolder(folder);
        return disk.list(folder);
    }

    /** A swap of which some file still is called cleaned had not begun: those it was to replace are all there. */
    private void takeBackIncomplete(List<Path> files) throws IOException {
        long firstCleaned = files.stream().filter(file -> ends(file, SegmentFiles.CLEANED)).mapToLong(InterruptedSwap::offset).min()
                .orElse(Long.MAX_VALUE);
        for (Path file : files) {
            if (ends(file, SegmentFiles.SWAP) && offset(file) >= firstCleaned) {
                disk.delete(file);
            }
        }
        for (Path file : files) {
            if (ends(file, SegmentFiles.CLEANED)) {
                disk.delete(file);
            }
        }
    }

    /** What a compacted segment was made from lies between its first and its last offset. What is known of producers at its base stays right. */
    private void clearReplaced(long base, long end) throws IOException {
        for (Path file : disk.list(folder)) {
            for (String suffix : LogSegment.SEGMENT_SUFFIXES) {
                if (SegmentFiles.offsetOf(file, suffix).filter(offset -> offset >= base && offset < end).isPresent()) {
                    disk.delete(file);
                }
            }
        }
    }

    private long endOf(Path swap, long base) throws IOException {
        try (var file = disk.open(swap)) {
            BatchScan scan = new BatchScan(file, 0, Math.toIntExact(file.size()));
            long end = base;
            while (scan.advance()) {
                end = scan.header().nextOffset();
            }
            return end;
        }
    }

    private static boolean ends(Path file, String ending) {
        return file.getFileName().toString().endsWith(ending);
    }

    /** Of a file with any of the endings; behind everything where the name is none of ours. */
    private static long offset(Path file) {
        String name = file.getFileName().toString();
        int dot = name.indexOf('.');
        try {
            return Long.parseLong(name.substring(0, Math.max(dot, 0)));
        } catch (NumberFormatException notOurs) {
            return Long.MAX_VALUE;
        }
    }
}
