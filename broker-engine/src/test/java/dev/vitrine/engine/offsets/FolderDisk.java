package dev.vitrine.engine.offsets;

import dev.vitrine.engine.io.Disk;
import dev.vitrine.engine.io.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/** A plain folder, as far as a view needs one. */
public final class FolderDisk implements Disk {

    @Override
    public DiskFile open(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
        return new Plain(channel);
    }

    @Override
    public boolean exists(Path path) {
        return Files.exists(path);
    }

    @Override
    public List<Path> list(Path folder) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void createFolders(Path folder) throws IOException {
        Files.createDirectories(folder);
    }

    @Override
    public void delete(Path path) throws IOException {
        Files.deleteIfExists(path);
    }

    @Override
    public void deleteTree(Path folder) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        Files.move(from, to);
    }

    @Override
    public byte[] readAll(Path path) throws IOException {
        return Files.readAllBytes(path);
    }

    @Override
    public void writeAtomically(Path path, byte[] content) throws IOException {
        Files.write(path, content);
    }

    @Override
    public long usableSpace(Path path) throws IOException {
        return Files.getFileStore(path).getUsableSpace();
    }

    private record Plain(FileChannel file) implements DiskFile {

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            return Math.max(0, file.read(target, position));
        }

        @Override
        public void write(ByteBuffer source, long position) throws IOException {
            file.write(source, position);
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public void truncate(long size) throws IOException {
            file.truncate(size);
        }

        @Override
        public void force() throws IOException {
            file.force(true);
        }

        @Override
        public Optional<FileChannel> channel() {
            return Optional.of(file);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
