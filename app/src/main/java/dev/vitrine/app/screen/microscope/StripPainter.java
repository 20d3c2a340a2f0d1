package dev.vitrine.app.screen.microscope;

import dev.vitrine.app.model.Figures;
import dev.vitrine.app.model.microscope.Needle;
import dev.vitrine.app.model.microscope.NeedleRows.Placed;
import dev.vitrine.app.model.microscope.StripLayout;
import dev.vitrine.app.model.microscope.StripLayout.Bracket;
import dev.vitrine.app.model.microscope.StripLayout.Cell;
import dev.vitrine.app.model.microscope.StripLayout.Fate;
import dev.vitrine.app.model.microscope.StripLayout.Frame;
import dev.vitrine.app.widget.Palette;
import dev.vitrine.engine.observe.BatchView;
import dev.vitrine.engine.observe.SegmentView;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/** Paints the strip: from above the segments' names, brackets of transactions, the cells, the index, the needles and their words. */
final class StripPainter {

    static final double FRAME_TOP = 22;
    static final double BRACKETS = FRAME_TOP + 14;
    static final double CELLS = FRAME_TOP + 22;
    static final double CELL = 46;
    static final double TICKS = CELLS + CELL + 9;
    static final double FRAME_BOTTOM = TICKS + 22;
    static final double NEEDLES = FRAME_BOTTOM + 20;
    static final double ROW = 20;
    private static final double ROUND = 4;

    private final Letters letters;

    StripPainter(Letters letters) {
        this.letters = letters;
    }

    /** @param picked the batch that is selected; @param pointed at */
    record Scene(StripLayout layout, List<Placed> needles, int partition, Optional<BatchView> picked, Optional<BatchView> pointed) {}

    /** How far down it reaches with so many rows of words. */
    static double height(int rows) {
        return NEEDLES + rows * ROW + 4;
    }

    double wide(Needle needle) {
        return letters.width(letters.strong, needle.name()) + letters.width(letters.figures, needle.tells()) + 22;
    }

    void paint(GraphicsContext gc, Scene scene, Palette palette) {
        gc.setTextBaseline(VPos.CENTER);
        scene.layout().frames().forEach(frame -> frame(gc, frame, palette));
        if (!scene.layout().single()) {
            scene.layout().frames().forEach(frame -> band(gc, frame, palette.hue(scene.partition())));
        }
        ticks(gc, scene, palette);
        scene.layout().holes().forEach(hole -> hole(gc, hole.x(), hole.width(), palette));
        scene.layout().cells().stream().filter(cell -> !cell.marker()).forEach(cell -> cell(gc, cell, scene, palette));
        scene.layout().brackets().forEach(bracket -> bracket(gc, bracket, palette));
        scene.layout().cells().stream().filter(Cell::marker).forEach(cell -> marker(gc, cell, scene, palette));
        scene.needles().forEach(placed -> line(gc, placed, palette));
        scene.needles().forEach(placed -> words(gc, placed, palette));
    }

    private void frame(GraphicsContext gc, Frame frame, Palette palette) {
        double x = frame.x() + 1;
        double width = Math.max(1, frame.width() - 2);
        gc.setFill(palette.color("track"));
        gc.fillRoundRect(x, FRAME_TOP, width, FRAME_BOTTOM - FRAME_TOP, 10, 10);
        gc.setStroke(palette.color("edge"));
        gc.setLineWidth(1);
        gc.strokeRoundRect(x + 0.5, FRAME_TOP + 0.5, Math.max(0, width - 1), FRAME_BOTTOM - FRAME_TOP - 1, 10, 10);
        double left = Math.max(6, x + 6);
        double right = Math.min(x + width, gc.getCanvas().getBoundsInParent().getWidth()) - 6;
        SegmentView segment = frame.segment();
        String name = String.format(Locale.ROOT, "%020d.log", segment.baseOffset());
        String about = (segment.active() ? "active" : "sealed") + " · " + Figures.bytes(segment.sizeBytes())
                + (segment.indexEntries() < 0 ? "" : " · index " + Figures.exact(segment.indexEntries()));
        double nameWide = letters.width(letters.figures, name);
        if (right - left > nameWide) {
            text(gc, letters.figures, palette.color("soft"), name, left, 10);
        } else if (right - left > 50) {
            text(gc, letters.small, palette.color("faint"), Figures.exact(segment.baseOffset()), left, 10);
        }
        double aboutWide = letters.width(letters.plain, about);
        if (right - left > nameWide + aboutWide + 20) {
            text(gc, letters.plain, palette.color("faint"), about, right - aboutWide, 10);
        }
        if (width > 60) {
            text(gc, letters.small, palette.color("faint"), Figures.exact(segment.baseOffset()), left + 2, FRAME_BOTTOM - 9);
        }
    }

    private static void band(GraphicsContext gc, Frame frame, Color hue) {
        gc.setFill(hue.deriveColor(0, 1, 1, 0.42));
        gc.fillRoundRect(frame.x() + 3, CELLS, Math.max(1, frame.width() - 6), CELL, ROUND, ROUND);
    }

    private static void ticks(GraphicsContext gc, Scene scene, Palette palette) {
        gc.setStroke(palette.color("faint"));
        gc.setLineWidth(1);
        double last = -10;
        for (double x : scene.layout().ticks()) {
            if (x - last >= 2) {
                gc.strokeLine(Math.floor(x) + 0.5, TICKS, Math.floor(x) + 0.5, TICKS + 7);
                last = x;
            }
        }
        if (!scene.layout().single()) {
            gc.setStroke(palette.hue(scene.partition()));
            scene.layout().ticks().forEach(x -> gc.strokeLine(Math.floor(x) + 0.5, CELLS, Math.floor(x) + 0.5, CELLS + CELL));
        }
    }

    private static void hole(GraphicsContext gc, double x, double width, Palette palette) {
        if (width < 3) {
            return;
        }
        gc.setStroke(palette.color("soft"));
        gc.setLineWidth(1);
        gc.setLineDashes(3, 3);
        gc.strokeRoundRect(x + 1.5, CELLS + 0.5, Math.max(1, width - 3), CELL - 1, ROUND, ROUND);
        gc.setLineDashes();
    }

    private static void cell(GraphicsContext gc, Cell cell, Scene scene, Palette palette) {
        Color hue = palette.hue(scene.partition());
        if (cell.left() < 1) {
            hole(gc, cell.x() - 1.5, cell.width() + 3, palette);
        }
        gc.setFill(cell.fate() == Fate.ABORTED ? hue.deriveColor(0, 0.7, 1, 0.28) : hue);
        gc.fillRoundRect(cell.x(), CELLS, Math.max(1, cell.width() * cell.left()), CELL, ROUND, ROUND);
        if (cell.fate() == Fate.ABORTED && cell.width() > 4) {
            gc.setStroke(palette.color("bad"));
            gc.setLineWidth(1);
            gc.strokeLine(cell.x() + 2, CELLS + CELL - 3, cell.x() + cell.width() - 2, CELLS + 3);
        }
        outline(gc, cell, scene, palette);
    }

    private static void outline(GraphicsContext gc, Cell cell, Scene scene, Palette palette) {
        boolean picked = scene.picked().filter(cell.batch()::equals).isPresent();
        if (picked || scene.pointed().filter(cell.batch()::equals).isPresent()) {
            gc.setStroke(palette.color(picked ? "ink" : "soft"));
            gc.setLineWidth(picked ? 2 : 1.5);
            gc.strokeRoundRect(cell.x() - 2, CELLS - 3, cell.width() + 4, CELL + 6, ROUND + 3, ROUND + 3);
        }
    }

    private static Color of(Fate fate, Palette palette) {
        return switch (fate) {
            case COMMITTED -> palette.color("ok");
            case ABORTED -> palette.color("bad");
            case OPEN -> palette.color("warn");
            case PLAIN -> palette.color("soft");
        };
    }

    /** A transaction: from its first batch to its marker; dashed while it is open. */
    private static void bracket(GraphicsContext gc, Bracket bracket, Palette palette) {
        gc.setStroke(of(bracket.fate(), palette));
        gc.setLineWidth(2);
        gc.setLineDashes(bracket.fate() == Fate.OPEN ? new double[] {4, 4} : null);
        double right = bracket.x() + bracket.width() - 2;
        gc.strokeLine(bracket.x() + 2, BRACKETS, Math.max(bracket.x() + 3, right), BRACKETS);
        gc.setLineDashes();
        gc.strokeLine(bracket.x() + 2, BRACKETS, bracket.x() + 2, BRACKETS + 5);
    }

    private void marker(GraphicsContext gc, Cell cell, Scene scene, Palette palette) {
        boolean commit = cell.batch().mark() == BatchView.Mark.COMMIT;
        boolean other = cell.batch().mark() == BatchView.Mark.OTHER;
        gc.setFill(palette.color(other ? "soft" : commit ? "ok" : "bad"));
        gc.fillRoundRect(cell.x(), CELLS - 5, cell.width(), CELL + 10, 6, 6);
        gc.setTextAlign(TextAlignment.CENTER);
        text(gc, letters.mark, palette.color(other ? "panel" : commit ? "on-ok" : "on-bad"), other ? "·" : commit ? "C" : "A", cell.x() + cell.width() / 2, CELLS + CELL / 2);
        gc.setTextAlign(TextAlignment.LEFT);
        outline(gc, cell, scene, palette);
    }

    private static Color of(Needle needle, Palette palette) {
        return switch (needle.kind()) {
            case START -> palette.color("soft");
            case STABLE -> palette.color("warn-text");
            case WATERMARK -> palette.color("accent-text");
            case END -> palette.color("ink");
            case COMMITTED, POSITION -> palette.group(needle.place());
        };
    }

    private static double y(Placed placed) {
        return NEEDLES + placed.row() * ROW;
    }

    private static void line(GraphicsContext gc, Placed placed, Palette palette) {
        if (placed.out() != 0) {
            return;
        }
        gc.setStroke(of(placed.needle(), palette));
        gc.setLineWidth(1.5);
        boolean broken = placed.needle().kind() == Needle.Kind.STABLE || placed.needle().kind() == Needle.Kind.POSITION;
        gc.setLineDashes(broken ? new double[] {3, 3} : null);
        gc.strokeLine(placed.x(), CELLS - 8, placed.x(), y(placed));
        gc.setLineDashes();
    }

    private void words(GraphicsContext gc, Placed placed, Palette palette) {
        Needle needle = placed.needle();
        Color color = of(needle, palette);
        double y = y(placed);
        gc.setFill(color);
        if (placed.out() == 0) {
            gc.fillOval(placed.x() - 3, y - 3, 6, 6);
        } else {
            double tip = placed.x() + placed.out() * -1;
            gc.fillPolygon(new double[] {tip, tip - placed.out() * 6, tip - placed.out() * 6}, new double[] {y, y - 4, y + 4}, 3);
        }
        double name = letters.width(letters.strong, needle.name());
        double left = placed.words() < 0 ? placed.x() - wide(needle) + 4 : placed.x() + 10;
        text(gc, letters.strong, needle.kind() == Needle.Kind.COMMITTED || needle.kind() == Needle.Kind.POSITION ? palette.color("ink") : color, needle.name(), left, y);
        text(gc, letters.figures, palette.color("soft"), needle.tells(), left + name + 8, y);
    }

    private static void text(GraphicsContext gc, Font font, Color color, String words, double x, double y) {
        gc.setFont(font);
        gc.setFill(color);
        gc.fillText(words, x, y);
    }
}
