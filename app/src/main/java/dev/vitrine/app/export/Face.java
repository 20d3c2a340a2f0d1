package dev.vitrine.app.export;

import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.font.FontRenderContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The bundled faces, for what is drawn without the toolkit. */
enum Face {
    TEXT("Inter_400Regular", "Inter, sans-serif", 400),
    MEDIUM("Inter_500Medium", "Inter, sans-serif", 500),
    STRONG("Inter_600SemiBold", "Inter, sans-serif", 600),
    MONO("JetBrainsMono_500Medium", "'JetBrains Mono', monospace", 500),
    MONO_STRONG("JetBrainsMono_600SemiBold", "'JetBrains Mono', monospace", 600);

    private static final FontRenderContext PLAIN = new FontRenderContext(null, true, true);

    private final String family;
    private final int weight;
    private final Font font;

    Face(String file, String family, int weight) {
        this.family = family;
        this.weight = weight;
        this.font = load("/dev/vitrine/ui/fonts/" + file + ".ttf");
    }

    private static Font load(String resource) {
        try (InputStream in = Face.class.getResourceAsStream(resource)) {
            return Font.createFont(Font.TRUETYPE_FONT, in);
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        } catch (FontFormatException e) {
            throw new IllegalStateException(resource, e);
        }
    }

    /** As CSS names it, with what to take where it isn't installed. */
    String family() {
        return family;
    }

    int weight() {
        return weight;
    }

    Font at(double size) {
        return font.deriveFont((float) size);
    }

    double width(String text, double size) {
        return at(size).getStringBounds(text, PLAIN).getWidth();
    }

    /** The text, or as much of it as has room, with an ellipsis. */
    String fitted(String text, double size, double room) {
        if (width(text, size) <= room) {
            return text;
        }
        int end = text.length();
        while (end > 0 && width(text.substring(0, end) + "…", size) > room) {
            end--;
        }
        return end == 0 ? "" : text.substring(0, end).stripTrailing() + "…";
    }
}
