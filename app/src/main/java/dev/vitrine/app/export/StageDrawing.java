package dev.vitrine.app.export;

import dev.vitrine.app.export.Drawing.Anchor;
import dev.vitrine.app.model.stage.Columns;
import dev.vitrine.app.model.stage.Curve;
import dev.vitrine.app.model.stage.Picture;
import dev.vitrine.app.model.stage.Rope;
import dev.vitrine.app.model.stage.StageLayout;
import dev.vitrine.app.model.stage.StageLayout.Box;
import dev.vitrine.app.model.stage.StageModel;
import dev.vitrine.app.model.stage.Traffic;
import dev.vitrine.app.model.stage.Way;
import dev.vitrine.app.widget.Palette;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import javafx.scene.paint.Color;

/** The whole stage at one moment as a {@link Drawing}: who writes → where it lies → who reads, and below it when that was and what happened. */
final class StageDrawing {

    static final double HEAD = 44;
    static final double FOOT = 46;
    /** A picture for a page, not a wall: what lies below is left out, and said. */
    private static final double MOST_HEIGHT = 3_000;

    private final StageModel model;
    private final Palette palette;
    private final Drawing drawing;
    private final double visible;
    private final Map<Way, Curve> feeds = new HashMap<>();
    private final Map<Way, Curve> owners = new HashMap<>();

    private StageDrawing(StageModel model, Palette palette, double width, double height) {
        this.model = model;
        this.palette = palette;
        this.visible = height - HEAD - FOOT;
        this.drawing = new Drawing(width, height, palette.color("bg"));
    }

    /** So high a drawing of this model has to be to show all. */
    static double heightOf(StageModel model) {
        return Math.min(MOST_HEIGHT, HEAD + Math.max(240, model.layout().height()) + FOOT);
    }

    /** @param height of the drawing; what doesn't fit is cut off */
    static Drawing of(StageModel model, Palette palette, Caption caption, double width, double height) {
        StageDrawing stage = new StageDrawing(model, palette, width, height);
        stage.heads();
        stage.lines(caption.nowNanos());
        new TopicDrawing(stage.drawing, model, palette, HEAD).draw(caption.nowNanos());
        new CardDrawing(stage.drawing, model, palette, HEAD).draw(caption);
        stage.dots(model.inward(), stage.feeds, stage.columns().producers().right(), caption.nowNanos());
        stage.dots(model.outward(), stage.owners, stage.columns().topics().right(), caption.nowNanos());
        stage.foot(caption);
        return stage.drawing;
    }

    /** What is said of the moment. @param nowNanos the time of all motion; @param atMillis on the broker's wall clock */
    record Caption(long nowNanos, long atMillis, String clock, String sentence) {}

    private Columns columns() {
        return model.layout().columns();
    }

    private void heads() {
        Color soft = palette.color("soft");
        drawing.words("PRODUCERS", columns().producers().left() + 4, 30, Face.STRONG, 11, soft);
        drawing.words("TOPICS", columns().topics().left() + 4, 30, Face.STRONG, 11, soft);
        drawing.words("CONSUMER GROUPS", columns().groups().left() + 4, 30, Face.STRONG, 11, soft);
    }

    private void lines(long nowNanos) {
        StageLayout layout = model.layout();
        double gap = columns().topics().left() - columns().producers().right();
        for (Picture.Producer producer : model.picture().producers()) {
            Box card = layout.producers().get(producer.clientId());
            for (Picture.Feed feed : producer.feeds()) {
                OptionalDouble lane = layout.laneY(feed.into());
                if (card != null && lane.isPresent()) {
                    Curve curve = new Curve(gap, card.top() + card.height() / 2, lane.getAsDouble(), 0);
                    feeds.put(new Way(feed.into(), producer.clientId(), ""), curve);
                    stroke(curve, columns().producers().right(), palette.hue(feed.into().partition()), 0.5, false);
                }
            }
        }
        double second = columns().groups().left() - columns().topics().right();
        for (Rope rope : model.ropes().all()) {
            if (!Double.isNaN(rope.startY()) && !Double.isNaN(rope.endY())) {
                Curve curve = new Curve(second, rope.startY(), rope.endY(), 1 - rope.tension());
                if (rope.held()) {
                    owners.put(new Way(rope.partition(), rope.group(), rope.member()), curve);
                }
                stroke(curve, columns().topics().right(), palette.hue(rope.partition().partition()), rope.alpha() * 0.8, rope.tension() < 0.6);
            }
        }
    }

    private void stroke(Curve curve, double left, Color hue, double alpha, boolean dashed) {
        double[] points = {left, HEAD + curve.fromY(), left + curve.firstX(), HEAD + curve.firstY(), left + curve.secondX(), HEAD + curve.secondY(),
                left + curve.width(), HEAD + curve.toY()};
        drawing.add(new Drawing.Stroke(points, hue.deriveColor(0, 1, 1, alpha), 1.6, dashed));
    }

    private void dots(Traffic traffic, Map<Way, Curve> curves, double left, long nowNanos) {
        traffic.visit(nowNanos, (way, progress) -> {
            Curve curve = curves.get(way);
            if (curve != null) {
                boolean small = model.motion(way.partition().topic()).worth() > 1;
                drawing.add(new Drawing.Disc(left + curve.x(progress), HEAD + curve.y(progress), small ? 2.4 : 3.1, palette.hue(way.partition().partition())));
            }
        });
    }

    private void foot(Caption caption) {
        double top = drawing.height() - FOOT;
        drawing.add(new Drawing.Box(0, top, drawing.width(), FOOT, 0, palette.color("rail"), null));
        drawing.words(caption.clock(), 24, top + 28, Face.MONO, 12, palette.color("soft"));
        double from = 24 + Face.MONO.width(caption.clock(), 12) + 20;
        String sentence = model.layout().height() > visible + 1 ? caption.sentence() + "  (more below is left out)" : caption.sentence();
        drawing.words(Face.MEDIUM.fitted(sentence, 14, drawing.width() - from - 90), from, top + 28, Face.MEDIUM, 14, palette.color("ink"));
        drawing.words("Vitrine", drawing.width() - 24, top + 28, Face.STRONG, 12, palette.color("faint"), Anchor.RIGHT);
    }
}
