package dev.vitrine.engine;

import dev.vitrine.engine.io.Disk;
import dev.vitrine.engine.io.DiskFile;
import dev.vitrine.engine.io.DiskLayer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.random.RandomGenerator;

/**
 * The disk of a simulated broker, as bad as misfortune makes it: slow, so that whoever forces something waits; full, so that a write is torn where the space
 * ends; failing now and then. Waiting takes virtual time: {@link SimulatedThreads} asks how much.
 */
final class SimulatedDisk extends DiskLayer {

    /** Writes go to memory first: one in so many waits for the disk. */
    private static final int WRITES_PER_WAIT = 8;
    private static final int CHANGES_PER_FAILURE = 4;

    private final RandomGenerator random;
    private int slowestMs;
    private boolean full;
    private boolean failing;
    private long waitedMs;

    SimulatedDisk(Disk disk, RandomGenerator random) {
        super(disk);
        this.random = random;
    }

    /** @param millis that forcing takes at most; 0 for no time at all */
    void slow(int millis) {
        slowestMs = millis;
    }

    void full(boolean isFull) {
        full = isFull;
    }

    void failing(boolean fails) {
        failing = fails;
    }

    boolean isWell() {
        return slowestMs == 0 && !full && !failing;
    }

    /** How long was waited for it since this was asked last. */
    long waitedMs() {
        long waited = waitedMs;
        waitedMs = 0;
        return waited;
    }

    private void waits() {
        if (slowestMs > 0) {
            waitedMs += random.nextInt(slowestMs);
        }
    }

    @Override
    protected void changing() throws IOException {
        if (failing && random.nextInt(CHANGES_PER_FAILURE) == 0) {
            throw new IOException("Input/output error");
        }
    }

    @Override
    public DiskFile open(Path path) throws IOException {
        changing();
        return new File(below().open(path));
    }

    @Override
    public void writeAtomically(Path path, byte[] content) throws IOException {
        if (full) {
            throw noSpace();
        }
        waits();
        super.writeAtomically(path, content);
    }

    @Override
    public long usableSpace(Path path) throws IOException {
        return full ? 0 : super.usableSpace(path);
    }

    private static IOException noSpace() {
        return new IOException("No space left on device");
    }

    private final class File extends Watched {

        File(DiskFile file) {
            super(file);
        }

        @Override
        public void write(ByteBuffer source, long position) throws IOException {
            if (full && position + source.remaining() > size()) {
                super.write(source.slice(source.position(), random.nextInt(source.remaining() + 1)), position);
                throw noSpace();
            }
            if (slowestMs > 0 && random.nextInt(WRITES_PER_WAIT) == 0) {
                waits();
            }
            super.write(source, position);
        }

        @Override
        public void force() throws IOException {
            waits();
            super.force();
        }
    }
}
