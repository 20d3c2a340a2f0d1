package dev.vitrine.app.export;

import dev.vitrine.app.widget.Palette;
import java.awt.image.IndexColorModel;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javafx.scene.paint.Color;

/**
 * The at most 255 colours of a film: those of the theme, and the steps between each of them and the grounds it is drawn on. The same for all frames, so
 * that what stands still has the same colour in each. The last place stands for "as it was".
 */
final class GifColors {

    /** The place of what has not changed. */
    static final int AS_IT_WAS = 255;
    private static final double[] FINE = {0.12, 0.24, 0.36, 0.48, 0.6, 0.72, 0.86};
    private static final double[] COARSE = {0.3, 0.55, 0.8};

    private final int[] colors;
    private final Map<Integer, Byte> known = new HashMap<>();

    GifColors(Palette palette) {
        Set<Integer> all = new LinkedHashSet<>();
        palette.all().stream().filter(Color::isOpaque).map(GifColors::rgb).forEach(all::add);
        List<Color> grounds = List.of(palette.color("panel"), palette.color("track"), palette.color("bg"));
        for (int hue = 0; hue < Palette.HUES; hue++) {
            steps(all, palette.hue(hue), palette.color("track"), FINE);
            steps(all, palette.hue(hue), palette.color("bg"), COARSE);
            steps(all, palette.color("hue-" + hue + "-text"), palette.color("hue-" + hue + "-tint"), COARSE);
            steps(all, palette.group(hue), palette.color("panel"), COARSE);
        }
        grounds.forEach(ground -> steps(all, palette.color("ink"), ground, COARSE));
        List.of("soft", "faint", "accent", "ok", "warn", "bad").forEach(name -> steps(all, palette.color(name), palette.color("panel"), COARSE));
        List.of("ok", "warn", "accent").forEach(name -> steps(all, palette.color(name + "-text"), palette.color(name + "-tint"), COARSE));
        this.colors = all.stream().limit(AS_IT_WAS).mapToInt(Integer::intValue).toArray();
    }

    private static void steps(Set<Integer> into, Color of, Color ground, double[] shares) {
        for (double share : shares) {
            into.add(rgb(ground.interpolate(of, share)));
        }
    }

    private static int rgb(Color color) {
        return (int) Math.round(color.getRed() * 255) << 16 | (int) Math.round(color.getGreen() * 255) << 8 | (int) Math.round(color.getBlue() * 255);
    }

    /** As the format wants them. */
    IndexColorModel model() {
        byte[][] parts = new byte[3][256];
        for (int i = 0; i < colors.length; i++) {
            parts[0][i] = (byte) (colors[i] >> 16);
            parts[1][i] = (byte) (colors[i] >> 8);
            parts[2][i] = (byte) colors[i];
        }
        return new IndexColorModel(8, 256, parts[0], parts[1], parts[2], AS_IT_WAS);
    }

    /** The place of the colour that is nearest. */
    byte nearest(int rgb) {
        Byte place = known.get(rgb & 0xFFFFFF);
        if (place == null) {
            place = (byte) search(rgb);
            known.put(rgb & 0xFFFFFF, place);
        }
        return place;
    }

    /** Eyes tell greens apart best, and blues least. */
    private int search(int rgb) {
        int best = 0;
        long least = Long.MAX_VALUE;
        for (int i = 0; i < colors.length; i++) {
            long red = (rgb >> 16 & 0xFF) - (colors[i] >> 16 & 0xFF);
            long green = (rgb >> 8 & 0xFF) - (colors[i] >> 8 & 0xFF);
            long blue = (rgb & 0xFF) - (colors[i] & 0xFF);
            long far = 3 * red * red + 4 * green * green + 2 * blue * blue;
            if (far < least) {
                least = far;
                best = i;
            }
        }
        return best;
    }
}
