package dev.vitrine.engine.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.util.Optional;

/** A handle on a {@link MemoryFile}; of no use once closed, as a real one. */
final class OpenFile implements DiskFile {

    private final MemoryFile file;
    private volatile boolean closed;

    OpenFile(MemoryFile file) {
        this.file = file;
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        return open().read(target, position);
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
        open().write(source, position);
    }

    @Override
    public long size() throws IOException {
        return open().size();
    }

    @Override
    public void truncate(long size) throws IOException {
        open().truncate(size);
    }

    @Override
    public void force() throws IOException {
        open().force();
    }

    @Override
    public Optional<FileChannel> channel() {
        return Optional.empty();
    }

    @Override
    public void close() {
        closed = true;
    }

    private MemoryFile open() throws ClosedChannelException {
        if (closed) {
            throw new ClosedChannelException();
        }
        return file;
    }
}
