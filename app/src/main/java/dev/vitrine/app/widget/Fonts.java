package dev.vitrine.app.widget;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import javafx.scene.text.Font;

/** The bundled faces: the app looks the same on every machine. Medium and semibold are families of their own, since JavaFX knows bold alone. */
public final class Fonts {

    private static final List<String> FACES = List.of("Inter_400Regular", "Inter_500Medium", "Inter_600SemiBold", "Inter_700Bold",
            "JetBrainsMono_400Regular", "JetBrainsMono_500Medium", "JetBrainsMono_600SemiBold", "JetBrainsMono_700Bold");

    private Fonts() {}

    /** Makes the faces known to the toolkit; to be called once, before anything is shown. */
    public static void load() {
        FACES.forEach(Fonts::load);
    }

    private static void load(String face) {
        String file = "/dev/vitrine/ui/fonts/" + face + ".ttf";
        try (InputStream in = Fonts.class.getResourceAsStream(file)) {
            Font.loadFont(in, 12);
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }

    public static Font mono(double size) {
        return new Font("JetBrains Mono Medium", size);
    }

    public static Font monoStrong(double size) {
        return new Font("JetBrains Mono SemiBold", size);
    }

    public static Font text(double size) {
        return new Font("Inter Regular", size);
    }
}
