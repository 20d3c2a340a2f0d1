package dev.vitrine.engine.offsets;

import dev.vitrine.engine.io.Disk;
import dev.vitrine.engine.io.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * A small file beside the view that says: this is, byte for byte, what was there when it was last closed. It is written last and taken away
 * before the view is opened, so that after a crash there is none. MapDB itself never gets to see a file that was torn, cut or half copied.
 */
final class CleanMarker {

    private static final int CHUNK = 1 << 16;

    private final Disk disk;
    private final Path view;
    private final Path marker;

    CleanMarker(Disk disk, Path view) {
        this.disk = disk;
        this.view = view;
        this.marker = view.resolveSibling(view.getFileName() + ".clean");
    }

    boolean present() {
        return disk.exists(marker);
    }

    /** True where the view is as it was closed. */
    boolean vouches() throws IOException {
        return present() && disk.exists(view) && new String(disk.readAll(marker), StandardCharsets.UTF_8).equals(fingerprint());
    }

    void write() throws IOException {
        disk.writeAtomically(marker, fingerprint().getBytes(StandardCharsets.UTF_8));
    }

    void remove() throws IOException {
        disk.delete(marker);
    }

    private String fingerprint() throws IOException {
        CRC32C checksum = new CRC32C();
        ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK);
        long position = 0;
        try (DiskFile file = disk.open(view)) {
            while (file.read(chunk.clear(), position) > 0) {
                chunk.flip();
                position += chunk.remaining();
                checksum.update(chunk);
            }
        }
        return "version=1\nlength=" + position + "\ncrc32c=" + Long.toHexString(checksum.getValue()) + "\n";
    }
}
