package dev.vitrine.engine.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;

/** An open file. Reads may come from any thread; writes from one at a time. */
public interface DiskFile extends AutoCloseable {

    /**
     * Reads from {@code position} until {@code target} is full or the file ends.
     *
     * @return how many bytes were read; 0 at or behind the end
     */
    int read(ByteBuffer target, long position) throws IOException;

    /** Writes all that remains in {@code source}. */
    void write(ByteBuffer source, long position) throws IOException;

    long size() throws IOException;

    void truncate(long size) throws IOException;

    /** Waits until what was written survives the loss of power. */
    void force() throws IOException;

    /** The operating system's file, where there is one: lets the network send from it without copying. */
    Optional<FileChannel> channel();

    @Override
    void close() throws IOException;
}
