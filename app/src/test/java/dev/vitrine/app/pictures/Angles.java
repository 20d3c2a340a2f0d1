package dev.vitrine.app.pictures;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

/** Takes a scene from all sides: in both themes, in a small window and in a large one. */
final class Angles {

    private static final Duration SETTLES = Duration.ofMillis(900);

    private final Studio studio;
    private final Path folder;
    private final Path readme;

    /** @param folder of all pictures; @param readme where those go that the README shows */
    Angles(Studio studio, Path folder, Path readme) {
        this.studio = studio;
        this.folder = folder;
        this.readme = readme;
    }

    Path folder() {
        return folder;
    }

    /** A scene that may go on meanwhile. */
    void of(String name) {
        studio.size(1280, 800);
        take(name, "dark-1280x800");
        studio.press("#theme");
        Pause.of(SETTLES);
        take(name, "light-1280x800");
        studio.size(2560, 1440);
        take(name, "light-2560x1440");
        studio.press("#theme");
        Pause.of(SETTLES);
        take(name, "dark-2560x1440");
        studio.size(1440, 900);
    }

    /** The same, of one instant: time stands meanwhile. */
    void ofThisMoment(String name) {
        studio.press(".time-state");
        Pause.of(SETTLES);
        of(name);
        studio.press(".time-state");
        studio.await("it is live again", () -> studio.says(".time-state", "LIVE"));
    }

    void take(String name, String angle) {
        studio.picture(folder.resolve(name + "-" + angle + ".png"));
    }

    /** For the README: at the size that it shows. */
    void shown(String name) {
        studio.picture(readme.resolve(name + ".png"));
    }

    void shown(String name, Path file) {
        try {
            Files.copy(file, readme.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
