package dev.vitrine.engine.io;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** The content of a file in memory, in blocks, so that growing never copies what is there. */
final class MemoryFile {

    private static final int BLOCK = 64 * 1024;

    private final LongSupplier millis;
    private byte[][] blocks = new byte[4][];
    private long size;
    private long forcedSize;
    private long lastModified;

    MemoryFile(LongSupplier millis) {
        this.millis = millis;
        this.lastModified = millis.getAsLong();
    }

    MemoryFile(LongSupplier millis, byte[] content) {
        this(millis);
        write(ByteBuffer.wrap(content), 0);
        force();
    }

    synchronized int read(ByteBuffer target, long position) {
        int done = 0;
        while (target.hasRemaining() && position + done < size) {
            long at = position + done;
            int offset = (int) (at % BLOCK);
            int n = (int) Math.min(Math.min(BLOCK - offset, size - at), target.remaining());
            target.put(blocks[(int) (at / BLOCK)], offset, n);
            done += n;
        }
        return done;
    }

    synchronized void write(ByteBuffer source, long position) {
        long at = position;
        while (source.hasRemaining()) {
            int offset = (int) (at % BLOCK);
            int n = Math.min(BLOCK - offset, source.remaining());
            source.get(block((int) (at / BLOCK)), offset, n);
            at += n;
        }
        for (int gap = (int) (size / BLOCK); gap < at / BLOCK; gap++) {
            block(gap); // a file written far behind its end reads as zeros between
        }
        forcedSize = Math.min(forcedSize, position);
        size = Math.max(size, at);
        lastModified = millis.getAsLong();
    }

    private byte[] block(int index) {
        if (index >= blocks.length) {
            blocks = Arrays.copyOf(blocks, Math.max(index + 1, blocks.length * 2));
        }
        if (blocks[index] == null) {
            blocks[index] = new byte[BLOCK];
        }
        return blocks[index];
    }

    synchronized void truncate(long newSize) {
        if (newSize >= size) {
            return;
        }
        int keep = (int) ((newSize + BLOCK - 1) / BLOCK);
        Arrays.fill(blocks, Math.min(keep, blocks.length), blocks.length, null);
        if (newSize % BLOCK != 0) {
            Arrays.fill(blocks[keep - 1], (int) (newSize % BLOCK), BLOCK, (byte) 0);
        }
        size = newSize;
        forcedSize = Math.min(forcedSize, newSize);
    }

    synchronized void force() {
        forcedSize = size;
    }

    synchronized void dropUnforced() {
        truncate(forcedSize);
    }

    /** Of what was not forced a part stays, and what follows is gone or, one time in four, zeros. */
    synchronized void tear(RandomGenerator random) {
        long unforced = size - forcedSize;
        if (unforced > 0) {
            long before = size;
            truncate(forcedSize + random.nextLong(unforced + 1));
            if (random.nextInt(4) == 0) {
                write(ByteBuffer.allocate((int) (before - size)), size);
            }
        }
    }

    synchronized long size() {
        return size;
    }

    synchronized long lastModified() {
        return lastModified;
    }

    synchronized void setLastModified(long newMillis) {
        lastModified = newMillis;
    }

    synchronized byte[] content() {
        ByteBuffer all = ByteBuffer.allocate((int) size);
        read(all, 0);
        return all.array();
    }
}
