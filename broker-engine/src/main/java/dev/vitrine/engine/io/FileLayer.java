package dev.vitrine.engine.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;

/** An open file of a {@link DiskLayer}. */
public abstract class FileLayer implements DiskFile {

    private final DiskFile below;

    protected FileLayer(DiskFile below) {
        this.below = below;
    }

    protected final DiskFile below() {
        return below;
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        return below.read(target, position);
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
        below.write(source, position);
    }

    @Override
    public long size() throws IOException {
        return below.size();
    }

    @Override
    public void truncate(long size) throws IOException {
        below.truncate(size);
    }

    @Override
    public void force() throws IOException {
        below.force();
    }

    @Override
    public Optional<FileChannel> channel() {
        return below.channel();
    }

    @Override
    public void close() throws IOException {
        below.close();
    }
}
