package dev.vitrine.app.screen.microscope;

import java.util.LinkedHashMap;
import java.util.Map;
import javafx.scene.text.Font;
import javafx.scene.text.Text;

/** The letters that are painted, and how much room words take in them. For the toolkit's thread. */
final class Letters {

    private static final int REMEMBERED = 400;

    final Font plain = Font.font("Inter", 11);
    final Font strong = Font.font("Inter SemiBold", 11.5);
    final Font figures = Font.font("JetBrains Mono", 11);
    final Font small = Font.font("JetBrains Mono", 9.5);
    final Font mark = Font.font("Inter SemiBold", 10.5);

    private record Measured(Font font, String words) {}

    private final Map<Measured, Double> widths = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Measured, Double> eldest) {
            return size() > REMEMBERED;
        }
    };

    double width(Font font, String words) {
        return widths.computeIfAbsent(new Measured(font, words), asked -> {
            Text text = new Text(asked.words());
            text.setFont(asked.font());
            return text.getLayoutBounds().getWidth();
        });
    }
}
