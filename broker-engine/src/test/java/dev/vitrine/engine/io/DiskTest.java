package dev.vitrine.engine.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiskTest {

    @TempDir
    Path temporary;

    private Disk disk(String kind) {
        return kind.equals("real") ? new RealDisk() : new MemoryDisk(() -> 1234L);
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String content(Disk disk, Path path) throws IOException {
        return new String(disk.readAll(path), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"real", "memory"})
    void files_are_written_read_cut_and_grown(String kind) throws IOException {
        Disk disk = disk(kind);
        Path folder = temporary.resolve("a/b");
        disk.createFolders(folder);
        try (DiskFile file = disk.open(folder.resolve("f"))) {
            file.write(bytes("hello"), 0);
            file.write(bytes("world"), 200_000);
            assertThat(file.size()).isEqualTo(200_005);
            ByteBuffer target = ByteBuffer.allocate(10);
            assertThat(file.read(target, 199_998)).isEqualTo(7);
            assertThat(target.flip()).isEqualTo(bytes("\0\0world"));
            assertThat(file.read(ByteBuffer.allocate(10), 200_005)).isZero();
            file.truncate(3);
            file.force();
            file.write(bytes("p"), 5);
            assertThat(content(disk, folder.resolve("f"))).isEqualTo("hel\0\0p");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"real", "memory"})
    void files_and_folders_are_renamed_listed_and_deleted(String kind) throws IOException {
        Disk disk = disk(kind);
        Path folder = temporary.resolve("t-0");
        disk.createFolders(folder);
        disk.writeAtomically(folder.resolve("b"), new byte[] {1});
        disk.writeAtomically(folder.resolve("a"), new byte[] {2});
        disk.writeAtomically(folder.resolve("a"), new byte[] {3});
        assertThat(disk.list(folder)).containsExactly(folder.resolve("a"), folder.resolve("b"));
        disk.move(folder.resolve("a"), folder.resolve("b"));
        assertThat(disk.readAll(folder.resolve("b"))).containsExactly(3);
        Path moved = temporary.resolve("t-0.x-delete");
        disk.move(folder, moved);
        assertThat(disk.exists(folder)).isFalse();
        assertThat(disk.readAll(moved.resolve("b"))).containsExactly(3);
        disk.deleteTree(moved);
        disk.deleteTree(moved);
        disk.delete(moved.resolve("b"));
        assertThat(disk.exists(moved)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"real", "memory"})
    void a_lock_keeps_others_out_until_it_is_closed(String kind) throws IOException {
        Disk disk = disk(kind);
        disk.createFolders(temporary);
        Optional<DiskLock> mine = disk.tryLock(temporary.resolve(".lock"));
        assertThat(mine).isPresent();
        assertThat(disk.tryLock(temporary.resolve(".lock"))).isEmpty();
        mine.get().close();
        Optional<DiskLock> next = disk.tryLock(temporary.resolve(".lock"));
        assertThat(next).isPresent();
        next.get().close();
    }

    @Test
    void a_loss_of_power_takes_what_was_not_forced() throws IOException {
        MemoryDisk disk = new MemoryDisk(() -> 0L);
        disk.createFolders(Path.of("/d"));
        DiskFile file = disk.open(Path.of("/d/f"));
        file.write(bytes("safe"), 0);
        file.force();
        file.write(bytes("lost"), 4);
        assertThat(content(disk, Path.of("/d/f"))).isEqualTo("safelost");
        disk.losePower();
        assertThat(content(disk, Path.of("/d/f"))).isEqualTo("safe");
    }

    @Test
    void a_torn_file_keeps_what_was_forced_and_a_part_of_the_rest_sometimes_with_zeros_behind_it() throws IOException {
        Set<String> seen = new TreeSet<>();
        for (int seed = 0; seed < 200; seed++) {
            MemoryDisk disk = new MemoryDisk(() -> 0L);
            disk.createFolders(Path.of("/d"));
            disk.createFolders(Path.of("/other"));
            DiskFile file = disk.open(Path.of("/d/f"));
            file.write(bytes("safe"), 0);
            file.force();
            file.write(bytes("xyz"), 4);
            disk.open(Path.of("/other/f")).write(bytes("well"), 0);
            disk.losePower(Path.of("/d"), new Random(seed));
            seen.add(content(disk, Path.of("/d/f")).replace('\0', '0'));
            assertThat(content(disk, Path.of("/other/f"))).isEqualTo("well");
        }
        assertThat(seen).containsExactlyInAnyOrder("safe", "safex", "safexy", "safexyz", "safe000", "safex00", "safexy0");
    }

    @Test
    void a_closed_file_refuses_as_a_real_one_does() throws IOException {
        MemoryDisk disk = new MemoryDisk(() -> 0L);
        disk.createFolders(Path.of("/d"));
        DiskFile file = disk.open(Path.of("/d/f"));
        file.close();
        assertThatThrownBy(file::size).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> disk.open(Path.of("/nowhere/f"))).isInstanceOf(IOException.class);
    }
}
