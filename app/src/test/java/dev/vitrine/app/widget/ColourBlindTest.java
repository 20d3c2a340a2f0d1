package dev.vitrine.app.widget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.app.model.Theme;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.scene.paint.Color;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Colours that stand side by side can be told apart by eyes that lack one kind of cone. Simulated by the matrices of Machado, Oliveira and Fernandes
 * (2009, full severity) in linear light; the distance is that of CIELAB, where about 2.3 is just seen.
 */
class ColourBlindTest {

    private static final double LEAST = 13.5;

    private enum Sight {
        DEUTERANOPIA(0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881),
        PROTANOPIA(0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998),
        TRITANOPIA(1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900),
        ALL_CONES(1, 0, 0, 0, 1, 0, 0, 0, 1);

        private final double[] matrix;

        Sight(double... matrix) {
            this.matrix = matrix;
        }

        double[] sees(Color color) {
            double[] light = {linear(color.getRed()), linear(color.getGreen()), linear(color.getBlue())};
            return times(matrix, light);
        }
    }

    static Stream<Arguments> families() {
        List<Arguments> all = new ArrayList<>();
        for (Theme theme : Theme.values()) {
            for (Sight sight : Sight.values()) {
                all.add(Arguments.of(theme, sight, IntStream.range(0, Palette.HUES).mapToObj(i -> "hue-" + i).toList()));
                all.add(Arguments.of(theme, sight, IntStream.range(0, Palette.HUES).mapToObj(i -> "group-" + i).toList()));
                all.add(Arguments.of(theme, sight, List.of("accent", "ok", "warn", "bad")));
            }
        }
        return all.stream();
    }

    @ParameterizedTest(name = "{0}, {1}: {2}")
    @MethodSource("families")
    void each_can_be_told_from_every_other(Theme theme, Sight sight, List<String> tokens) {
        Palette palette = Palette.of(theme);
        for (int i = 0; i < tokens.size(); i++) {
            for (int k = 0; k < i; k++) {
                double apart = apart(sight.sees(palette.color(tokens.get(i))), sight.sees(palette.color(tokens.get(k))));
                assertThat(apart).as("%s and %s", tokens.get(i), tokens.get(k)).isGreaterThanOrEqualTo(LEAST);
            }
        }
    }

    private static double apart(double[] a, double[] b) {
        double[] first = lab(a);
        double[] second = lab(b);
        return Math.sqrt(IntStream.range(0, 3).mapToDouble(i -> Math.pow(first[i] - second[i], 2)).sum());
    }

    private static double[] lab(double[] light) {
        double[] within = {clamp(light[0]), clamp(light[1]), clamp(light[2])};
        double[] xyz = times(new double[] {0.4124564, 0.3575761, 0.1804375, 0.2126729, 0.7151522, 0.0721750, 0.0193339, 0.1191920, 0.9503041}, within);
        double x = root(xyz[0] / 0.95047);
        double y = root(xyz[1]);
        double z = root(xyz[2] / 1.08883);
        return new double[] {116 * y - 16, 500 * (x - y), 200 * (y - z)};
    }

    private static double root(double part) {
        return part > 0.008856 ? Math.cbrt(part) : 7.787 * part + 16.0 / 116;
    }

    private static double clamp(double light) {
        return Math.max(0, Math.min(1, light));
    }

    private static double[] times(double[] m, double[] v) {
        return new double[] {m[0] * v[0] + m[1] * v[1] + m[2] * v[2], m[3] * v[0] + m[4] * v[1] + m[5] * v[2], m[6] * v[0] + m[7] * v[1] + m[8] * v[2]};
    }

    private static double linear(double channel) {
        return channel <= 0.04045 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4);
    }
}
