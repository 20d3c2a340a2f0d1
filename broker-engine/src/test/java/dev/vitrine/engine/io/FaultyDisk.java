package dev.vitrine.engine.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A disk that fails when told to: it is full, it tears writes, it can't make them safe. */
public final class FaultyDisk implements Disk {

    private final Disk disk;
    private long spaceLeft = Long.MAX_VALUE;
    private boolean forceFails;
    private boolean truncateFails;
    private int forces;
    private int reads;

    public FaultyDisk(Disk disk) {
        this.disk = disk;
    }

    /** So many bytes more can be written; a write that needs more is torn where the space ends. */
    public void spaceLeft(long bytes) {
        spaceLeft = bytes;
    }

    public void forceFails(boolean fails) {
        forceFails = fails;
    }

    public void truncateFails(boolean fails) {
        truncateFails = fails;
    }

    public int forces() {
        return forces;
    }

    public int reads() {
        return reads;
    }

    private final class File implements DiskFile {

        private final DiskFile file;

        private File(DiskFile file) {
            this.file = file;
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            reads++;
            return file.read(target, position);
        }

        @Override
        public void write(ByteBuffer source, long position) throws IOException {
            int allowed = (int) Math.min(source.remaining(), spaceLeft);
            boolean full = allowed < source.remaining();
            file.write(source.slice(source.position(), allowed), position);
            spaceLeft -= allowed;
            if (full) {
                throw new IOException("No space left on device");
            }
            source.position(source.limit());
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public void truncate(long size) throws IOException {
            if (truncateFails) {
                throw new IOException("Input/output error");
            }
            file.truncate(size);
        }

        @Override
        public void force() throws IOException {
            forces++;
            if (forceFails) {
                throw new IOException("Input/output error");
            }
            file.force();
        }

        @Override
        public Optional<FileChannel> channel() {
            return Optional.empty();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    @Override
    public DiskFile open(Path path) throws IOException {
        return new File(disk.open(path));
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
        disk.createFolders(folder);
    }

    @Override
    public void delete(Path path) throws IOException {
        disk.delete(path);
    }

    @Override
    public void deleteTree(Path folder) throws IOException {
        disk.deleteTree(folder);
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        disk.move(from, to);
    }

    @Override
    public byte[] readAll(Path path) throws IOException {
        return disk.readAll(path);
    }

    @Override
    public void writeAtomically(Path path, byte[] content) throws IOException {
        if (content.length > spaceLeft) {
            throw new IOException("No space left on device");
        }
        disk.writeAtomically(path, content);
    }

    @Override
    public void forceFolder(Path folder) throws IOException {
        disk.forceFolder(folder);
    }

    @Override
    public long lastModified(Path path) throws IOException {
        return disk.lastModified(path);
    }

    @Override
    public Optional<DiskLock> tryLock(Path path) throws IOException {
        return disk.tryLock(path);
    }

    @Override
    public long usableSpace(Path path) throws IOException {
        return Math.min(spaceLeft, disk.usableSpace(path));
    }

    @Override
    public long totalSpace(Path path) throws IOException {
        return disk.totalSpace(path);
    }
}
