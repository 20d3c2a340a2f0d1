package dev.vitrine.engine.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** A disk that fails when told to: it is full, it tears writes, it can't make them safe, its process is killed between two of its changes. */
public final class FaultyDisk implements Disk {

    private final Disk disk;
    private long spaceLeft = Long.MAX_VALUE;
    private boolean forceFails;
    private boolean truncateFails;
    private long changesLeft = Long.MAX_VALUE;
    private Random tear = new Random(0);
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

    /** After so many changes more the process is dead: the last of them is torn, later ones never happen. */
    public void dieAfter(long changes, Random howTorn) {
        changesLeft = changes;
        tear = howTorn;
    }

    public boolean dead() {
        return changesLeft <= 0;
    }

    private void change() throws IOException {
        if (changesLeft <= 0 || --changesLeft == 0) {
            throw new IOException("killed");
        }
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
            if (changesLeft == 1) {
                file.write(source.slice(source.position(), tear.nextInt(source.remaining() + 1)), position);
            }
            change();
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
            change();
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
        if (!disk.exists(path)) {
            change();
        }
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
        change();
        disk.createFolders(folder);
    }

    @Override
    public void delete(Path path) throws IOException {
        change();
        disk.delete(path);
    }

    @Override
    public void deleteTree(Path folder) throws IOException {
        change();
        disk.deleteTree(folder);
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        change();
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
        change();
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
    public void setLastModified(Path path, long millis) throws IOException {
        change();
        disk.setLastModified(path, millis);
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
