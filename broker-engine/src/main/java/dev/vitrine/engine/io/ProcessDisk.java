package dev.vitrine.engine.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A disk as one process has it: when the process dies, its files are closed and its locks are gone, and nothing more is written. What had been written
 * stays, forced or not, as the operating system keeps it.
 */
public final class ProcessDisk extends DiskLayer {

    private final Set<AutoCloseable> held = ConcurrentHashMap.newKeySet();
    private volatile boolean dead;

    public ProcessDisk(Disk disk) {
        super(disk);
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

    @Override
    protected void changing() throws IOException {
        if (dead) {
            throw new IOException("the broker was killed");
        }
    }

    private <T extends AutoCloseable> T hold(T opened) throws IOException {
        held.add(opened);
        if (dead) {
            held.remove(opened);
            letGo(opened);
            changing();
        }
        return opened;
    }

    @Override
    public DiskFile open(Path path) throws IOException {
        changing();
        return new Held(hold(below().open(path)));
    }

    @Override
    public Optional<DiskLock> tryLock(Path path) throws IOException {
        changing();
        Optional<DiskLock> lock = super.tryLock(path);
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
    public void forceFolder(Path folder) throws IOException {
        changing();
        super.forceFolder(folder);
    }

    /** A file that is closed with its process; reading and writing a closed one fails by itself. */
    private final class Held extends Watched {

        Held(DiskFile file) {
            super(file);
        }

        @Override
        public void close() throws IOException {
            held.remove(below());
            super.close();
        }
    }
}
