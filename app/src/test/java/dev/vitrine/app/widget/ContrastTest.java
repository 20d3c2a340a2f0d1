package dev.vitrine.app.widget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.app.model.Theme;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javafx.scene.paint.Color;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** All letters can be read: at least 4.5:1 in both themes, by WCAG's formula. */
class ContrastTest {

    private static final double LEAST = 4.5;

    /** What letters of a colour stand on. */
    static Stream<Arguments> letters_and_what_they_stand_on() {
        List<Arguments> pairs = new ArrayList<>();
        for (Theme theme : Theme.values()) {
            for (String ground : List.of("bg", "panel", "raised", "track", "hover")) {
                Stream.of("ink", "soft", "faint", "accent-text", "ok-text", "warn-text", "bad-text").forEach(text -> pairs.add(Arguments.of(theme, text, ground, "")));
            }
            Stream.of("ink", "soft", "accent-text").forEach(text -> pairs.add(Arguments.of(theme, text, "rail", "")));
            Stream.of("ink", "soft").forEach(text -> pairs.add(Arguments.of(theme, text, "selected", "")));
            for (String state : List.of("accent", "ok", "warn", "bad")) {
                pairs.add(Arguments.of(theme, state + "-text", "panel", state + "-tint"));
                pairs.add(Arguments.of(theme, "on-" + state, state, ""));
            }
            pairs.add(Arguments.of(theme, "accent-text", "rail", "accent-tint"));
            for (int hue = 0; hue < Palette.HUES; hue++) {
                pairs.add(Arguments.of(theme, "hue-" + hue + "-text", "panel", "hue-" + hue + "-tint"));
            }
        }
        return pairs.stream();
    }

    @ParameterizedTest(name = "{0}: {1} on {2} {3}")
    @MethodSource("letters_and_what_they_stand_on")
    void letters_can_be_read(Theme theme, String text, String ground, String tint) {
        Palette palette = Palette.of(theme);
        Color below = palette.color(ground);
        Color under = tint.isEmpty() ? below : over(palette.color(tint), below);

        assertThat(contrast(palette.color(text), under)).as("%s %s on %s %s", theme, text, ground, tint).isGreaterThanOrEqualTo(LEAST);
    }

    private static Color over(Color tint, Color ground) {
        return ground.interpolate(Color.color(tint.getRed(), tint.getGreen(), tint.getBlue()), tint.getOpacity());
    }

    private static double contrast(Color a, Color b) {
        double first = luminance(a);
        double second = luminance(b);
        return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
    }

    private static double luminance(Color color) {
        return 0.2126 * linear(color.getRed()) + 0.7152 * linear(color.getGreen()) + 0.0722 * linear(color.getBlue());
    }

    private static double linear(double channel) {
        return channel <= 0.03928 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4);
    }
}
