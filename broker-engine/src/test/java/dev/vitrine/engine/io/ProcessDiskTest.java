package dev.vitrine.engine.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessDiskTest {

    @TempDir
    Path folder;

    private final ProcessDisk disk = new ProcessDisk(new RealDisk());

    @Test
    void what_a_dead_process_wrote_is_there_and_it_writes_no_more() throws IOException {
        DiskFile file = disk.open(folder.resolve("log"));
        file.write(ByteBuffer.wrap(new byte[] {1, 2, 3}), 0);

        disk.die();

        assertThat(Files.readAllBytes(folder.resolve("log"))).containsExactly(1, 2, 3);
        assertThatThrownBy(() -> file.write(ByteBuffer.wrap(new byte[] {4}), 3)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> file.read(ByteBuffer.allocate(1), 0)).isInstanceOf(IOException.class);
        assertThatThrownBy(file::force).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> disk.open(folder.resolve("other"))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> disk.writeAtomically(folder.resolve("log"), new byte[0])).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> disk.delete(folder.resolve("log"))).isInstanceOf(IOException.class);
        assertThat(folder.resolve("other")).doesNotExist();
    }

    @Test
    void the_locks_of_a_dead_process_are_free() throws IOException {
        assertThat(disk.tryLock(folder.resolve(".lock"))).isPresent();
        assertThat(new ProcessDisk(new RealDisk()).tryLock(folder.resolve(".lock"))).isEmpty();

        disk.die();

        assertThat(new ProcessDisk(new RealDisk()).tryLock(folder.resolve(".lock"))).isPresent();
    }

    @Test
    void what_was_closed_before_is_of_no_concern() throws IOException {
        DiskFile file = disk.open(folder.resolve("log"));
        file.close();
        disk.tryLock(folder.resolve(".lock")).orElseThrow().close();

        disk.die();

        assertThat(new RealDisk().tryLock(folder.resolve(".lock"))).isPresent();
    }
}
