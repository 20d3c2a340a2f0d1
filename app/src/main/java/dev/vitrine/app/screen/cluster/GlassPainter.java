package dev.vitrine.app.screen.cluster;

import dev.vitrine.app.model.cluster.ClusterPicture;
import dev.vitrine.app.model.cluster.Tank;
import dev.vitrine.app.model.cluster.TankLayout;
import dev.vitrine.app.model.cluster.Wire;
import dev.vitrine.app.model.cluster.WireRoutes;
import dev.vitrine.app.model.cluster.WireRoutes.Point;
import dev.vitrine.app.widget.Palette;
import dev.vitrine.engine.observe.BrokerState;
import dev.vitrine.engine.observe.LinkState;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.paint.CycleMethod;
import javafx.scene.paint.LinearGradient;
import javafx.scene.paint.Stop;

/** Paints what stands still behind it all: the glass of the tanks, and the wires between them. */
final class GlassPainter {

    private static final double ROUND = 16;
    /** Half of the gap in a wire that is cut: wider than the mark within it. */
    private static final double HALF_GAP = 28;

    private final GraphicsContext gc;
    private final Palette palette;
    private final TankLayout layout;
    private final WireRoutes routes;

    GlassPainter(GraphicsContext gc, Palette palette, TankLayout layout) {
        this.gc = gc;
        this.palette = palette;
        this.layout = layout;
        this.routes = layout.wires();
    }

    void paint(ClusterPicture picture) {
        for (Wire wire : picture.wires()) {
            wire(picture, wire);
        }
        for (int i = 0; i < picture.tanks().size(); i++) {
            tank(picture.tanks().get(i), layout.left(i));
        }
        gc.setGlobalAlpha(1);
        gc.setLineDashes((double[]) null);
        if (picture.tanks().size() > 1) {
            new LegendPainter(gc, palette).paint(layout.origin(), layout.sky() + 6);
        }
    }

    private void tank(Tank tank, double x) {
        double y = layout.sky();
        double width = layout.tankWidth();
        double height = layout.height() - y - 2;
        boolean there = tank.state() != BrokerState.STOPPED && tank.state() != BrokerState.KILLED;
        gc.setGlobalAlpha(1);
        gc.setFill(palette.color("panel"));
        gc.fillRoundRect(x, y, width, height, ROUND, ROUND);
        if (there) {
            water(tank, x, y, width, height);
        }
        edge(tank, x, y, width, height);
        if (there) {
            shine(x, y, width, height);
        }
        if (tank.state() == BrokerState.FROZEN) {
            frost(x, y, width, height);
        } else if (tank.state() == BrokerState.KILLED) {
            cracks(x, y, width, height);
        }
    }

    /** What a running broker is filled with: the controller's has the accent's colour. */
    private void water(Tank tank, double x, double y, double width, double height) {
        Color tint = tank.controls() ? palette.color("accent") : palette.color("soft");
        double strength = tank.state() == BrokerState.FENCED ? 0.04 : tank.controls() ? 0.13 : 0.09;
        gc.setFill(new LinearGradient(0, 0, 0, 1, true, CycleMethod.NO_CYCLE, new Stop(0, tint.deriveColor(0, 1, 1, 0.015)), new Stop(1, tint.deriveColor(0, 1, 1, strength))));
        gc.fillRoundRect(x + 1, y + 1, width - 2, height - 2, ROUND - 1, ROUND - 1);
    }

    private void edge(Tank tank, double x, double y, double width, double height) {
        gc.setLineWidth(tank.controls() ? 1.6 : 1.2);
        gc.setLineDashes(tank.state() == BrokerState.STOPPED ? new double[] {5, 5} : null);
        gc.setStroke(switch (tank.state()) {
            case RUNNING -> tank.controls() ? palette.color("accent") : palette.color("edge");
            case FENCED -> palette.color("warn");
            case FROZEN -> palette.color("accent");
            case KILLED -> palette.color("bad");
            case STOPPED -> palette.color("edge");
        });
        gc.strokeRoundRect(x + 0.6, y + 0.6, width - 1.2, height - 1.2, ROUND, ROUND);
        gc.setLineDashes((double[]) null);
    }

    /** Light on glass: a stripe down the left side, and the rim. */
    private void shine(double x, double y, double width, double height) {
        Color glass = palette.color("glass");
        gc.setFill(new LinearGradient(0, 0, 0, 1, true, CycleMethod.NO_CYCLE, new Stop(0, glass.deriveColor(0, 1, 1, 0.10)), new Stop(1, glass.deriveColor(0, 1, 1, 0.02))));
        gc.fillRoundRect(x + 4, y + 14, 3, height - 28, 3, 3);
        gc.setFill(glass.deriveColor(0, 1, 1, 0.07));
        gc.fillRoundRect(x + 10, y + 3, width - 20, 2, 2, 2);
    }

    /** Time stands still in it. */
    private void frost(double x, double y, double width, double height) {
        Color cold = palette.color("accent");
        gc.setFill(cold.deriveColor(0, 0.5, 1, 0.10));
        gc.fillRoundRect(x + 1, y + 1, width - 2, height - 2, ROUND - 1, ROUND - 1);
        gc.setStroke(cold.deriveColor(0, 0.6, 1, 0.22));
        gc.setLineWidth(1);
        for (double at = 18; at < width + height; at += 26) {
            double top = Math.max(0, at - width);
            double bottom = Math.min(height, at);
            gc.strokeLine(x + at - top, y + top, x + at - bottom, y + bottom);
        }
    }

    /** It was not asked whether it would go. */
    private void cracks(double x, double y, double width, double height) {
        gc.setStroke(palette.color("bad").deriveColor(0, 1, 1, 0.5));
        gc.setLineWidth(1.1);
        double cx = x + width * 0.62;
        double cy = y + height - Math.min(80, height * 0.25);
        double[][] rays = {{-0.30, -0.20, -0.50, -0.34}, {0.16, -0.26, 0.24, -0.52}, {0.22, 0.10, 0.36, 0.12}, {-0.12, 0.16, -0.30, 0.22}, {-0.05, -0.30, -0.12, -0.48}};
        double reach = Math.min(width, height);
        for (double[] ray : rays) {
            double kx = Math.max(x + 3, Math.min(x + width - 3, cx + ray[0] * reach));
            double ky = Math.max(y + 3, Math.min(y + height - 3, cy + ray[1] * reach));
            double ex = Math.max(x + 2, Math.min(x + width - 2, cx + ray[2] * reach));
            double ey = Math.max(y + 2, Math.min(y + height - 2, cy + ray[3] * reach));
            gc.strokePolyline(new double[] {cx, kx, ex}, new double[] {cy, ky, ey}, 3);
        }
    }

    private void wire(ClusterPicture picture, Wire wire) {
        int a = place(picture, wire.a());
        int b = place(picture, wire.b());
        boolean alive = picture.tank(wire.a()).filter(Tank::works).isPresent() && picture.tank(wire.b()).filter(Tank::works).isPresent();
        gc.setGlobalAlpha(alive || !wire.isOpen() ? 1 : 0.4);
        gc.setLineWidth(wire.isOpen() ? 1.4 : 1.8);
        gc.setStroke(switch (wire.worst()) {
            case OPEN -> palette.color("faint").deriveColor(0, 1, 1, 0.55);
            case SLOW, LOSSY -> palette.color("warn");
            case CUT -> palette.color("bad");
        });
        gc.setLineDashes(switch (wire.worst()) {
            case OPEN -> null;
            case SLOW -> new double[] {9, 4};
            case LOSSY -> new double[] {3, 5};
            case CUT -> new double[] {5, 5};
        });
        List<Point> path = routes.path(a, b);
        if (wire.worst() == LinkState.CUT) {
            Point mark = routes.mark(a, b);
            line(upTo(mark, path));
            line(upTo(mark, path.reversed()));
        } else {
            line(path);
        }
        gc.setGlobalAlpha(1);
        gc.setLineDashes((double[]) null);
    }

    /** As far as the gap that its mark stands in. */
    private static List<Point> upTo(Point mark, List<Point> path) {
        List<Point> part = new ArrayList<>();
        for (Point point : path) {
            if (!part.isEmpty() && (mark.x() - part.getLast().x()) * (mark.x() - point.x()) <= 0 || Math.abs(mark.x() - point.x()) < HALF_GAP) {
                part.add(new Point(mark.x() + Math.copySign(HALF_GAP, part.isEmpty() ? point.x() - mark.x() : part.getLast().x() - mark.x()), point.y()));
                break;
            }
            part.add(point);
        }
        return part;
    }

    private void line(List<Point> path) {
        gc.strokePolyline(path.stream().mapToDouble(Point::x).toArray(), path.stream().mapToDouble(Point::y).toArray(), path.size());
    }

    static int place(ClusterPicture picture, int broker) {
        for (int i = 0; i < picture.tanks().size(); i++) {
            if (picture.tanks().get(i).id() == broker) {
                return i;
            }
        }
        return 0;
    }
}
