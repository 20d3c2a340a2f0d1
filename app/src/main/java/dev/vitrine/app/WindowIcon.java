package dev.vitrine.app;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import javafx.scene.image.Image;

/** The app's icon in all sizes that window managers ask for. */
final class WindowIcon {

    private WindowIcon() {}

    static List<Image> all() {
        return IntStream.of(16, 32, 48, 64, 128, 256)
                .mapToObj(size -> "/dev/vitrine/ui/icons/vitrine-" + size + ".png")
                .map(file -> new Image(Objects.requireNonNull(WindowIcon.class.getResourceAsStream(file), file))).toList();
    }
}
