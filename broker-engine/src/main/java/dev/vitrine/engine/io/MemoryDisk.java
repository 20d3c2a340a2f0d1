package dev.vitrine.engine.io;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * A disk that exists in memory alone: for engines that keep nothing, for tests, for simulation. It remembers what was forced, so that
 * {@link #losePower} can drop the rest; a killed process loses nothing.
 */
public final class MemoryDisk implements Disk {

    private final NavigableMap<Path, MemoryFile> files = new TreeMap<>();
    private final Set<Path> folders = new HashSet<>();
    private final Set<Path> locks = new HashSet<>();
    private final LongSupplier millis;
    private final long capacity;

    public MemoryDisk(LongSupplier millis) {
        this(millis, Long.MAX_VALUE);
    }

    /** @param capacity bytes that fit on it, as {@link #usableSpace} tells; writing is not refused */
    public MemoryDisk(LongSupplier millis, long capacity) {
        this.millis = millis;
        this.capacity = capacity;
    }

    @Override
    public synchronized DiskFile open(Path path) throws IOException {
        Path parent = path.getParent();
        if (parent != null && !folders.contains(parent)) {
            throw new NoSuchFileException(path.toString());
        }
        return new OpenFile(files.computeIfAbsent(path, p -> new MemoryFile(millis)));
    }

    @Override
    public synchronized boolean exists(Path path) {
        return files.containsKey(path) || folders.contains(path);
    }

    @Override
    public synchronized List<Path> list(Path folder) throws IOException {
        if (!folders.contains(folder)) {
            throw new NoSuchFileException(folder.toString());
        }
        List<Path> found = new ArrayList<>();
        files.keySet().stream().filter(p -> folder.equals(p.getParent())).forEach(found::add);
        folders.stream().filter(p -> folder.equals(p.getParent())).forEach(found::add);
        found.sort(null);
        return found;
    }

    @Override
    public synchronized void createFolders(Path folder) {
        for (Path p = folder; p != null; p = p.getParent()) {
            folders.add(p);
        }
    }

    @Override
    public synchronized void delete(Path path) {
        files.remove(path);
    }

    @Override
    public synchronized void deleteTree(Path folder) {
        files.keySet().removeIf(p -> p.startsWith(folder));
        folders.removeIf(p -> p.startsWith(folder));
    }

    @Override
    public synchronized void move(Path from, Path to) throws IOException {
        if (folders.contains(from)) {
            moveTree(from, to);
            return;
        }
        MemoryFile file = files.remove(from);
        if (file == null) {
            throw new NoSuchFileException(from.toString());
        }
        files.put(to, file);
    }

    private void moveTree(Path from, Path to) {
        Map<Path, MemoryFile> inside = new TreeMap<>(files.tailMap(from, true));
        inside.keySet().removeIf(p -> !p.startsWith(from));
        inside.forEach((path, file) -> {
            files.remove(path);
            files.put(to.resolve(from.relativize(path)), file);
        });
        List<Path> below = folders.stream().filter(p -> p.startsWith(from)).toList();
        below.forEach(p -> {
            folders.remove(p);
            folders.add(to.resolve(from.relativize(p)));
        });
        folders.add(to);
    }

    @Override
    public synchronized byte[] readAll(Path path) throws IOException {
        MemoryFile file = files.get(path);
        if (file == null) {
            throw new NoSuchFileException(path.toString());
        }
        return file.content();
    }

    @Override
    public synchronized void writeAtomically(Path path, byte[] content) throws IOException {
        files.put(path, new MemoryFile(millis, content));
    }

    @Override
    public void forceFolder(Path folder) {}

    @Override
    public synchronized long lastModified(Path path) throws IOException {
        MemoryFile file = files.get(path);
        if (file == null) {
            throw new NoSuchFileException(path.toString());
        }
        return file.lastModified();
    }

    @Override
    public synchronized void setLastModified(Path path, long millis) throws IOException {
        MemoryFile file = files.get(path);
        if (file == null) {
            throw new NoSuchFileException(path.toString());
        }
        file.setLastModified(millis);
    }

    @Override
    public synchronized Optional<DiskLock> tryLock(Path path) {
        files.computeIfAbsent(path, p -> new MemoryFile(millis));
        return locks.add(path) ? Optional.of(() -> unlock(path)) : Optional.empty();
    }

    private synchronized void unlock(Path path) {
        locks.remove(path);
    }

    @Override
    public synchronized long usableSpace(Path path) {
        return capacity - files.values().stream().mapToLong(MemoryFile::size).sum();
    }

    @Override
    public long totalSpace(Path path) {
        return capacity;
    }

    /** Every file goes back to what was last forced; locks are gone. Open files must not be used any more. */
    public synchronized void losePower() {
        files.values().forEach(MemoryFile::dropUnforced);
        locks.clear();
    }

    /**
     * The machine below a folder lost its power: of what was not forced some has got to the disk and some has not. What the file system had noted of a
     * file's length but not of its content reads as zeros.
     */
    public synchronized void losePower(Path folder, RandomGenerator random) {
        files.forEach((path, file) -> {
            if (path.startsWith(folder)) {
                file.tear(random);
            }
        });
        locks.removeIf(lock -> lock.startsWith(folder));
    }
}
