package dev.vitrine.engine.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A disk as one process has it: when the process dies, its files are closed and its locks are gone, and nothing more is written. What had been written
 * stays, forced or not, as the operating system keeps it.
 */
public final class ProcessDisk implements Disk {

    private final Disk disk;
    private final Set<AutoCloseable> held = ConcurrentHashMap.newKeySet();
    private volatile boolean dead;

    public ProcessDisk(Disk disk) {
        this.disk = disk;
    }

    /** Closes all that is open, as it is. Whoever goes on writing is refused. */
    public void die() {
        dead = true;
        held.forEach(ProcessDisk::letGo);
        held.clear();
    }

    private static void letGo(AutoCloseable open) {
        try {
            open.close();
        } catch (Exception alreadyGone) {
            // Nobody is left who could be told.
        }
    }

    private void alive() throws IOException {
        if (dead) {
            throw new IOException("the broker was killed");
        }
    }

    private <T extends AutoCloseable> T hold(T opened) throws IOException {
        held.add(opened);
        if (dead) {
            held.remove(opened);
            letGo(opened);
            alive();
        }
        return opened;
    }

    @Override
    public DiskFile open(Path path) throws IOException {
        alive();
        return new Held(hold(disk.open(path)));
    }

    @Override
    public Optional<DiskLock> tryLock(Path path) throws IOException {
        alive();
        Optional<DiskLock> lock = disk.tryLock(path);
        if (lock.isEmpty()) {
            return lock;
        }
        DiskLock mine = hold(lock.get());
        return Optional.of(() -> {
            held.remove(mine);
            mine.close();
        });
    }

    @Override
    public boolean exists(Path path) {
        return disk.exists(path);
    }

    @Override
    public List<Path> list(Path folder) throws IOException {
        return disk.list(folder);
    }

    @Override
    public void createFolders(Path folder) throws IOException {
        alive();
        disk.createFolders(folder);
    }

    @Override
    public void delete(Path path) throws IOException {
        alive();
        disk.delete(path);
    }

    @Override
    public void deleteTree(Path folder) throws IOException {
        alive();
        disk.deleteTree(folder);
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        alive();
        disk.move(from, to);
    }

    @Override
    public byte[] readAll(Path path) throws IOException {
        return disk.readAll(path);
    }

    @Override
    public void writeAtomically(Path path, byte[] content) throws IOException {
        alive();
        disk.writeAtomically(path, content);
    }

    @Override
    public void forceFolder(Path folder) throws IOException {
        alive();
        disk.forceFolder(folder);
    }

    @Override
    public long lastModified(Path path) throws IOException {
        return disk.lastModified(path);
    }

    @Override
    public void setLastModified(Path path, long millis) throws IOException {
        alive();
        disk.setLastModified(path, millis);
    }

    @Override
    public long usableSpace(Path path) throws IOException {
        return disk.usableSpace(path);
    }

    @Override
    public long totalSpace(Path path) throws IOException {
        return disk.totalSpace(path);
    }

    /** A file that is closed with its process; reading and writing a closed one fails by itself. */
    private final class Held implements DiskFile {

        private final DiskFile file;

        Held(DiskFile file) {
            this.file = file;
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            return file.read(target, position);
        }

        @Override
        public void write(ByteBuffer source, long position) throws IOException {
            alive();
            file.write(source, position);
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public void truncate(long size) throws IOException {
            alive();
            file.truncate(size);
        }

        @Override
        public void force() throws IOException {
            alive();
            file.force();
        }

        @Override
        public Optional<FileChannel> channel() {
            return file.channel();
        }

        @Override
        public void close() throws IOException {
            held.remove(file);
            file.close();
        }
    }
}
