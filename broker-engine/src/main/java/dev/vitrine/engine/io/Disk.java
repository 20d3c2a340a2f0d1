package dev.vitrine.engine.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Folders and files, as the engine needs them. Injected, so that a test can fill, tear, slow or lose them. */
public interface Disk {

    /** Opens for reading and writing; makes the file where there is none. */
    DiskFile open(Path path) throws IOException;

    boolean exists(Path path);

    /** What lies in a folder, sorted by name. */
    List<Path> list(Path folder) throws IOException;

    void createFolders(Path folder) throws IOException;

    /** Deletes a file where there is one. */
    void delete(Path path) throws IOException;

    /** Deletes a folder with all that is in it, where there is one. */
    void deleteTree(Path folder) throws IOException;

    /** Renames within a folder, atomically; replaces what is there. */
    void move(Path from, Path to) throws IOException;

    byte[] readAll(Path path) throws IOException;

    /** Writes a small file so that a crash leaves the old content or the new, never a mixture. */
    void writeAtomically(Path path, byte[] content) throws IOException;

    /** Makes files that were made, renamed or deleted in a folder stay so after the loss of power. */
    void forceFolder(Path folder) throws IOException;

    /** Wall-clock time in milliseconds at which a file was last written. */
    long lastModified(Path path) throws IOException;

    /** Makes a file look as if last written then: what is made from older files is as old as they. */
    void setLastModified(Path path, long millis) throws IOException;

    /**
     * Locks a file against other processes and against others in this one; makes it where there is none.
     *
     * @return closing it unlocks; empty where another holds it
     */
    Optional<DiskLock> tryLock(Path path) throws IOException;

    /** Bytes still free where {@code path} lies. */
    long usableSpace(Path path) throws IOException;

    /** Bytes that fit on the disk where {@code path} lies. */
    long totalSpace(Path path) throws IOException;
}
