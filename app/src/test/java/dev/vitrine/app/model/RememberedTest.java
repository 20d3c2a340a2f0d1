package dev.vitrine.app.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RememberedTest {

    @Test
    void what_was_saved_is_there_again(@TempDir Path folder) {
        Path file = folder.resolve("deeper/app.properties");
        Remembered before = new Remembered(file);
        before.put("theme", "light");
        before.put("window.width", 1440.0);
        assertThat(before.save()).isTrue();

        Remembered after = new Remembered(file);
        assertThat(after.text("theme")).contains("light");
        assertThat(after.number("window.width")).hasValue(1440.0);
        assertThat(after.number("theme")).isEmpty();
    }

    @Test
    void a_broken_file_is_as_good_as_none(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("app.properties"), "theme=\\uZZZZ");

        assertThat(new Remembered(file).text("theme")).isEmpty();
    }

    @Test
    void each_platform_has_its_place() {
        Properties linux = new Properties();
        linux.setProperty("user.home", "/home/mom");
        linux.setProperty("os.name", "Linux");
        assertThat(Remembered.place(Map.of(), linux)).isEqualTo(Path.of("/home/mom/.config/vitrine/app.properties"));
        assertThat(Remembered.place(Map.of("XDG_CONFIG_HOME", "/cfg"), linux)).isEqualTo(Path.of("/cfg/vitrine/app.properties"));
    }
}
