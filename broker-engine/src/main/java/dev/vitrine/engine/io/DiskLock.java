package dev.vitrine.engine.io;

import java.io.IOException;

/** Held from {@link Disk#tryLock} until closed. */
@FunctionalInterface
public interface DiskLock extends AutoCloseable {

    @Override
    void close() throws IOException;
}
