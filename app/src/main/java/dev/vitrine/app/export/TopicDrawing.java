package dev.vitrine.app.export;

import dev.vitrine.app.export.Drawing.Anchor;
import dev.vitrine.app.model.Figures;
import dev.vitrine.app.model.stage.Columns;
import dev.vitrine.app.model.stage.Density;
import dev.vitrine.app.model.stage.EndMeter.Ends;
import dev.vitrine.app.model.stage.LaneWindow;
import dev.vitrine.app.model.stage.Picture;
import dev.vitrine.app.model.stage.Picture.Lane;
import dev.vitrine.app.model.stage.Picture.Mark;
import dev.vitrine.app.model.stage.Rack;
import dev.vitrine.app.model.stage.StageLayout.Box;
import dev.vitrine.app.model.stage.StageModel;
import dev.vitrine.app.model.stage.TopicMotion;
import dev.vitrine.app.widget.GroupShape;
import dev.vitrine.app.widget.Palette;
import java.util.Comparator;
import java.util.List;
import javafx.scene.paint.Color;

/** Draws topics and what lies in their lanes. */
final class TopicDrawing {

    private final Drawing drawing;
    private final StageModel model;
    private final Palette palette;
    private final double top;
    private final Columns.Span column;
    private final Rack rack;
    private final RackDrawing tanks;

    /** @param top where the content begins */
    TopicDrawing(Drawing drawing, StageModel model, Palette palette, double top) {
        this.drawing = drawing;
        this.model = model;
        this.palette = palette;
        this.top = top;
        this.column = model.layout().columns().topics();
        this.rack = model.layout().rack();
        this.tanks = new RackDrawing(drawing, palette, model.picture(), model.layout());
    }

    void draw(long nowNanos) {
        tanks.heads();
        for (Picture.Topic topic : model.picture().topics()) {
            Box box = model.layout().topics().get(topic.name());
            card(topic, box);
            glass(topic);
            for (Lane lane : topic.lanes()) {
                double middle = top + model.layout().lanes().getOrDefault(lane.id(), 0.0);
                if (!topic.collapsed()) {
                    track(lane, middle);
                    tanks.copies(lane, middle);
                    model.ends().ends(lane.id()).ifPresent(ends -> records(lane, ends, model.motion(topic.name()), middle));
                    rate(model.ends().perSecond(lane.id(), nowNanos), middle);
                }
            }
        }
    }

    private void card(Picture.Topic topic, Box box) {
        drawing.add(new Drawing.Box(column.left(), top + box.top(), column.width(), box.height(), 14, palette.color("panel"), palette.color("edge")));
        double y = top + box.top() + (topic.collapsed() ? 24 : Math.min(25, model.layout().density().header() / 2)) + 5;
        long worth = model.motion(topic.name()).worth();
        double perSecond = model.motion(topic.name()).perSecond();
        String facts = topic.facts() + (worth == 1 ? "" : " · 1 dot = " + Figures.exact(worth) + " records")
                + (topic.collapsed() || perSecond < 0.05 ? "" : " · " + Figures.rate(perSecond));
        drawing.words(facts, column.right() - 20, y, Face.TEXT, 11.5, palette.color("soft"), Anchor.RIGHT);
        double room = column.width() - 60 - Face.TEXT.width(facts, 11.5);
        drawing.words(Face.STRONG.fitted(topic.name(), 14, room), column.left() + 20, y, Face.STRONG, 14, palette.color("ink"));
        if (topic.leftOut() > 0) {
            drawing.words(topic.leftOut() + " more partitions", column.left() + 20, top + box.bottom() - 12, Face.TEXT, 11.5, palette.color("soft"));
        }
    }

    private void glass(Picture.Topic topic) {
        if (!topic.collapsed() && !topic.lanes().isEmpty()) {
            double half = model.layout().density().track() / 2;
            tanks.glass(top + model.layout().lanes().getOrDefault(topic.lanes().getFirst().id(), 0.0) - half,
                    top + model.layout().lanes().getOrDefault(topic.lanes().getLast().id(), 0.0) + half);
        }
    }

    private void track(Lane lane, double middle) {
        Density density = model.layout().density();
        chip(drawing, palette, lane.id().partition(), column.left() + Rack.CHIP_LEFT, middle, density == Density.DENSE ? 16 : 20);
        drawing.add(new Drawing.Box(column.left() + rack.laneLeft(), middle - density.track() / 2, model.layout().laneLength(), density.track(), 6,
                palette.color("track"), palette.color("edge")));
    }

    /** A partition's number on its hue. */
    static void chip(Drawing drawing, Palette palette, int partition, double left, double middle, double size) {
        int hue = Palette.hueIndex(partition);
        String number = String.valueOf(partition);
        double width = Math.max(size, Face.MONO_STRONG.width(number, 10.5) + 8);
        drawing.add(new Drawing.Box(left, middle - size / 2, width, size, 4, palette.color("hue-" + hue + "-tint"), null));
        drawing.words(number, left + width / 2, middle + 4, Face.MONO_STRONG, 10.5, palette.color("hue-" + hue + "-text"), Anchor.MIDDLE);
    }

    private void records(Lane lane, Ends ends, TopicMotion motion, double middle) {
        LaneWindow window = motion.window(lane.id().partition());
        double pitch = motion.scale().pixelsPerRecord();
        double left = column.left() + rack.laneLeft() + 2;
        double right = column.left() + Rack.laneRight(column.width());
        double needle = Math.min(right - 2, left + (window.end() - window.base()) * pitch);
        double track = model.layout().density().track();
        Color hue = palette.hue(lane.id().partition());
        if (motion.scale().cells()) {
            cells(ends, window, pitch, hue, new double[] {left, right, middle, track});
        } else if (needle - left >= 1) {
            boolean more = ends.logStart() < window.base();
            drawing.add(new Drawing.Fade(left, middle - track / 2 + 2, needle - left, track - 4, hue.deriveColor(0, 1, 1, more ? 0.08 : 0.3), hue.deriveColor(0, 1, 1, 0.85)));
        }
        drawing.add(new Drawing.Box(needle, middle - track / 2 - 3, 2, track + 6, 0, palette.color("ink"), null));
        drawing.words(Figures.exact(ends.end()), needle + 8, middle + 4, Face.MONO_STRONG, 11, palette.color("ink"));
        marks(lane, window, pitch, left, right, middle + track / 2);
    }

    /** @param place left and right end of the track, its middle, its height */
    private void cells(Ends ends, LaneWindow window, double pitch, Color hue, double[] place) {
        long first = Math.max(ends.logStart(), (long) Math.floor(window.base()));
        long last = (long) Math.ceil(window.end());
        double width = Math.max(3, pitch - 3);
        for (long offset = first; offset < last; offset++) {
            double x = place[0] + (offset - window.base()) * pitch;
            if (x >= place[0] - 1 && x + width <= place[1]) {
                double age = last - first <= 1 ? 1 : (offset - first) / (double) (last - first - 1);
                Color color = hue.deriveColor(0, 1, 1, (0.28 + 0.62 * age) * Math.max(0.15, Math.min(1, window.end() - offset)));
                boolean committed = offset < ends.highWatermark();
                drawing.add(new Drawing.Box(x, place[2] - place[3] / 2 + 3, width, place[3] - 6, 2, committed ? color : null, committed ? null : color));
            }
        }
    }

    private void rate(double perSecond, double middle) {
        if (perSecond >= 0.05) {
            drawing.words(Figures.rate(perSecond), column.right() - 16, middle + 4, Face.MONO, 10.5, palette.color("soft"), Anchor.RIGHT);
        }
    }

    private void marks(Lane lane, LaneWindow window, double pitch, double left, double right, double y) {
        double last = Double.NEGATIVE_INFINITY;
        List<Mark> inOrder = lane.marks().stream().sorted(Comparator.comparingLong(Mark::offset)).toList();
        for (Mark mark : inOrder) {
            double x = Math.max(left, Math.min(right, left + (mark.offset() - window.base()) * pitch));
            last = Math.max(x, last + 9);
            mark(drawing, palette, mark.place(), last, y + 1, mark.active() ? 1 : 0.45);
        }
    }

    /** The mark of a group: its colour and its shape. @param x of its upper corner */
    static void mark(Drawing drawing, Palette palette, int place, double x, double y, double alpha) {
        double[] points = GroupShape.of(place).points();
        for (int i = 0; i < points.length; i += 2) {
            points[i] += x - GroupShape.MIDDLE;
            points[i + 1] += y;
        }
        drawing.add(new Drawing.Polygon(points, palette.group(place).deriveColor(0, 1, 1, alpha)));
    }
}
