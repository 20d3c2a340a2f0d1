package dev.vitrine.app.widget;

import dev.vitrine.app.model.Theme;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javafx.scene.paint.Color;

/** A theme's colours for what paints without style sheets, read from the theme's own token file. Immutable. */
public final class Palette {

    /** So many hues tell partitions apart; further partitions begin again, and their number tells which is which. */
    public static final int HUES = 6;

    private static final Pattern TOKEN = Pattern.compile("-v-(?<name>[a-z0-9-]+):\\s*(?<value>#[0-9a-fA-F]{6,8});");

    private final Theme theme;
    private final Map<String, Color> colors;
    private final List<Color> hues;
    private final List<Color> groups;

    private Palette(Theme theme, Map<String, Color> colors) {
        this.theme = theme;
        this.colors = Map.copyOf(colors);
        this.hues = IntStream.range(0, HUES).mapToObj(i -> color("hue-" + i)).toList();
        this.groups = IntStream.range(0, HUES).mapToObj(i -> color("group-" + i)).toList();
    }

    public static Palette of(Theme theme) {
        String file = "/dev/vitrine/ui/theme/tokens-" + theme.id() + ".css";
        try (InputStream in = Palette.class.getResourceAsStream(file)) {
            return new Palette(theme, tokens(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }

    private static Map<String, Color> tokens(String css) {
        Map<String, Color> tokens = new HashMap<>();
        Matcher matcher = TOKEN.matcher(css);
        while (matcher.find()) {
            tokens.put(matcher.group("name"), Color.web(matcher.group("value")));
        }
        return tokens;
    }

    public Theme theme() {
        return theme;
    }

    /** @param token without its prefix: {@code ink}, {@code ok-text}. @throws IllegalArgumentException where there is none */
    public Color color(String token) {
        Color color = colors.get(token);
        if (color == null) {
            throw new IllegalArgumentException("no token -v-" + token);
        }
        return color;
    }

    /** All there are. */
    public Collection<Color> all() {
        return colors.values();
    }

    public static int hueIndex(int partition) {
        return Math.floorMod(partition, HUES);
    }

    /** A partition's hue. */
    public Color hue(int partition) {
        return hues.get(hueIndex(partition));
    }

    /** The colour of a group's committed positions. */
    public Color group(int place) {
        return groups.get(Math.floorMod(place, groups.size()));
    }
}
