package dev.vitrine.app.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {

    @TempDir Path folder;

    @Test
    void what_is_written_whole_is_there() throws IOException {
        WholeFile.write(folder.resolve("a.png"), out -> out.write(new byte[] {1, 2, 3}));
        assertThat(Files.readAllBytes(folder.resolve("a.png"))).containsExactly(1, 2, 3);
        assertThat(files()).isEqualTo(1);
    }

    @Test
    void a_full_disk_leaves_no_half_file_and_what_was_there_before_stays() throws IOException {
        Path place = folder.resolve("a.gif");
        Files.writeString(place, "before");

        assertThatThrownBy(() -> WholeFile.write(place, out -> {
            out.write(new byte[100_000]);
            throw new IOException("No space left on device");
        })).isInstanceOf(IOException.class).hasMessage("No space left on device");

        assertThat(Files.readString(place)).isEqualTo("before");
        assertThat(files()).isEqualTo(1);
    }

    @Test
    void a_folder_that_is_not_there_is_named() {
        assertThatThrownBy(() -> WholeFile.write(folder.resolve("gone").resolve("a.svg"), out -> out.write(1)))
                .isInstanceOf(IOException.class).hasMessage("There is no folder " + folder.resolve("gone").toAbsolutePath() + ".");
    }

    private long files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.count();
        }
    }
}
