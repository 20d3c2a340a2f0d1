package dev.vitrine.app.screen.theatre;

import dev.vitrine.app.model.Figures;
import dev.vitrine.app.model.theatre.PartitionStory;
import dev.vitrine.app.model.theatre.Phase;
import dev.vitrine.app.model.theatre.Player;
import dev.vitrine.app.model.theatre.Rebalance;
import dev.vitrine.app.model.theatre.Span;
import dev.vitrine.app.model.theatre.TheatreLayout;
import dev.vitrine.app.widget.Palette;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/**
 * Paints one rebalance: the strip of phases, then a row for each partition. A taut line is owned, a dashed one is told to be given up, a loose one
 * is nobody's, a dotted one belongs to somebody silent. Members are shapes, where a line begins and where it ends.
 */
final class TheatrePainter {

    private static final double BAR = 5;
    private static final double SAG = 9;
    private static final double SHAPE = 11;

    private final GraphicsContext gc;
    private final Palette palette;
    private final TheatreLayout layout;
    private final Font words = Font.font("Inter", 11);
    private final Font strong = Font.font("Inter SemiBold", 11);
    private final Font figures = Font.font("JetBrains Mono", 10.5);
    private final Font bold = Font.font("JetBrains Mono", javafx.scene.text.FontWeight.BOLD, 10.5);

    TheatrePainter(GraphicsContext gc, Palette palette, TheatreLayout layout) {
        this.gc = gc;
        this.palette = palette;
        this.layout = layout;
    }

    /** @param cursor the instant that is looked at; empty while that is now */
    void paint(OptionalLong cursor) {
        gc.setTextBaseline(VPos.CENTER);
        phases();
        List<PartitionStory> rows = layout.rows();
        for (int i = 0; i < rows.size(); i++) {
            row(rows.get(i), layout.y(i));
        }
        cursor.ifPresent(this::cursor);
    }

    private Rebalance rebalance() {
        return layout.rebalance();
    }

    private void phases() {
        gc.setStroke(palette.color("edge"));
        gc.setLineWidth(1);
        for (double x : new double[] {layout.begin(), layout.end()}) {
            gc.strokeLine(Math.round(x) + 0.5, TheatreLayout.TOP - 8, Math.round(x) + 0.5, layout.height());
        }
        text("before", words, "faint", TextAlignment.RIGHT, layout.begin() - 6, 15);
        for (Phase phase : rebalance().phases()) {
            double from = layout.x(phase.fromMillis());
            double to = layout.x(phase.toMillis().orElse(Long.MAX_VALUE / 2));
            double width = Math.max(2, to - from - 1);
            String tone = tone(phase.kind());
            gc.setFill(palette.color(tone + "-tint"));
            gc.fillRoundRect(from, 5, width, 20, 6, 6);
            label(phase, from + width / 2, width - 8, tone);
        }
    }

    private void label(Phase phase, double middle, double room, String tone) {
        String stopwatch = span(phase.millis(layout.nowMillis()));
        String whole = phase.kind().word() + "  " + stopwatch;
        String text = room > whole.length() * 6.4 ? whole : room > phase.kind().word().length() * 6.6 ? phase.kind().word() : "";
        text(text, strong, tone + "-text", TextAlignment.CENTER, middle, 15);
    }

    static String tone(Phase.Kind kind) {
        return switch (kind) {
            case JOIN, TARGET -> "warn";
            case SYNC, RECONCILE -> "accent";
            case GIVE_UP -> "ok";
        };
    }

    private void row(PartitionStory story, double y) {
        int partition = story.partition().partition();
        double left = name(story, y);
        text(story.fate().word(), words, story.fate() == PartitionStory.Fate.KEPT ? "faint" : "soft", TextAlignment.LEFT, left, y);
        Color hue = palette.hue(partition);
        List<Span> spans = story.spans();
        for (int i = 0; i < spans.size(); i++) {
            span(spans.get(i), i, hue, y);
        }
        handOvers(story, y);
    }

    private double name(PartitionStory story, double y) {
        int partition = story.partition().partition();
        String number = String.valueOf(partition);
        double width = Math.max(18, 8 + number.length() * 6.5);
        String hue = "hue-" + Palette.hueIndex(partition);
        gc.setFill(palette.color(hue + "-tint"));
        gc.fillRoundRect(0, y - 9, width, 18, 6, 6);
        text(number, bold, hue + "-text", TextAlignment.CENTER, width / 2, y);
        if (!layout.severalTopics()) {
            return width + 8;
        }
        text(shortened(story.partition().topic(), 11), words, "ink", TextAlignment.LEFT, width + 7, y);
        return width + 84;
    }

    private static String shortened(String name, int most) {
        return name.length() <= most ? name : name.substring(0, most - 1) + "…";
    }

    private void span(Span span, int place, Color hue, double y) {
        boolean began = span.fromMillis() < rebalance().beganMillis();
        double from = place == 0 && began ? layout.before() + 16 : began ? layout.before() + 26 : layout.x(span.fromMillis());
        double to = layout.x(span.toMillis().orElse(Long.MAX_VALUE / 2));
        if (span.toMillis().isPresent() && span.toMillis().getAsLong() < rebalance().beganMillis()) {
            to = layout.before() + 26;
        }
        if (to - from < 0.5) {
            return;
        }
        gc.setStroke(hue);
        gc.setLineCap(StrokeLineCap.ROUND);
        switch (span.holding()) {
            case OWNED -> line(from, to, y, BAR, 0);
            case REVOKING -> line(from, to, y, BAR - 1, 9);
            case SILENT -> silent(span, from, to, y);
            case UNOWNED -> loose(span, from, to, y);
        }
        gc.setLineDashes();
    }

    private void line(double from, double to, double y, double width, double dash) {
        gc.setLineWidth(width);
        if (dash > 0) {
            gc.setLineDashes(dash, dash * 0.9);
        }
        double half = Math.min(width / 2, (to - from) / 2);
        gc.strokeLine(from + half, y, to - half, y);
    }

    private void silent(Span span, double from, double to, double y) {
        gc.setLineWidth(2);
        gc.setLineDashes(1, 5);
        gc.strokeLine(from + 1, y, to - 1, y);
        gc.setLineDashes();
        String told = "silent " + span(span.millis(layout.nowMillis()));
        if (to - from > told.length() * 5.6) {
            text(told, words, "bad-text", TextAlignment.CENTER, (from + to) / 2, y - 8);
        }
    }

    private void loose(Span span, double from, double to, double y) {
        gc.setLineWidth(1.6);
        gc.setLineDashes(4, 4);
        double sag = Math.min(SAG, (to - from) / 5);
        gc.beginPath();
        gc.moveTo(from, y);
        gc.quadraticCurveTo((from + to) / 2, y + 2 * sag, to, y);
        gc.stroke();
        gc.setLineDashes();
        String stopwatch = span(span.millis(layout.nowMillis()));
        if (to - from > stopwatch.length() * 6.6 + 24 && span.fromMillis() >= rebalance().beganMillis()) {
            text(stopwatch, figures, "warn-text", TextAlignment.CENTER, (from + to) / 2, y - 3);
        }
    }

    /** Whose it was, whose it becomes. */
    private void handOvers(PartitionStory story, double y) {
        shape(story.first(), layout.before() + 8, y);
        String holder = story.first();
        for (Span span : story.spans()) {
            if (span.holding() == Span.Holding.OWNED && !span.memberId().equals(holder)) {
                holder = span.memberId();
            }
        }
        shape(story.last(), layout.end() + 14, y);
    }

    private void shape(String memberId, double x, double y) {
        if (memberId.isEmpty()) {
            gc.setStroke(palette.color("faint"));
            gc.setLineWidth(1.2);
            gc.strokeLine(x - 4, y, x + 4, y);
            return;
        }
        int place = rebalance().player(memberId).map(Player::place).orElse(0);
        boolean leaves = rebalance().player(memberId).map(Player::part).filter(part -> part == Player.Part.LEAVES).isPresent();
        gc.setFill(palette.color(leaves ? "faint" : "ink"));
        double half = SHAPE / 2;
        switch (Math.floorMod(place, 4)) {
            case 0 -> gc.fillOval(x - half, y - half, SHAPE, SHAPE);
            case 1 -> gc.fillRoundRect(x - half, y - half, SHAPE, SHAPE, 3, 3);
            case 2 -> gc.fillPolygon(new double[] {x, x + half, x - half}, new double[] {y - half, y + half, y + half}, 3);
            default -> gc.fillPolygon(new double[] {x, x + half, x, x - half}, new double[] {y - half, y, y + half, y}, 4);
        }
    }

    private void cursor(long millis) {
        if (millis < rebalance().beganMillis() || millis > layout.rebalance().lastMillis()) {
            return;
        }
        double x = Math.round(layout.x(millis)) + 0.5;
        gc.setStroke(palette.color("ink"));
        gc.setFill(palette.color("ink"));
        gc.setLineWidth(1.4);
        gc.strokeLine(x, 4, x, layout.height());
        gc.fillOval(x - 4, 0, 8, 8);
    }

    private void text(String text, Font font, String token, TextAlignment align, double x, double y) {
        if (!text.isEmpty()) {
            gc.setFont(font);
            gc.setFill(palette.color(token));
            gc.setTextAlign(align);
            gc.fillText(text, x, y);
        }
    }

    /** {@code 240 ms}, {@code 1.06 s}, {@code 41 s}. */
    static String span(long millis) {
        return millis >= 1_000 && millis < 10_000 ? String.format(Locale.ROOT, "%.2f s", millis / 1e3) : Figures.duration(millis);
    }
}
