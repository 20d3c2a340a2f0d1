package dev.vitrine.app.stage;

import dev.vitrine.app.model.stage.Curve;
import dev.vitrine.app.model.stage.Columns;
import dev.vitrine.app.model.stage.FlowKey;
import dev.vitrine.app.model.stage.Picture;
import dev.vitrine.app.model.stage.Rope;
import dev.vitrine.app.model.stage.StageLayout;
import dev.vitrine.app.model.stage.StageLayout.Box;
import dev.vitrine.app.model.stage.StageModel;
import dev.vitrine.app.model.stage.Way;
import dev.vitrine.app.widget.Palette;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import javafx.scene.Node;
import javafx.scene.paint.Color;

/** Paints all that moves: both gaps and the lanes between them. Lies over the cards and lets the mouse through. */
final class StagePainter {

    private static final long QUIET_NANOS = 8_000_000_000L;
    /** Lanes are figures and lengths: thirty times a second is smooth for them; dots go with every frame. */
    private static final long LANES_EVERY_NANOS = 32_000_000L;

    private static final double HANGS_AT_MOST = 120;
    /** So far beyond the window's edge it does not matter where a line ends: cards that move there leave the lines that are seen as they are. */
    private static final double FAR = 600;

    private final StageModel model;
    private final Gap inward = new Gap();
    private final Gap outward = new Gap();
    private final LaneCanvas lanes;
    private final Map<Way, Curve> feeds = new HashMap<>();
    private final Map<Way, Curve> owners = new HashMap<>();
    private Palette palette;
    private Stamps stamps;
    private double zoom = 1;
    private double height;
    private long lanesPaintedAt;

    StagePainter(StageModel model, Palette palette) {
        this.model = model;
        this.stamps = new Stamps(palette, 1);
        this.lanes = new LaneCanvas(model, new LanePainter(palette, stamps));
        this.palette = palette;
    }

    List<Node> canvases() {
        List<Node> canvases = new ArrayList<>();
        canvases.add(lanes.node());
        canvases.addAll(inward.canvases());
        canvases.addAll(outward.canvases());
        return canvases;
    }

    /** Other colours, or another zoom: everything is painted anew. */
    void look(Palette now, double scale) {
        palette = now;
        zoom = scale;
        stamps = new Stamps(now, scale);
        lanes.look(new LanePainter(now, stamps));
        inward.repaint();
        outward.repaint();
        lanesPaintedAt = 0;
    }

    /** @param top of the window onto the content, within the stage */
    void place(Columns columns, double top, double visible) {
        height = visible;
        inward.place(columns.producers().right(), top, columns.topics().left() - columns.producers().right(), visible, zoom);
        outward.place(columns.topics().right(), top, columns.groups().left() - columns.topics().right(), visible, zoom);
        lanes.place(columns.topics().left(), top, columns.topics().width(), visible, zoom);
        lanesPaintedAt = 0;
    }

    /** One frame. @param scroll what of the content lies above the window; @param moved true where cards have changed */
    void paint(double scroll, boolean moved, long nowNanos) {
        inward.lines(feedLines(scroll, nowNanos), scroll, nowNanos);
        outward.lines(ownerLines(scroll), scroll, nowNanos);
        inward.dots(model.inward(), feeds, this::forMany, stamps, scroll, nowNanos);
        outward.dots(model.outward(), owners, this::forMany, stamps, scroll, nowNanos);
        if (moved || nowNanos - lanesPaintedAt >= LANES_EVERY_NANOS) {
            lanesPaintedAt = nowNanos;
            lanes.paint(scroll, nowNanos);
        }
    }

    private boolean forMany(Way way) {
        return model.motion(way.partition().topic()).worth() > 1;
    }

    private List<Line> feedLines(double scroll, long nowNanos) {
        StageLayout layout = model.layout();
        double width = layout.columns().topics().left() - layout.columns().producers().right();
        List<Line> lines = new ArrayList<>();
        feeds.clear();
        for (Picture.Producer producer : model.picture().producers()) {
            Box card = layout.producers().get(producer.clientId());
            for (Picture.Feed feed : producer.feeds()) {
                OptionalDouble lane = layout.laneY(feed.into());
                if (card != null && lane.isPresent()) {
                    Curve curve = new Curve(width, near(card.top() + card.height() / 2, scroll), near(lane.getAsDouble(), scroll), 0);
                    feeds.put(new Way(feed.into(), producer.clientId(), ""), curve);
                    lines.add(feedLine(feed, curve, nowNanos));
                }
            }
        }
        return lines;
    }

    private Line feedLine(Picture.Feed feed, Curve curve, long nowNanos) {
        double rate = 0;
        long idle = Long.MAX_VALUE;
        for (FlowKey flow : feed.flows()) {
            rate += model.flows().perSecond(flow, nowNanos);
            idle = Math.min(idle, model.flows().idleNanos(flow, nowNanos));
        }
        boolean ribbon = forMany(new Way(feed.into(), "", ""));
        double thickness = ribbon ? Math.min(6, 1.6 + Math.rint(2 * Math.log10(1 + rate / 20)) / 2) : 1.4;
        double alpha = idle > QUIET_NANOS ? 0.18 : ribbon ? 0.38 : 0.5;
        return new Line(curve, palette.hue(feed.into().partition()), thickness, alpha, false);
    }

    private List<Line> ownerLines(double scroll) {
        StageLayout layout = model.layout();
        double width = layout.columns().groups().left() - layout.columns().topics().right();
        List<Line> lines = new ArrayList<>();
        owners.clear();
        for (Rope rope : model.ropes().all()) {
            boolean nowhere = Double.isNaN(rope.startY()) || Double.isNaN(rope.endY());
            if (nowhere || Math.max(rope.startY(), rope.endY()) < scroll - HANGS_AT_MOST || Math.min(rope.startY(), rope.endY()) > scroll + height) {
                continue;
            }
            Curve curve = new Curve(width, near(rope.startY(), scroll), near(rope.endY(), scroll), 1 - rope.tension());
            Color hue = palette.hue(rope.partition().partition());
            if (rope.held()) {
                owners.put(new Way(rope.partition(), rope.group(), rope.member()), curve);
            }
            lines.add(new Line(curve, hue, 1.8, rope.alpha() * (0.72 + 0.2 * curve.slack()), rope.tension() < 0.6));
        }
        return lines;
    }

    private double near(double y, double scroll) {
        return Math.max(scroll - FAR, Math.min(y, scroll + height + FAR));
    }
}
