package dev.vitrine.engine.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A disk that stands before another one: what it does not look at itself it passes on. */
public abstract class DiskLayer implements Disk {

    private final Disk below;

    protected DiskLayer(Disk below) {
        this.below = below;
    }

    protected final Disk below() {
        return below;
    }

    /** Before anything is made, written, renamed or deleted; what is written to an open file where it is a {@link Watched} one. @throws IOException where it must not be */
    protected void changing() throws IOException {}

    @Override
    public boolean exists(Path path) {
        return below.exists(path);
    }

    @Override
    public List<Path> list(Path folder) throws IOException {
        return below.list(folder);
    }

    @Override
    public void createFolders(Path folder) throws IOException {
        changing();
        below.createFolders(folder);
    }

    @Override
    public void delete(Path path) throws IOException {
        changing();
        below.delete(path);
    }

    @Override
    public void deleteTree(Path folder) throws IOException {
        changing();
        below.deleteTree(folder);
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        changing();
        below.move(from, to);
    }

    @Override
    public byte[] readAll(Path path) throws IOException {
        return below.readAll(path);
    }

    @Override
    public void writeAtomically(Path path, byte[] content) throws IOException {
        changing();
        below.writeAtomically(path, content);
    }

    @Override
    public void forceFolder(Path folder) throws IOException {
        below.forceFolder(folder);
    }

    @Override
    public long lastModified(Path path) throws IOException {
        return below.lastModified(path);
    }

    @Override
    public void setLastModified(Path path, long millis) throws IOException {
        changing();
        below.setLastModified(path, millis);
    }

    @Override
    public Optional<DiskLock> tryLock(Path path) throws IOException {
        return below.tryLock(path);
    }

    @Override
    public long usableSpace(Path path) throws IOException {
        return below.usableSpace(path);
    }

    @Override
    public long totalSpace(Path path) throws IOException {
        return below.totalSpace(path);
    }

    /** An open file about whose every change the layer is asked first, and before it is forced. */
    protected class Watched extends FileLayer {

        public Watched(DiskFile file) {
            super(file);
        }

        @Override
        public void write(ByteBuffer source, long position) throws IOException {
            changing();
            super.write(source, position);
        }

        @Override
        public void truncate(long size) throws IOException {
            changing();
            super.truncate(size);
        }

        @Override
        public void force() throws IOException {
            changing();
            super.force();
        }
    }
}
