package dev.vitrine.engine.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;

/** A disk that fails when told to: it is full, it tears writes, it can't make them safe, its process is killed between two of its changes. */
public final class FaultyDisk extends DiskLayer {

    private long spaceLeft = Long.MAX_VALUE;
    private boolean forceFails;
    private boolean truncateFails;
    private long changesLeft = Long.MAX_VALUE;
    private int refusedIn;
    private Random tear = new Random(0);
    private int forces;
    private int reads;

    public FaultyDisk(Disk disk) {
        super(disk);
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

    /** The change after so many others is refused, and no other; 0 where all go well. */
    public void refuseIn(int changes) {
        refusedIn = changes;
    }

    public boolean dead() {
        return changesLeft <= 0;
    }

    @Override
    protected void changing() throws IOException {
        if (changesLeft <= 0 || --changesLeft == 0) {
            throw new IOException("killed");
        }
        if (refusedIn > 0 && --refusedIn == 0) {
            throw new IOException("Input/output error");
        }
    }

    public int forces() {
        return forces;
    }

    public int reads() {
        return reads;
    }

    private final class File extends FileLayer {

        private File(DiskFile file) {
            super(file);
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            reads++;
            return super.read(target, position);
        }

        @Override
        public void write(ByteBuffer source, long position) throws IOException {
            if (changesLeft == 1) {
                super.write(source.slice(source.position(), tear.nextInt(source.remaining() + 1)), position);
            }
            changing();
            int allowed = (int) Math.min(source.remaining(), spaceLeft);
            boolean full = allowed < source.remaining();
            super.write(source.slice(source.position(), allowed), position);
            spaceLeft -= allowed;
            if (full) {
                throw new IOException("No space left on device");
            }
            source.position(source.limit());
        }

        @Override
        public void truncate(long size) throws IOException {
            if (truncateFails) {
                throw new IOException("Input/output error");
            }
            changing();
            super.truncate(size);
        }

        @Override
        public void force() throws IOException {
            forces++;
            if (forceFails) {
                throw new IOException("Input/output error");
            }
            super.force();
        }

        @Override
        public Optional<FileChannel> channel() {
            return Optional.empty();
        }
    }

    @Override
    public DiskFile open(Path path) throws IOException {
        if (!exists(path)) {
            changing();
        }
        return new File(below().open(path));
    }

    @Override
    public void writeAtomically(Path path, byte[] content) throws IOException {
        if (content.length > spaceLeft) {
            throw new IOException("No space left on device");
        }
        super.writeAtomically(path, content);
    }

    @Override
    public long usableSpace(Path path) throws IOException {
        return Math.min(spaceLeft, super.usableSpace(path));
    }
}
