package dev.vitrine.engine.quorum;

import dev.vitrine.engine.io.Disk;
import dev.vitrine.engine.io.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The snapshots beside the metadata log: files of Kafka's name {@code <offset>-<epoch>.checkpoint}, each holding what all records before its offset
 * come to. One that is being written or fetched is called {@code .part} until it is whole and safe. Any thread may read; one at a time may change.
 */
final class Snapshots {

    private static final Pattern NAME = Pattern.compile("(\\d{20})-(\\d{10})\\.checkpoint");
    private static final String PART = ".part";

    private final Disk disk;
    private final Path folder;
    private final NavigableMap<LogPosition, Long> sizes = new TreeMap<>();

    Snapshots(Disk disk, Path folder) throws IOException {
        this.disk = disk;
        this.folder = folder;
        if (disk.exists(folder)) {
            for (Path file : disk.list(folder)) {
                find(file);
            }
        }
    }

    private void find(Path file) throws IOException {
        String name = file.getFileName().toString();
        Matcher whole = NAME.matcher(name);
        if (whole.matches()) {
            LogPosition id = new LogPosition(Long.parseLong(whole.group(1)), Integer.parseInt(whole.group(2)));
            try (DiskFile content = disk.open(file)) {
                sizes.put(id, content.size());
            }
        } else if (name.endsWith(".checkpoint" + PART)) {
            disk.delete(file);
        }
    }

    private Path path(LogPosition id) {
        return folder.resolve("%020d-%010d.checkpoint".formatted(id.offset(), id.epoch()));
    }

    private Path part(LogPosition id) {
        return folder.resolve(path(id).getFileName() + PART);
    }

    synchronized Optional<LogPosition> latest() {
        return sizes.isEmpty() ? Optional.empty() : Optional.of(sizes.lastKey());
    }

    synchronized Optional<LogPosition> earliest() {
        return sizes.isEmpty() ? Optional.empty() : Optional.of(sizes.firstKey());
    }

    synchronized Optional<LogPosition> after(LogPosition id) {
        return Optional.ofNullable(sizes.higherKey(id));
    }

    /** Bytes; empty where there is no such snapshot. */
    synchronized Optional<Long> size(LogPosition id) {
        return Optional.ofNullable(sizes.get(id));
    }

    synchronized long totalSize() {
        return sizes.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Milliseconds since the epoch. */
    long writtenAt(LogPosition id) throws IOException {
        return disk.lastModified(path(id));
    }

    byte[] read(LogPosition id) throws IOException {
        return disk.readAll(path(id));
    }

    /** A piece of a snapshot; empty behind its end. */
    ByteBuffer read(LogPosition id, long position, int maxBytes) throws IOException {
        long left = size(id).orElse(0L) - position;
        ByteBuffer piece = ByteBuffer.allocate((int) Math.max(0, Math.min(left, maxBytes)));
        try (DiskFile file = disk.open(path(id))) {
            file.read(piece, position);
        }
        return piece.flip();
    }

    /** Returns when it is safe. */
    void write(LogPosition id, byte[] content) throws IOException {
        disk.writeAtomically(path(id), content);
        note(id, content.length);
    }

    /** Takes a piece of one that comes from the leader. */
    void receive(LogPosition id, ByteBuffer piece, long position) throws IOException {
        try (DiskFile file = disk.open(part(id))) {
            if (position == 0) {
                file.truncate(0);
            }
            file.write(piece, position);
        }
    }

    /** All pieces are there. Returns when it is safe. */
    void received(LogPosition id, long size) throws IOException {
        try (DiskFile file = disk.open(part(id))) {
            file.force();
        }
        disk.move(part(id), path(id));
        disk.forceFolder(folder);
        note(id, size);
    }

    private synchronized void note(LogPosition id, long size) {
        sizes.put(id, size);
    }

    /** Deletes all that are older than this one. */
    void deleteBefore(LogPosition id) throws IOException {
        for (Optional<LogPosition> oldest = earliest(); oldest.isPresent() && oldest.get().compareTo(id) < 0; oldest = earliest()) {
            disk.delete(path(oldest.get()));
            forget(oldest.get());
        }
    }

    private synchronized void forget(LogPosition id) {
        sizes.remove(id);
    }
}
